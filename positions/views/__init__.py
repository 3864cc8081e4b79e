from positions.views.bulk import bulk_page, take_back
from positions.views.coding import letter_in_review
from positions.views.letter import letter_page
from positions.views.reviewing import decide, review_page, undo
from positions.views.stance import stance_page

__all__ = ["bulk_page", "decide", "letter_in_review", "letter_page", "review_page", "stance_page", "take_back", "undo"]
