"""Lost quotes: accepted stances whose quote left the text, each with the most similar sentence of the new text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from letters.models import Revision
from letters.models.revisions import heavy_columns
from letters.readers.integers import BIGINT, parse_integer
from positions.domain.similar_sentence import nearest
from positions.labels.codes import holder_name, signed
from positions.models import Stance
from positions.review import decisions, lost_quotes
from positions.review.decisions import ReviewError, Span
from positions.review.spans import Place, coded_places
from positions.views.permissions import reviewers_only

PER_PAGE = 10


@dataclass(frozen=True, slots=True)
class LostStance:
    stance: Stance
    current: Revision | None
    place: Place | None

    @property
    def suggestion(self) -> str:
        return self.current.text[slice(*self.place)] if self.current and self.place else ""

    @property
    def words(self) -> str:
        holder = holder_name(self.stance.holder)
        return f"{self.stance.topic.name} · {holder} · {signed(self.stance.score)}"


@reviewers_only
@require_http_methods(["GET", "HEAD", "POST"])
def lost_page(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        decide(request)
        return HttpResponseRedirect(request.get_full_path())
    stances = lost_quotes.lost(request.user).select_related("topic", "coder", "revision__letter")
    stances = stances.defer(*heavy_columns("revision"))
    page = Paginator(stances, PER_PAGE).get_page(request.GET.get("page"))
    context = {"here": "review", "page": page, "lost": suggested(page.object_list)}
    return render(request, "positions/lost/page.html", context)


def decide(request: HttpRequest) -> None:
    coder, numbers = decisions.coder_of(request.user), {}
    for name in ("stance", "revision", "start", "end"):
        numbers[name] = parse_integer(request.POST.get(name), digits=BIGINT) or 0
    try:
        if not lost_quotes.lost(request.user).filter(pk=numbers["stance"]).exists():
            raise ReviewError(_("Over dit standpunt is intussen al beslist."))
        if request.POST.get("action") == "leave":
            lost_quotes.leave_lost(numbers["stance"], coder)
            messages.success(request, _("Zo gelaten: de nieuwe tekst zegt dit niet meer."))
        else:
            quote = request.POST.get("quote", "")
            span = Span(numbers["revision"], numbers["start"], numbers["end"], quote)
            lost_quotes.code_anew(numbers["stance"], span, coder)
            messages.success(request, _("Vastgelegd op de nieuwe tekst."))
    except ReviewError as error:
        messages.error(request, str(error))


def suggested(stances: Iterable[Stance]) -> list[LostStance]:
    stances = list(stances)
    letters = {stance.revision.letter_id for stance in stances}
    texts = Revision.objects.filter(is_current=True, letter__in=letters).defer(*heavy_columns()).order_by()
    current = {text.letter_id: (text, coded_places(text)) for text in texts}
    found = []
    for stance in stances:
        text, places = current.get(stance.revision.letter_id, (None, []))
        at = nearest(stance.quote, [text.text[start:end] for start, end in places]) if text else None
        found.append(LostStance(stance, text, places[at] if at is not None else None))
    return found
