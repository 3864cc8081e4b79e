"""Read-only admin for stances, decisions, coders and assignments. Actions link to the pages where people decide.

The data that editors do change, the codebook and the events, is in `positions.codebook.editor`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.admin.letter_admin import LetterAdmin
from letters.models import Letter
from letters.models.revisions import heavy_columns
from positions.codebook.editor import draft_admin, event_admin, version_admin
from positions.models import Assignment, Coder, ModelRound, ModelWindow, Review, Stance, State
from positions.review import queue

__all__ = ["draft_admin", "event_admin", "version_admin"]  # admin pages of the codebook editor; registered on import


class LookAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("stand")
    parameter_name = "stand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(value), str(label)) for value, label in State.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Stance]) -> QuerySet[Stance]:
        return queryset.filter(**{"state": self.value()}) if self.value() else queryset


@admin.register(Stance)
class StanceAdmin(LookAdmin):
    group = ("review", 10)
    list_display = ["short", "topic", "holder", "score", "stand", "coder", "letter"]
    list_filter = [StateFilter, "topic", "coder", "confidence", "holder", "codebook"]
    list_select_related = ["topic", "coder", "revision__letter"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["quote", "revision__letter__key"]
    actions = ["review_first", "review_letter", "accept_many"]
    fields = [
        "quote", "topic", "holder", "score", "stand", "coder", "codebook", "confidence", "probability", "cues", "letter"
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Stance]:
        of_this_world = Stance.objects.filter(revision__letter__in=Letter.objects.in_world().order_by().values("pk"))
        seen = of_this_world.finished().visible_to(request.user).with_state()
        return seen.defer("revision__text", *heavy_columns("revision")).order_by("-pk")

    @admin.action(description=gettext_lazy("Open in beoordelen"), permissions=["review"])
    def review_first(self, request: HttpRequest, chosen: QuerySet[Stance]) -> HttpResponseRedirect | None:
        """Open the first selected proposal in the review queue; stances coded by people are shown in their letter."""
        asked = queue.proposals(request.user).filter(pk__in=chosen.order_by().values("pk"))
        if not (first := asked.order_by("pk").first()):
            messages.warning(request, _("Hier is geen voorstel bij dat te beoordelen is."))
            return None
        return HttpResponseRedirect(f"{reverse('review')}?voorstel={first.pk}")

    @admin.action(description=gettext_lazy("Open de brief in beoordelen"), permissions=["review"])
    def review_letter(self, request: HttpRequest, chosen: QuerySet[Stance]) -> HttpResponseRedirect:
        stance = chosen.select_related("revision__letter").order_by("pk")[0]
        place = f"?zin={stance.start}#zin" if stance.revision.is_current else ""
        return HttpResponseRedirect(reverse("letter-in-review", args=[stance.revision.letter.key]) + place)

    @admin.action(
        description=gettext_lazy("Bekijk wat veel tegelijk accepteren raakt (brief van de eerste)"),
        permissions=["bulk"],
    )
    def accept_many(self, request: HttpRequest, chosen: QuerySet[Stance]) -> HttpResponseRedirect:
        """Open the bulk page, which shows the proposals first, with the letter and the list's filter filled in."""
        stance = chosen.select_related("revision__letter").order_by("pk")[0]
        asked = {"letter": stance.revision.letter.key, "confidence": request.GET.get("confidence__exact", "")}
        return HttpResponseRedirect(f"{reverse('bulk')}?{urlencode({k: v for k, v in asked.items() if v})}")

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("positions.add_review")

    def has_bulk_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("positions.bulk_review")

    @admin.display(description=gettext_lazy("citaat"))
    def short(self, stance: Stance) -> str:
        return stance.quote[:100]

    @admin.display(description=gettext_lazy("stand"))
    def stand(self, stance: Stance) -> str:
        return str(State(stance.state).label)

    @admin.display(description=gettext_lazy("brief"))
    def letter(self, stance: Stance) -> str:
        return stance.revision.letter.key


@admin.register(Review)
class ReviewAdmin(LookAdmin):
    group = ("review", 20)
    list_display = ["at", "decision", "state", "coder", "short", "note", "bulk"]
    list_filter = ["decision", "state", "bulk", "coder", "at"]
    list_select_related = ["coder", "stance"]
    list_per_page = 50
    show_full_result_count = False
    fields = ["at", "decision", "state", "coder", "user", "short", "note", "bulk", "batch", "undoes"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        world = Letter.objects.in_world().order_by().values("pk")
        seen = Stance.objects.finished().visible_to(request.user).order_by().values("pk")
        return super().get_queryset(request).filter(stance__revision__letter__in=world, stance__in=seen)

    @admin.display(description=gettext_lazy("citaat"))
    def short(self, review: Review) -> str:
        return review.stance.quote[:100]


@admin.register(Coder)
class CoderAdmin(LookAdmin):
    group = None
    list_display = ["name", "version", "kind", "user", "is_example"]
    list_filter = ["kind"]
    search_fields = ["name"]
    fields = ["name", "version", "kind", "user", "is_example"]


class ModelWindowInline(admin.TabularInline):  # type: ignore[type-arg]
    model = ModelWindow
    fields = readonly_fields = (
        "__str__", "state", "reason", "attempts", "faults", "tokens_in", "tokens_out", "seconds", "cost", "asked_at"
    )  # fmt: skip
    extra, max_num, can_delete = 0, 0, False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("positions.view_modelround")


@admin.register(ModelRound)
class ModelRoundAdmin(LookAdmin):
    list_display = [
        "letter", "coder", "state", "windows", "proposals", "tokens", "took", "cost_in_euros", "line", "started_at"
    ]  # fmt: skip
    list_filter = ["state", "coder", "codebook", "started_at"]
    list_select_related = ["coder", "revision__letter"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["revision__letter__key"]
    fields = [
        "letter", "coder", "codebook", "state", "line", "again_at", "windows", "proposals", "tokens", "took",
        "cost_in_euros", "started_at", "ended_at",
    ]  # fmt: skip
    inlines = [ModelWindowInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ModelRound]:
        world = Letter.objects.in_world().order_by().values("pk")
        hidden = Assignment.objects.hiding_from(request.user).letters().order_by().values("pk")
        made = ModelRound.objects.filter(revision__letter__in=world).exclude(revision__letter__in=hidden).with_totals()
        return made.defer("revision__text", *heavy_columns("revision"))

    @admin.display(description=gettext_lazy("brief"))
    def letter(self, made: ModelRound) -> str:
        return made.revision.letter.key

    @admin.display(description=gettext_lazy("vensters"))
    def windows(self, made: ModelRound) -> str:
        failed = _(", %(n)s mislukt") % {"n": made.failed} if made.failed else ""
        return _("%(answered)s van %(asked)s beantwoord%(failed)s") % {
            "answered": made.answered,
            "asked": made.asked,
            "failed": failed,
        }

    @admin.display(description=gettext_lazy("tokens heen en terug"))
    def tokens(self, made: ModelRound) -> str:
        if made.tokens_in is None or made.tokens_out is None:
            return _("onbekend")
        return _("%(tokens_in)s en %(tokens_out)s") % {"tokens_in": made.tokens_in, "tokens_out": made.tokens_out}

    @admin.display(description=gettext_lazy("seconden"))
    def took(self, made: ModelRound) -> str:
        return _("onbekend") if made.seconds is None else number_format(made.seconds, 1)

    @admin.display(description=gettext_lazy("kosten"))
    def cost_in_euros(self, made: ModelRound) -> str:
        return _("onbekend") if made.cost is None else f"€ {number_format(made.cost, 4)}"


class DoneFilter(admin.SimpleListFilter):
    title = gettext_lazy("klaar")
    parameter_name = "klaar"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("ja", _("klaar")), ("bezig", _("begonnen")), ("nee", _("nog niet begonnen"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Assignment]) -> QuerySet[Assignment]:
        if self.value() == "ja":
            return queryset.filter(done_at__isnull=False)
        if self.value() == "bezig":
            return queryset.filter(Q(("passed__gt", 0)), done_at__isnull=True)
        return queryset.filter(Q(("passed", 0)), done_at__isnull=True) if self.value() == "nee" else queryset


@admin.register(Assignment)
class AssignmentAdmin(LookAdmin):
    group = ("review", 30)
    list_display = ["coder", "way", "what", "gehad", "asked_by", "asked_at", "klaar"]
    list_filter = [DoneFilter, "way", "coder", "asked_at"]
    list_select_related = ["coder", "letter", "asked_by"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["letter__key", "letter__subject", "note"]
    fields = ["coder", "way", "what", "gehad", "asked_by", "asked_at", "klaar", "note", "drawn"]
    actions = ["ask_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assignment]:
        passed = Count("sentences", filter=Q(sentences__passed_at__isnull=False))
        asked = Assignment.objects.prefetch_related("letter__signatories").order_by("-pk")
        return asked.annotate(total=Count("sentences"), passed=passed)

    @admin.display(description=gettext_lazy("wat"))
    def what(self, assignment: Assignment) -> str:
        return assignment.letter.name if assignment.letter else _("steekproef")

    @admin.display(description=gettext_lazy("gehad"))
    def gehad(self, assignment: Any) -> str:
        whole = assignment.way == "in-sight" and assignment.done_at  # a mark passes no sentence by itself
        passed = assignment.total if whole else assignment.passed
        return _("%(passed)s van %(total)s") % {"passed": passed, "total": assignment.total}

    @admin.display(description=gettext_lazy("klaar"), ordering="done_at", empty_value="–")
    def klaar(self, assignment: Assignment) -> datetime | None:
        return assignment.done_at

    @admin.action(description=gettext_lazy("Vraag nog iemand deze brieven blind te coderen"), permissions=["assign"])
    def ask_again(self, request: HttpRequest, chosen: QuerySet[Assignment]) -> HttpResponseRedirect:
        return to_asking(Letter.objects.filter(assignments__in=chosen.values("pk")).distinct())

    def has_assign_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("positions.assign_coding")


def may_assign(admin_of_letters: LetterAdmin, request: HttpRequest) -> bool:
    return request.user.has_perm("positions.assign_coding")


@admin.action(description=gettext_lazy("Vraag een blinde codering van de gekozen brieven"), permissions=["assign"])
def ask_for_coding(admin_of_letters: LetterAdmin, request: HttpRequest, chosen: QuerySet[Letter]) -> Any:
    return to_asking(chosen)


def to_asking(letters: QuerySet[Letter]) -> HttpResponseRedirect:
    """Redirect to the page for requesting a coding, with these letters filled in."""
    keys = list(letters.order_by("pk").values_list("key", flat=True))
    return HttpResponseRedirect(f"{reverse('assignments')}?{urlencode({'brief': keys}, doseq=True)}#vragen")


# `letters` does not import `positions`: actions on letters that concern coding are added from here.
LetterAdmin.actions = [*LetterAdmin.actions, ask_for_coding]
LetterAdmin.has_assign_permission = may_assign  # type: ignore[attr-defined]
