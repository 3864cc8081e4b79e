from letters.models.announced_files import AnnouncedFile
from letters.models.cabinets import Cabinet, Minister
from letters.models.documents import Content, Document
from letters.models.edits import Edit
from letters.models.example_removals import ExampleRemoval
from letters.models.harvest_jobs import HarvestJob, SourceName, SourceRun
from letters.models.ingestions import Ingestion
from letters.models.letters import Citation, Dossier, Identifier, Letter, Signatory
from letters.models.possible_duplicates import PossibleDuplicate
from letters.models.revisions import Passage, Revision
from letters.models.sentence_digests import SentenceDigest
from letters.models.source_records import SourceRecord
from letters.models.work_counts import WorkCount

__all__ = [
    "AnnouncedFile",
    "Cabinet",
    "Citation",
    "Content",
    "Document",
    "Dossier",
    "Edit",
    "ExampleRemoval",
    "HarvestJob",
    "Identifier",
    "Ingestion",
    "Letter",
    "Minister",
    "Passage",
    "PossibleDuplicate",
    "Revision",
    "SentenceDigest",
    "Signatory",
    "SourceName",
    "SourceRecord",
    "SourceRun",
    "WorkCount",
]
