from positions.views.assigning import assignments, cancel
from positions.views.blindcoding import answer, blind, finish
from positions.views.bulk import bulk_page, take_back
from positions.views.coding import letter_in_review, mark_reviewed
from positions.views.differing import disagreements, settle, unsettle
from positions.views.losing import lost_page
from positions.views.reviewing import decide, review_page, undo

__all__ = [
    "answer",
    "assignments",
    "blind",
    "bulk_page",
    "cancel",
    "decide",
    "disagreements",
    "finish",
    "letter_in_review",
    "lost_page",
    "mark_reviewed",
    "review_page",
    "settle",
    "take_back",
    "undo",
    "unsettle",
]
