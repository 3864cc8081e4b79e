from positions.models.alterations import Alteration
from positions.models.assignments import AssignedSentence, Assignment
from positions.models.codebooks import CodebookVersion, Topic
from positions.models.coders import Coder
from positions.models.drafts import CodebookDraft
from positions.models.events import Event
from positions.models.reviews import Claim, Review
from positions.models.stances import Proposing, Stance, State
from positions.models.wordings import Wording, WordingRound, WordingSentence

__all__ = [
    "Alteration",
    "AssignedSentence",
    "Assignment",
    "Claim",
    "CodebookDraft",
    "CodebookVersion",
    "Coder",
    "Event",
    "Proposing",
    "Review",
    "Stance",
    "State",
    "Topic",
    "Wording",
    "WordingRound",
    "WordingSentence",
]
