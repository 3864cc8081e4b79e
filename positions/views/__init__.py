from positions.views.bulk import bulk_page, take_back
from positions.views.coding import letter_in_review
from positions.views.home import home
from positions.views.reviewing import decide, review_page, undo
from positions.views.topic import (
    topic_csv,
    topic_drawing,
    topic_embed,
    topic_figure,
    topic_json,
    topic_letter,
    topic_page,
)

__all__ = [
    "bulk_page",
    "decide",
    "home",
    "letter_in_review",
    "review_page",
    "take_back",
    "topic_csv",
    "topic_drawing",
    "topic_embed",
    "topic_figure",
    "topic_json",
    "topic_letter",
    "topic_page",
    "undo",
]
