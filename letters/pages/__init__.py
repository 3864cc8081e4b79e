from letters.pages.citation import citation_file
from letters.pages.clean_text import clean_text
from letters.pages.letter_list import letter_list
from letters.pages.not_held import cited_document, cited_documents, fetch_cited
from letters.pages.original_files import original_file
from letters.pages.version_diff import version

__all__ = [
    "citation_file",
    "cited_document",
    "cited_documents",
    "clean_text",
    "fetch_cited",
    "letter_list",
    "original_file",
    "version",
]
