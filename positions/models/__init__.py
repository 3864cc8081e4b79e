from positions.models.alerts import (
    AlertMessage,
    AnnouncedStep,
    Rhythm,
    Subscriber,
    Subscription,
    ToldItem,
    TopicLook,
)
from positions.models.assignments import AssignedSentence, Assignment
from positions.models.calibrations import Calibration
from positions.models.codebook_drafts import CodebookDraft
from positions.models.codebooks import CodebookVersion, Topic
from positions.models.coders import Coder
from positions.models.coding_runs import CodingRun
from positions.models.data_versions import DataVersion, TopicVersion
from positions.models.events import Event
from positions.models.model_rounds import ModelRound, ModelWindow
from positions.models.releases import Release, ReleaseChunk, ReleaseFile
from positions.models.reviews import Review, ReviewLock
from positions.models.stances import Stance, State
from positions.models.summary_rows import (
    DayDue,
    DaySummary,
    DecisionCount,
    DecisionTotal,
    LetterSummary,
    StanceSummary,
    SummaryDue,
)
from positions.models.taken_letters import TakenLetter
from positions.models.wordings import Wording, WordingRound, WordingSentence

__all__ = [
    "AlertMessage",
    "AnnouncedStep",
    "AssignedSentence",
    "Assignment",
    "Calibration",
    "CodebookDraft",
    "CodebookVersion",
    "Coder",
    "CodingRun",
    "DataVersion",
    "DayDue",
    "DaySummary",
    "DecisionCount",
    "DecisionTotal",
    "Event",
    "LetterSummary",
    "ModelRound",
    "ModelWindow",
    "Release",
    "ReleaseChunk",
    "ReleaseFile",
    "Review",
    "ReviewLock",
    "Rhythm",
    "Stance",
    "StanceSummary",
    "State",
    "Subscriber",
    "Subscription",
    "SummaryDue",
    "TakenLetter",
    "ToldItem",
    "Topic",
    "TopicLook",
    "TopicVersion",
    "Wording",
    "WordingRound",
    "WordingSentence",
]
