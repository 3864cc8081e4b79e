from letters.pages.citation import citation_file
from letters.pages.clean_text import clean_text
from letters.pages.letter_list import letter_list
from letters.pages.original_files import original_file
from letters.pages.sources import sources
from letters.pages.version_diff import version

__all__ = ["citation_file", "clean_text", "letter_list", "original_file", "sources", "version"]
