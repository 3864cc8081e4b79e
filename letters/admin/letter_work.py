"""Work lists of letters: what came in, what asks an editor, possible duplicates, and sources that failed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from operator import itemgetter
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from letters.admin import asking_letters, display_names
from letters.ingestion import announced_uploads
from letters.models import Edit, HarvestJob, Ingestion, Letter, PossibleDuplicate, SourceName, SourceRun, WorkCount
from letters.pages.work_lists import FIRST, WORK_LISTS, DayCount, Found, WorkItem, WorkList

State = Ingestion.State
UNSEEN = ("parsed", "corrections", "stated", "letter__provenance")


def holds(permission: str) -> Callable[[Any], bool]:
    return lambda user: bool(user.has_perm(f"letters.{permission}"))


def came_in(user: Any) -> Found:
    """Return what waits for a person, last changed first, and then the files that came in last: files to look through,
    failures, and batches of which files did not arrive. The count is of files; it has those that are on their way and
    those that a worker is to go on with too.
    """
    known = Ingestion.objects.in_world().select_related("letter").prefetch_related("letter__signatories")
    known = known.defer(*UNSEEN)
    held, failed = known.filter(state=State.HELD), known.failures_to_see()
    first_held, first_failed = (list(found.order_by("-updated_at")[:FIRST]) for found in (held, failed))
    waiting = [(each.updated_at, incoming_item(each)) for each in (*first_held, *first_failed)]
    waiting += [(each.newest_at, incomplete_item(each)) for each in incomplete_batches()]
    first = [item for _at, item in sorted(waiting, key=itemgetter(0), reverse=True)[:FIRST]]
    others = known.exclude(state=State.FAILED).exclude(pk__in=[each.pk for each in first_held])
    newest = others.order_by("-pk")[: FIRST - len(first)]
    begins_at = reverse("admin:letters_ingestion_look", args=[first_held[0].pk]) if first_held else ""
    count = WorkCount.objects.total("unfinished", "failures", "missing")
    return Found(count, [*first, *map(incoming_item, newest)], begins_at)


def incomplete_batches() -> list[announced_uploads.IncompleteBatch]:
    """Return the first few batches of which files are missing, and none of them is on its way."""
    found, now = announced_uploads.incomplete_batches(2 * FIRST), timezone.now()
    return [each for each in found if not each.still_arrives(now)][:FIRST]


def incomplete_item(batch: announced_uploads.IncompleteBatch) -> WorkItem:
    overview = reverse("admin:letters_ingestion_batch", args=[batch.batch])
    see = reverse("admin:letters_ingestion_see_missing", args=[batch.batch])
    name = _("Bestanden van %(when)s") % {"when": date_format(localtime(batch.newest_at), "j F, H:i")}
    note = ngettext(
        "%(missing)s van de %(announced)s bestanden kwam niet aan",
        "%(missing)s van de %(announced)s bestanden kwamen niet aan",
        batch.missing,
    ) % {"missing": batch.missing, "announced": batch.announced}
    if batch.announced == 1:
        note = _("Het bestand kwam niet aan")
    return WorkItem(name, f"{overview}#ontbreekt", note, _("Gezien"), see, failed=True, posts=True)


def incoming_item(ingestion: Ingestion) -> WorkItem:
    failed = ingestion.state == State.FAILED
    batch = reverse("admin:letters_ingestion_batch", args=[ingestion.batch])
    item = partial(WorkItem, ingestion.name, batch, failed=failed)
    if failed:
        see = reverse("admin:letters_ingestion_see", args=[ingestion.pk])
        return item(note=ingestion.shown_message, action=_("Gezien"), action_address=see, posts=True)
    if ingestion.state == State.HELD:
        look = reverse("admin:letters_ingestion_look", args=[ingestion.pk])
        words = ingestion.shown_message or display_names.state_words(ingestion)
        return item(note=words, action=_("Nakijken"), action_address=look)
    words = display_names.outcome_words(ingestion) or display_names.state_words(ingestion)
    if ingestion.letter is None:
        return item(note=words)
    letter = reverse("admin:letters_letter_change", args=[ingestion.letter_id])
    return item(note=words, action=_("Naar de brief"), action_address=letter)


def asking(user: Any) -> Found:
    first = asking_letters.asking_letters().named().defer("provenance").order_by(*asking_letters.NEWEST_FIRST)[:FIRST]
    items = [asking_item(letter) for letter in first]
    return Found(WorkCount.objects.total("asking"), items, begins_at=items[0].action_address if items else "")


def asking_item(letter: Letter) -> WorkItem:
    """Return the letter with its first question; the link leads to the field that answers it."""
    page = reverse("admin:letters_letter_change", args=[letter.pk])
    asked = [display_names.short(each) for each in letter.attention]
    notes = " · ".join([*filter(None, [letter.identifier]), *asked])
    action = _("Vul in") if asking_letters.first_field(letter) else _("Bekijk")
    return WorkItem(letter.name, page, notes, action, asking_letters.address(letter))


def open_pairs(user: Any) -> Found:
    pairs = PossibleDuplicate.objects.in_world().open().order_by("-pk")
    newest = PossibleDuplicate.objects.filter(pk__in=list(pairs.values_list("pk", flat=True)[:FIRST])).order_by("-pk")
    named = newest.select_related("earlier", "later").prefetch_related("earlier__signatories", "later__signatories")
    items = [pair_item(pair) for pair in named.defer("added", "earlier__provenance", "later__provenance")]
    return Found(WorkCount.objects.total("pairs"), items, begins_at=items[0].action_address if items else "")


def pair_item(pair: PossibleDuplicate) -> WorkItem:
    page = reverse("admin:letters_possibleduplicate_change", args=[pair.pk])
    note = _("lijkt op: %(letter)s (%(percent)s %% van de zinnen gelijk)") % {
        "letter": pair.earlier.name,
        "percent": round(pair.share * 100),
    }
    return WorkItem(pair.later.name, page, note, _("Vergelijk"), page)


def failed_sources(user: Any) -> Found:
    """Return the jobs whose last run failed, and the sources whose last run was of no job and failed."""
    last = SourceRun.objects.filter(job=OuterRef("pk")).order_by("-pk")[:1]
    told = (
        HarvestJob.objects.failing()
        .annotate(run=Subquery(last.values("pk")), why=Subquery(last.values("message")))
        .order_by("-due_at")
    )
    items = [job_item(job) for job in told[:FIRST]]
    runs = failed_by_hand()
    return Found(WorkCount.objects.total("failing-jobs") + len(runs), [*items, *map(run_item, runs)][:FIRST])


def failed_by_hand() -> list[SourceRun]:
    of_source = [SourceRun.objects.filter(source=name).order_by("-pk").values("pk")[:1] for name in SourceName.values]
    newest = of_source[0].union(*of_source[1:])
    return list(SourceRun.objects.filter(pk__in=newest, job=None, state=SourceRun.State.FAILED).defer("refused"))


def job_item(job: Any) -> WorkItem:
    page = reverse("admin:letters_harvestjob_change", args=[job.pk])
    run = reverse("admin:letters_sourcerun_change", args=[job.run]) if job.run else page
    return WorkItem(str(job), page, job.why or "", _("Bekijk"), run, failed=True, note_lang="nl")


def run_item(run: SourceRun) -> WorkItem:
    page = reverse("admin:letters_sourcerun_change", args=[run.pk])
    name = f"{run.get_source_display()}, {date_format(localtime(run.started_at), 'j F, H:i')}"
    return WorkItem(name, page, run.message, _("Bekijk"), page, failed=True, note_lang="nl")


def files_added(user: Any, since: datetime) -> int:
    return Ingestion.objects.filter(user=user, created_at__gte=since).count()


def letters_edited(user: Any, since: datetime) -> int:
    return Edit.objects.filter(Q(user=user, at__gte=since)).order_by().values("letter").distinct().count()


def changelist(model: str, query: str = "") -> Callable[[], str]:
    return lambda: reverse(f"admin:letters_{model}_changelist") + query


def register() -> None:
    WORK_LISTS.register(
        WorkList(
            order=10,
            key="incoming",
            label=gettext_lazy("Kwam binnen"),
            nothing=gettext_lazy("Er kwam nog niets binnen."),
            address=changelist("ingestion"),
            find=came_in,
            seen_by=holds("view_ingestion"),
            next_words=gettext_lazy("Begin met nakijken"),
            next_key="k",
        ),
        WorkList(
            order=20,
            key="asking",
            label=gettext_lazy("Vraagt aandacht"),
            nothing=gettext_lazy("Bij geen brief staat een vraag open."),
            address=changelist("letter", "?aandacht=ja"),
            find=asking,
            seen_by=holds("change_letter"),
            next_words=gettext_lazy("Begin met invullen"),
            next_key="v",
        ),
        WorkList(
            order=30,
            key="duplicates",
            label=gettext_lazy("Dezelfde brief?"),
            nothing=gettext_lazy("Er zijn geen brieven die op elkaar lijken en waarover nog niet is beslist."),
            address=changelist("possibleduplicate"),
            find=open_pairs,
            seen_by=holds("change_resemblance"),
            next_words=gettext_lazy("Begin met vergelijken"),
            next_key="d",
        ),
        WorkList(
            order=70,
            key="sources",
            label=gettext_lazy("Bronnen waar het misging"),
            nothing=gettext_lazy("Bij elke bron ging de laatste keer goed."),
            address=changelist("sourcerun", "?state__exact=failed"),
            find=failed_sources,
            seen_by=holds("view_sourcerun"),
        ),
    )
    WORK_LISTS.register_day_counts(
        DayCount(gettext_lazy("bestanden toegevoegd"), files_added, holds("add_letter")),
        DayCount(gettext_lazy("brieven gewijzigd"), letters_edited, holds("change_letter")),
    )
