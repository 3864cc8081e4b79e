"""What is chosen in the address, so that a queue, a list or a chart can be kept and shared."""

from positions.filters.known import (
    KnownFilter,
    KnownStanceFilter,
    PassageFilter,
    PassageKindFilter,
    SeriesFilter,
)
from positions.filters.positions import (
    NO,
    AskedChoice,
    AskedFilter,
    AskedMany,
    AskedText,
    ChangeFilter,
    CompareFilter,
    PositionFilter,
)
from positions.filters.proposals import ProposalFilter, QueueFilter
from positions.filters.stances import SearchFilter, StanceFilter
from positions.filters.wordings import INTEREST, WordingFilter

__all__ = [
    "INTEREST",
    "NO",
    "AskedChoice",
    "AskedFilter",
    "AskedMany",
    "AskedText",
    "ChangeFilter",
    "CompareFilter",
    "KnownFilter",
    "KnownStanceFilter",
    "PassageFilter",
    "PassageKindFilter",
    "PositionFilter",
    "ProposalFilter",
    "QueueFilter",
    "SearchFilter",
    "SeriesFilter",
    "StanceFilter",
    "WordingFilter",
]
