from positions.views.bulk import bulk_page, take_back
from positions.views.coding import letter_in_review
from positions.views.reviewing import decide, review_page, undo
from positions.views.search import search
from positions.views.wording import wording_chain, wording_list

__all__ = [
    "bulk_page",
    "decide",
    "letter_in_review",
    "review_page",
    "search",
    "take_back",
    "undo",
    "wording_chain",
    "wording_list",
]
