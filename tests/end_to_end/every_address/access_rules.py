"""Access rules of every address; an address without a rule fails the walk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Who(IntEnum):
    """Roles; each has the rights of the one before. ACCOUNT is logged in without a role; later ones see the admin."""

    ANYBODY = 0
    ACCOUNT = 1
    READER = 2
    CODER = 3
    EDITOR = 4
    ADMINISTRATOR = 5
    NOBODY = 6


ANYBODY, ACCOUNT, READER, CODER, EDITOR, ADMINISTRATOR, NOBODY = Who


@dataclass(frozen=True)
class Door:
    """Access rule of an address: `read` for GET and HEAD, `write` for POST; other methods are never allowed.

    `gives` is the status that an authorised user gets here, if it is not one of the usual ones.
    """

    read: Who
    write: Who = NOBODY
    gives: int = 0


PUBLIC, READ_ONLY = Door(ANYBODY), Door(READER)
PUBLIC_PAGES = [
    "healthz", "favicon.ico", "home", "topics", "attention", "topic-holders",
    "changes", "coverage", "about", "compare", "compare-figure", "compare-drawing",
    "compare-image", "compare-card", "compare-table", "compare-json", "compare-embed", "method", "agreement",
    "original", "version", "citing", "clean-text", "letter", "stance", "topic", "topic-figure", "topic-drawing",
    "topic-card",
    "topic-image", "topic-table", "topic-json", "topic-embed", "topic-letter", "wording", "wording-chain", "search",
    "letters", "sources", "cited-documents", "cited", "feed-cited", "feed-cited-dossier", "citations-file",
    "data", "letters-file", "stances-file", "annotations-file", "package-file", "feed-letters",
    "releases", "release", "release-file", "feed-releases",
    "feed-stances", "feed-topic-stances", "feed-changes", "feed-topic-changes", "sitemaps", "sitemap", "robots",
    "api", "api-index", "api-schema", "api-letters", "api-letter", "api-passages", "api-topics", "api-topic",
    "api-stances", "api-stance", "api-citations", "api-positions", "api-changes", "api-coverage",
    "api-agreement", "api-nowhere", "page-card", "privacy", "follow-asked",
]  # fmt: skip

# Data that scripts of other sites may read: OPTIONS is answered (`tracker.site.cross_origin`).
READABLE_ANYWHERE = {
    "citations-file", "feed-cited", "feed-cited-dossier",
    "attention", "compare", "compare-figure", "compare-drawing", "compare-image", "compare-card", "compare-table",
    "compare-json", "topic-figure", "topic-drawing", "topic-image", "topic-card", "topic-table", "topic-json",
    "letters-file", "stances-file", "annotations-file", "package-file", "clean-text", "citing", "oembed",
    "feed-letters",
    "feed-stances", "feed-topic-stances", "feed-changes", "feed-topic-changes",
    "release-file", "feed-releases",
    *(page for page in PUBLIC_PAGES if page[:4] == "api-"),
}  # fmt: skip

DOORS: dict[str, Door] = {
    **dict.fromkeys(PUBLIC_PAGES, PUBLIC),
    "readyz": Door(ANYBODY, gives=503),  # no worker is running
    "metrics": Door(ANYBODY, gives=404),  # 404 without a configured token
    "oembed": Door(ANYBODY, gives=404),  # without the address of a chart
    "api-nowhere": Door(ANYBODY, gives=404),  # whatever else stands under /api/v1/
    "follow": Door(ANYBODY, ANYBODY),
    "follow-confirm": Door(ANYBODY, ANYBODY, gives=404),  # without the token of a message
    "follow-stop": Door(ANYBODY, ANYBODY, gives=404),
    "login": Door(ANYBODY, ANYBODY),
    "logout": Door(NOBODY, ANYBODY),
    "login-code": Door(ANYBODY, ANYBODY),  # redirects to `login` without a preceding correct password
    "second-step": Door(ACCOUNT, ACCOUNT),
    "fetch-cited": Door(NOBODY, EDITOR),
    "review": Door(CODER),
    "decide": Door(NOBODY, CODER),
    "reject-stance": Door(NOBODY, CODER),
    "undo": Door(NOBODY, CODER),
    "bulk": Door(EDITOR, EDITOR),
    "take-back": Door(NOBODY, EDITOR),
    "lost": Door(CODER, CODER),
    "read-letter": Door(CODER, CODER),
    "read-sentence": Door(NOBODY, CODER, gives=404),  # nobody has begun to read here
    "read-done": Door(NOBODY, CODER, gives=404),
    "read-undo": Door(NOBODY, CODER, gives=404),
    "mark-reviewed": Door(NOBODY, CODER),
    "take-letter": Door(NOBODY, CODER),
    "letter-in-review": Door(CODER, CODER),
    "assignments": Door(CODER, CODER),  # requests that only editors may make are in test_coding_pages
    "disagreements": Door(CODER),
    "settle": Door(NOBODY, CODER, gives=404),  # the form is empty and names no sentence
    "unsettle": Door(NOBODY, CODER),
    "blind": Door(CODER),
    "answer": Door(NOBODY, CODER),
    "finish": Door(NOBODY, CODER),
    "cancel-assignment": Door(NOBODY, EDITOR),
    "new-release": Door(EDITOR, EDITOR),
    "withdraw-release": Door(NOBODY, EDITOR),
    "cut-again": Door(NOBODY, EDITOR),
    "drop-release": Door(NOBODY, EDITOR),
    "admin:index": Door(READER, READER),
    "admin:login": Door(ANYBODY, ANYBODY),
    "admin:logout": Door(NOBODY, READER),
    "admin:password_change": Door(READER, READER),
    "admin:password_change_done": READ_ONLY,
    "admin:autocomplete": Door(NOBODY),
    "admin:jsi18n": READ_ONLY,
    "admin:view_on_site": Door(READER, READER),
    "admin:app_list": Door(READER, READER),
    "admin:former_name": Door(READER, gives=301),
    "admin:nothing": Door(READER, gives=404),
    "admin:auth_user_password_change": Door(ADMINISTRATOR, ADMINISTRATOR),
    "admin:letters_ingestion_batch": Door(EDITOR, EDITOR),
    "admin:letters_ingestion_batch_state": Door(EDITOR, EDITOR),
    "admin:letters_ingestion_look": Door(EDITOR, EDITOR),
    "admin:letters_ingestion_state": Door(EDITOR, EDITOR),
    "admin:letters_ingestion_see_missing": Door(EDITOR, EDITOR),
    "admin:letters_ingestion_again": Door(EDITOR, EDITOR),
    "admin:letters_ingestion_see": Door(NOBODY, EDITOR),
    "admin:letters_ingestion_see_batch": Door(NOBODY, EDITOR),
    "admin:letters_letter_announce": Door(EDITOR, EDITOR),
    "admin:letters_letter_upload": Door(EDITOR, EDITOR),
    "admin:letters_letter_examples": Door(EDITOR, EDITOR),
    "admin:letters_letter_leave": Door(NOBODY, EDITOR),
    "admin:letters_letter_again": Door(NOBODY, EDITOR),
    "admin:letters_letter_restore": Door(NOBODY, EDITOR),
    "admin:letters_letter_withdraw": Door(EDITOR, EDITOR),
    "admin:letters_letter_put_back": Door(NOBODY, EDITOR),
    "admin:letters_letter_original": Door(READER, READER),
    "admin:letters_sourcerecord_file": Door(EDITOR, EDITOR),
    "admin:positions_codebookdraft_onderwerp": Door(EDITOR, EDITOR),
    "admin:positions_codebookdraft_proberen": Door(EDITOR, EDITOR),
    "admin:positions_codebookdraft_uitbrengen": Door(EDITOR, EDITOR),
    "admin:positions_codebookdraft_verder": Door(EDITOR, EDITOR),
}

# The token of a message is the right to POST there, without that of a page (RFC 8058); without either it is 404.
BY_THE_TOKEN_OF_A_MESSAGE = {"follow-stop"}


@dataclass(frozen=True)
class Desk:
    """Access rules of the stock admin pages of one model."""

    view: Who
    add: Who = NOBODY
    change: Who = NOBODY
    delete: Who = NOBODY

    def door(self, page: str) -> Door:
        return {
            "changelist": Door(self.view, self.view),  # a POST is an action: see ACTIONS
            "add": Door(self.add, self.add),
            "change": Door(self.view, self.change),
            "delete": Door(self.delete, self.delete),
            "history": Door(self.view, self.view),
            "redirect": Door(READER, READER),  # to the change page, which has its own rule
        }[page]


DESKS: dict[str, Desk] = {
    "auth_group": Desk(ADMINISTRATOR, ADMINISTRATOR, ADMINISTRATOR, ADMINISTRATOR),
    "auth_user": Desk(ADMINISTRATOR, ADMINISTRATOR, ADMINISTRATOR, ADMINISTRATOR),
    "tracker_auditentry": Desk(ADMINISTRATOR),
    "letters_letter": Desk(READER, EDITOR, EDITOR),
    "letters_ingestion": Desk(EDITOR),
    "letters_cabinet": Desk(EDITOR, EDITOR, EDITOR, ADMINISTRATOR),
    "letters_minister": Desk(EDITOR),
    "letters_dossier": Desk(EDITOR),
    "letters_possibleduplicate": Desk(EDITOR, change=EDITOR),
    "letters_harvestjob": Desk(EDITOR, EDITOR, EDITOR),
    "letters_sourcerun": Desk(EDITOR),
    "letters_sourcerecord": Desk(EDITOR),
    "positions_codebookdraft": Desk(EDITOR, EDITOR, EDITOR, EDITOR),
    "positions_codebookversion": Desk(EDITOR),
    "positions_event": Desk(EDITOR, EDITOR, EDITOR, EDITOR),
    "positions_stance": Desk(READER),
    "positions_review": Desk(READER),
    "positions_coder": Desk(READER),
    "positions_assignment": Desk(EDITOR),
    "positions_modelround": Desk(EDITOR),
    **dict.fromkeys(
        (f"django_celery_beat_{kind}" for kind in (
            "periodictask", "clockedschedule", "crontabschedule", "solarschedule", "intervalschedule"
        )),
        Desk(ADMINISTRATOR, ADMINISTRATOR, ADMINISTRATOR, ADMINISTRATOR),
    ),
}  # fmt: skip
PAGES = ("changelist", "add", "change", "delete", "history", "redirect")

# Actions on selected rows, besides deletion (`Desk.delete`).
ACTIONS: dict[str, Who] = {
    "auth_user let_in_again": ADMINISTRATOR,
    "auth_user turn_second_step_off": ADMINISTRATOR,
    "letters_letter withdraw": EDITOR,
    "letters_letter put_back": EDITOR,
    "letters_letter read_again": EDITOR,
    "letters_letter export_jsonl": READER,
    "letters_letter export_csv": READER,
    "letters_letter export_dutch_csv": READER,
    "letters_letter export_xlsx": READER,
    "letters_letter ask_for_coding": EDITOR,
    "letters_ingestion try_again": EDITOR,
    "letters_ingestion see_chosen": EDITOR,
    "letters_harvestjob fetch_now": EDITOR,
    "positions_stance review_first": CODER,
    "positions_stance review_letter": CODER,
    "positions_stance accept_many": EDITOR,
    "positions_assignment ask_again": EDITOR,
    "django_celery_beat_periodictask enable_tasks": ADMINISTRATOR,
    "django_celery_beat_periodictask disable_tasks": ADMINISTRATOR,
    "django_celery_beat_periodictask toggle_tasks": ADMINISTRATOR,
    "django_celery_beat_periodictask run_tasks": ADMINISTRATOR,
}


def door_of(key: str) -> Door:
    """Return the rule of an address. Raises KeyError if there is none."""
    if key in DOORS:
        return DOORS[key]
    model, _, page = key.removeprefix("admin:").rpartition("_")
    return DESKS[model].door(page)


# All query parameters of all pages; the values used are invalid.
PARAMETERS = (
    "q", "publication", "kind", "dossier", "ministry", "minister", "cabinet", "chamber", "state", "after", "before",
    "sort", "holder", "coder", "proposals", "least", "as_of", "topic", "change", "order", "by", "a", "b", "brief",
    "over", "page", "words", "min", "max", "form", "score", "what", "status", "first", "second", "letter", "source",
    "format", "theme", "size", "columns", "zin", "text", "versie", "target", "cited_dossier",
    "t", "w",
)  # fmt: skip
