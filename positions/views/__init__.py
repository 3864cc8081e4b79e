from positions.views.agreement import agreement_page
from positions.views.bulk import bulk_page, take_back
from positions.views.coding import letter_in_review
from positions.views.reviewing import decide, review_page, undo

__all__ = ["agreement_page", "bulk_page", "decide", "letter_in_review", "review_page", "take_back", "undo"]
