from positions.views.bulk import bulk_page, take_back
from positions.views.coding import letter_in_review
from positions.views.method import method_page
from positions.views.reviewing import decide, review_page, undo

__all__ = ["bulk_page", "decide", "letter_in_review", "method_page", "review_page", "take_back", "undo"]
