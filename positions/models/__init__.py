from positions.models.codebooks import CodebookVersion, Topic
from positions.models.stances import Coder, Proposing, Stance

__all__ = ["CodebookVersion", "Coder", "Proposing", "Stance", "Topic"]
