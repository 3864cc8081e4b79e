"""Who may what, for every address: a new one without a line here fails the walk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Who(IntEnum):
    """Each may all that the one before may. ACCOUNT has signed in and has no role; roles here may enter the admin."""

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
    """`read`: GET and HEAD; `write`: POST. No address takes another method. `gives`: the status that whoever may gets
    here, where it is no usual one."""

    read: Who
    write: Who = NOBODY
    gives: int = 0


PUBLIC, READ_ONLY = Door(ANYBODY), Door(READER)
PUBLIC_PAGES = [
    "healthz", "favicon.ico", "home", "changes", "coverage", "about", "compare", "compare-figure", "compare-drawing",
    "compare-csv", "compare-json", "compare-embed", "method", "agreement",
    "original", "version", "citing", "letter", "stance", "topic", "topic-figure", "topic-drawing", "topic-card",
    "topic-csv", "topic-json", "topic-embed", "topic-letter", "wording", "wording-chain", "search", "letters",
    "sources", "data", "letters-file", "stances-file", "annotations-file", "package-file", "feed-letters",
    "feed-stances", "feed-topic-stances", "feed-changes", "feed-topic-changes", "sitemaps", "sitemap", "robots",
    "api", "api-index", "api-schema", "api-letters", "api-letter", "api-passages", "api-topics", "api-topic",
    "api-stances", "api-stance", "api-positions", "api-changes", "api-agreement",
]  # fmt: skip

DOORS: dict[str, Door] = {
    **dict.fromkeys(PUBLIC_PAGES, PUBLIC),
    "readyz": Door(ANYBODY, gives=503),  # no worker runs
    "metrics": Door(ANYBODY, gives=404),  # there is no such page where no token is set
    "login": Door(ANYBODY, ANYBODY),
    "logout": Door(NOBODY, ANYBODY),
    "login-code": Door(ANYBODY, ANYBODY),  # leads to `login` whose password was not right a moment ago
    "second-step": Door(ACCOUNT, ACCOUNT),
    "review": Door(CODER),
    "decide": Door(NOBODY, CODER),
    "undo": Door(NOBODY, CODER),
    "bulk": Door(EDITOR, EDITOR),
    "take-back": Door(NOBODY, EDITOR),
    "lost": Door(CODER, CODER),
    "mark-reviewed": Door(NOBODY, CODER),
    "letter-in-review": Door(CODER, CODER),
    "assignments": Door(CODER, CODER),  # what an editor alone may ask there is in test_coding_pages
    "disagreements": Door(CODER),
    "settle": Door(NOBODY, CODER, gives=404),  # the form is empty, and names no sentence
    "unsettle": Door(NOBODY, CODER),
    "blind": Door(CODER),
    "answer": Door(NOBODY, CODER),
    "finish": Door(NOBODY, CODER),
    "cancel-assignment": Door(NOBODY, EDITOR),
    "admin:index": Door(READER, READER),
    "admin:login": Door(ANYBODY, ANYBODY),
    "admin:logout": Door(NOBODY, READER),
    "admin:password_change": Door(READER, READER),
    "admin:password_change_done": READ_ONLY,
    "admin:autocomplete": Door(NOBODY),
    "admin:jsi18n": READ_ONLY,
    "admin:view_on_site": Door(READER, READER),
    "admin:app_list": Door(READER, READER),
    "admin:nothing": Door(READER, gives=404),
    "admin:auth_user_password_change": Door(ADMINISTRATOR, ADMINISTRATOR),
    "admin:letters_ingestion_batch": Door(EDITOR, EDITOR),
    "admin:letters_ingestion_batch_state": Door(EDITOR, EDITOR),
    "admin:letters_ingestion_look": Door(EDITOR, EDITOR),
    "admin:letters_ingestion_state": Door(EDITOR, EDITOR),
    "admin:letters_ingestion_again": Door(EDITOR, EDITOR),
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


@dataclass(frozen=True)
class Desk:
    """The stock pages of the admin for one model."""

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
            "redirect": Door(READER, READER),  # to the page to change it, which has a door of its own
        }[page]


DESKS: dict[str, Desk] = {
    "auth_group": Desk(ADMINISTRATOR, ADMINISTRATOR, ADMINISTRATOR, ADMINISTRATOR),
    "auth_user": Desk(ADMINISTRATOR, ADMINISTRATOR, ADMINISTRATOR, ADMINISTRATOR),
    "tracker_act": Desk(ADMINISTRATOR),
    "letters_letter": Desk(READER, EDITOR, EDITOR),
    "letters_ingestion": Desk(EDITOR),
    "letters_cabinet": Desk(EDITOR, EDITOR, EDITOR, ADMINISTRATOR),
    "letters_minister": Desk(EDITOR),
    "letters_dossier": Desk(EDITOR),
    "letters_resemblance": Desk(EDITOR, change=EDITOR),
    "letters_subscription": Desk(EDITOR, EDITOR, EDITOR),
    "letters_sourcerun": Desk(EDITOR),
    "letters_sourcerecord": Desk(EDITOR),
    "positions_codebookdraft": Desk(EDITOR, EDITOR, EDITOR, EDITOR),
    "positions_codebookversion": Desk(EDITOR),
    "positions_event": Desk(EDITOR, EDITOR, EDITOR, EDITOR),
    "positions_stance": Desk(READER),
    "positions_review": Desk(READER),
    "positions_coder": Desk(READER),
    "positions_assignment": Desk(EDITOR),
    **dict.fromkeys(
        (f"django_celery_beat_{kind}" for kind in (
            "periodictask", "clockedschedule", "crontabschedule", "solarschedule", "intervalschedule"
        )),
        Desk(ADMINISTRATOR, ADMINISTRATOR, ADMINISTRATOR, ADMINISTRATOR),
    ),
}  # fmt: skip
PAGES = ("changelist", "add", "change", "delete", "history", "redirect")

# What can be done with rows that are ticked, beside deleting them (`Desk.delete`).
ACTIONS: dict[str, Who] = {
    "auth_user let_in_again": ADMINISTRATOR,
    "auth_user turn_second_step_off": ADMINISTRATOR,
    "letters_letter withdraw": EDITOR,
    "letters_letter put_back": EDITOR,
    "letters_letter read_again": EDITOR,
    "letters_letter export_jsonl": READER,
    "letters_letter export_csv": READER,
    "letters_letter ask_for_coding": EDITOR,
    "letters_ingestion try_again": EDITOR,
    "letters_subscription fetch_now": EDITOR,
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
    """Raises KeyError for an address that nobody declared."""
    if key in DOORS:
        return DOORS[key]
    model, _, page = key.removeprefix("admin:").rpartition("_")
    return DESKS[model].door(page)
