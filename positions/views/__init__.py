from positions.views.about import about_page, coverage_page
from positions.views.agreement import agreement_page
from positions.views.assignments import assignments, cancel
from positions.views.attention import attention_page
from positions.views.blind import answer, blind, finish
from positions.views.bulk import bulk_page, take_back
from positions.views.card import page_card
from positions.views.changes import changes_page
from positions.views.compare import compare_page
from positions.views.compare_chart import (
    compare_card,
    compare_drawing,
    compare_embed,
    compare_figure,
    compare_image,
    compare_json,
    compare_table,
)
from positions.views.data import annotations_file, citations_file, data_page, letters_file, package_file, stances_file
from positions.views.disagreements import disagreements, settle, unsettle
from positions.views.feeds import (
    changes_feed,
    cited_dossier_feed,
    cited_feed,
    letters_feed,
    releases_feed,
    stances_feed,
)
from positions.views.follow import follow_asked, follow_confirm, follow_page, follow_stop, privacy_page
from positions.views.holders import topic_holders
from positions.views.home import home
from positions.views.letter import letter_page
from positions.views.letter_in_review import letter_in_review, mark_reviewed, take_letter
from positions.views.lost import lost_page
from positions.views.method import method_page
from positions.views.oembed import oembed
from positions.views.read_letter import read_done, read_letter, read_sentence, read_undo
from positions.views.release import cut_again, drop_release, release_file, release_page, withdraw_release
from positions.views.releases import new_release, releases_page
from positions.views.review import decide, review_page, undo
from positions.views.robots import robots
from positions.views.search import search
from positions.views.sources import sources_page
from positions.views.stance import reject_stance, stance_page
from positions.views.topic import (
    topic_card,
    topic_drawing,
    topic_embed,
    topic_figure,
    topic_image,
    topic_json,
    topic_letter,
    topic_page,
    topic_table,
)
from positions.views.topics import topics_page
from positions.views.wording import wording_chain, wording_list

__all__ = [
    "about_page",
    "agreement_page",
    "annotations_file",
    "answer",
    "assignments",
    "attention_page",
    "blind",
    "bulk_page",
    "cancel",
    "changes_feed",
    "changes_page",
    "citations_file",
    "cited_dossier_feed",
    "cited_feed",
    "compare_card",
    "compare_drawing",
    "compare_embed",
    "compare_figure",
    "compare_image",
    "compare_json",
    "compare_page",
    "compare_table",
    "coverage_page",
    "cut_again",
    "data_page",
    "decide",
    "disagreements",
    "drop_release",
    "finish",
    "follow_asked",
    "follow_confirm",
    "follow_page",
    "follow_stop",
    "home",
    "letter_in_review",
    "letter_page",
    "letters_feed",
    "letters_file",
    "lost_page",
    "mark_reviewed",
    "method_page",
    "new_release",
    "oembed",
    "package_file",
    "page_card",
    "privacy_page",
    "read_done",
    "read_letter",
    "read_sentence",
    "read_undo",
    "reject_stance",
    "release_file",
    "release_page",
    "releases_feed",
    "releases_page",
    "review_page",
    "robots",
    "search",
    "settle",
    "sources_page",
    "stance_page",
    "stances_feed",
    "stances_file",
    "take_back",
    "take_letter",
    "topic_card",
    "topic_drawing",
    "topic_embed",
    "topic_figure",
    "topic_holders",
    "topic_image",
    "topic_json",
    "topic_letter",
    "topic_page",
    "topic_table",
    "topics_page",
    "undo",
    "unsettle",
    "withdraw_release",
    "wording_chain",
    "wording_list",
]
