from positions.views.about import about_page, coverage_page
from positions.views.agreement import agreement_page
from positions.views.bulk import bulk_page, take_back
from positions.views.changes import changes_page
from positions.views.coding import letter_in_review
from positions.views.comparing import compare_page
from positions.views.method import method_page
from positions.views.reviewing import decide, review_page, undo

__all__ = [
    "about_page",
    "agreement_page",
    "bulk_page",
    "changes_page",
    "compare_page",
    "coverage_page",
    "decide",
    "letter_in_review",
    "method_page",
    "review_page",
    "take_back",
    "undo",
]
