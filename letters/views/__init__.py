from letters.views.citing import citing
from letters.views.letter import letter_page
from letters.views.listing import letter_list
from letters.views.originals import original
from letters.views.search import search
from letters.views.sources import sources
from letters.views.versions import version

__all__ = ["citing", "letter_list", "letter_page", "original", "search", "sources", "version"]
