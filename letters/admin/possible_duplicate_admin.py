"""Page "Dezelfde brief?": two letters side by side for an editor's decision, which can be undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.admin import display_names
from letters.admin.former_names import FormerCodenames
from letters.admin.page_frame import Media, page
from letters.ingestion import merge
from letters.labels.kind_labels import kind_label
from letters.labels.number_formats import format_session
from letters.models import Letter, PossibleDuplicate, Revision
from letters.models.revisions import heavy_columns
from letters.readers.integers import BIGINT, parse_integer

State = PossibleDuplicate.State
WORDS = re.compile(r"\w+")
# Decision -> the state it applies to, its function, and the message.
DECISIONS = {
    "join": (State.OPEN, merge.join, gettext_lazy("Het is één brief geworden. U kunt dit hier ongedaan maken.")),
    "apart": (State.OPEN, merge.keep_apart, gettext_lazy("Het blijven twee brieven. U kunt dit hier ongedaan maken.")),
}
COMPARED = ("identifier", "document_date", "chamber", "kind", "number", "session", "title", "subject", "dossier_title")


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    shared: bool


class StateFilter(admin.SimpleListFilter):
    """State filter, by default on open questions."""

    title = gettext_lazy("stand")
    parameter_name = "stand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(State.JOINED, _("Samengevoegd")), (State.APART, _("Twee brieven")), ("alle", _("Alle samen"))]

    def choices(self, changelist: Any) -> Iterator[Any]:
        for choice in super().choices(changelist):
            yield {**choice, "display": _("Te beslissen")} if choice["display"] == _("All") else choice

    def queryset(self, request: HttpRequest, queryset: QuerySet[PossibleDuplicate]) -> QuerySet[PossibleDuplicate]:
        if self.value() == "alle":
            return queryset
        return queryset.filter(state=self.value() or State.OPEN)


@admin.register(PossibleDuplicate)
class PossibleDuplicateAdmin(FormerCodenames):
    group = ("letters", 30)
    former_name = "resemblance"
    list_display = ["pair", "reason", "percent", "state", "decided_by", "decided_at"]
    list_filter = [StateFilter, "reason"]
    list_select_related = ["earlier", "later", "decided_by"]
    ordering = ["-id"]
    empty_value_display = gettext_lazy("nog niet")  # decided by and decided at
    Media = Media

    def get_queryset(self, request: HttpRequest) -> QuerySet[PossibleDuplicate]:
        shown = Letter.objects.in_world().values("pk")
        pairs: QuerySet[PossibleDuplicate] = super().get_queryset(request).filter(earlier__in=shown)
        return pairs.prefetch_related("earlier__signatories", "later__signatories")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return super().changelist_view(request, {"title": _("Dezelfde brief?"), **(extra_context or {})})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return compare(request, self, object_id)

    @admin.display(description=gettext_lazy("brieven"))
    def pair(self, pair: PossibleDuplicate) -> str:
        return format_html("{}<br>{}", pair.earlier.name, pair.later.name)

    @admin.display(description=gettext_lazy("gelijke zinnen"), ordering="share")
    def percent(self, pair: PossibleDuplicate) -> str:
        return f"{round(pair.share * 100)} %"


def compare(request: HttpRequest, model_admin: PossibleDuplicateAdmin, object_id: str) -> HttpResponse:
    pair = get_pair(request, model_admin, object_id)
    if request.method == "POST":
        decide(request, model_admin, pair)
        return HttpResponseRedirect(request.path)
    texts = [text_of(pair.earlier, None), text_of(pair.later, pair.added.get("revision"))]
    sentences = side_by_side(*texts)
    return page(
        request,
        model_admin,
        "compare.html",
        _("Is dit dezelfde brief?"),
        pair=pair,
        original=pair,
        sides=[
            side(_("De brief die er al was"), pair.earlier, sentences[0]),
            side(_("De brief die erbij kwam"), pair.later, sentences[1]),
        ],
        facts=differences(pair.earlier, pair.later),
        percent=round(pair.share * 100),
        may_decide=model_admin.has_change_permission(request, pair),
        is_open=pair.state == State.OPEN,
        next_pair=next_open(request, model_admin, pair),
    )


def get_pair(request: HttpRequest, model_admin: PossibleDuplicateAdmin, object_id: str) -> PossibleDuplicate:
    pk = parse_integer(object_id, digits=BIGINT)
    if pk is None or not model_admin.has_view_permission(request):
        raise Http404
    return get_object_or_404(model_admin.get_queryset(request).select_related("earlier", "later"), pk=pk)


def next_open(request: HttpRequest, model_admin: PossibleDuplicateAdmin, pair: PossibleDuplicate) -> int | None:
    """Return the open pair after this one, newest first; after the last, the first."""
    others = model_admin.get_queryset(request).filter(state=State.OPEN).exclude(pk=pair.pk).order_by("-pk")
    pks = others.values_list("pk", flat=True)
    return pks.filter(pk__lt=pair.pk).first() or pks.first()


@transaction.atomic
def decide(request: HttpRequest, model_admin: PossibleDuplicateAdmin, pair: PossibleDuplicate) -> None:
    """Apply the decision under a row lock; the second of two concurrent editors gets a message."""
    if not model_admin.has_change_permission(request, pair):
        raise Http404
    pair = PossibleDuplicate.objects.select_for_update(of=("self",)).select_related("earlier", "later").get(pk=pair.pk)
    wanted = request.POST.get("decision", "")
    if wanted == "undo" and pair.state != State.OPEN:
        merge.undo(pair, user=request.user)
        messages.success(request, _("Ongedaan gemaakt. De vraag staat weer open."))
    elif wanted in DECISIONS and pair.state == DECISIONS[wanted][0]:
        _state, run, said = DECISIONS[wanted]
        run(pair, user=request.user)
        messages.success(request, said)
    else:
        messages.warning(request, _("Iemand anders heeft hier intussen al over beslist. Hieronder ziet u wat."))


def text_of(letter: Letter, moved: int | None) -> Revision | None:
    """Return the letter's text; the text of a joined letter may have moved to the other letter."""
    if moved:
        return Revision.objects.filter(pk=moved).defer(*heavy_columns()).prefetch_related("passages").first()
    revisions = letter.revisions.defer(*heavy_columns()).prefetch_related("passages")
    return revisions.filter(is_current=True).first() or revisions.first()


def side_by_side(one: Revision | None, other: Revision | None) -> tuple[list[list[Sentence]], list[list[Sentence]]]:
    """Return both texts as passages of sentences, each marked if the other letter has it too."""
    ours, theirs = passages_of(one), passages_of(other)
    in_ours, in_theirs = ({same(s) for passage in side for s in passage} for side in (ours, theirs))
    return (
        [[Sentence(s, same(s) in in_theirs) for s in passage] for passage in ours],
        [[Sentence(s, same(s) in in_ours) for s in passage] for passage in theirs],
    )


def passages_of(revision: Revision | None) -> list[list[str]]:
    if revision is None:
        return []
    text = revision.text
    cut = []
    for passage in revision.passages.all():
        bounds = passage.sentence_bounds or [passage.start, passage.end]
        cut.append([text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)])
    return cut


def same(sentence: str) -> tuple[str, ...]:
    """Return the words of the sentence in lower case, as a key for comparison."""
    return tuple(WORDS.findall(sentence.lower()))


def side(heading: str, letter: Letter, sentences: list[list[Sentence]]) -> dict[str, Any]:
    return {"heading": heading, "letter": letter, "passages": sentences}


def differences(earlier: Letter, later: Letter) -> list[tuple[str, Any, Any, bool]]:
    rows = [(str(display_names.FIELDS[field]), value_of(earlier, field), value_of(later, field)) for field in COMPARED]
    return [(label, ours, theirs, ours != theirs) for label, ours, theirs in rows if ours or theirs]


def value_of(letter: Letter, field: str) -> Any:
    value = getattr(letter, field)
    if field in ("chamber", "kind"):
        return kind_label(value) or None
    return format_session(value) if field == "session" and value else value


def address(pair: PossibleDuplicate) -> str:
    return reverse("admin:letters_possibleduplicate_change", args=[pair.pk])
