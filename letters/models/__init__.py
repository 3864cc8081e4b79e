from letters.models.cabinets import Cabinet, Minister
from letters.models.changes import Change
from letters.models.documents import Content, Document
from letters.models.examples import ExampleRemoval
from letters.models.ingestions import Ingestion
from letters.models.letters import Citation, Dossier, Identifier, Letter, Signatory
from letters.models.resemblances import Resemblance
from letters.models.revisions import Passage, Revision
from letters.models.sources import SourceRecord
from letters.models.subscriptions import SourceName, SourceRun, Subscription

__all__ = [
    "Cabinet",
    "Change",
    "Citation",
    "Content",
    "Document",
    "Dossier",
    "ExampleRemoval",
    "Identifier",
    "Ingestion",
    "Letter",
    "Minister",
    "Passage",
    "Resemblance",
    "Revision",
    "Signatory",
    "SourceName",
    "SourceRecord",
    "SourceRun",
    "Subscription",
]
