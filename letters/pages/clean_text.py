"""The clean text of a letter as a file: the text in which every offset that is given out counts."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from letters.models import Letter
from letters.models.revisions import heavy_columns
from letters.pages.find_letter import LetterView, uncached, with_letter
from letters.readers.integers import parse_integer

PLAIN = "text/plain; charset=utf-8"


def told_plainly(view: LetterView) -> LetterView:
    """Decorator: give the words of a missing (404) or withdrawn (410) letter as text, not as a page."""

    @wraps(view)
    def plain(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponse:
        response = view(request, *args, **rest)
        if response.status_code == 410:
            return uncached(_refused(410, _("Deze brief is ingetrokken.")))
        if response.status_code == 404 and response["Content-Type"] != PLAIN:
            return uncached(_refused(404, _("Deze brief is er niet.")))
        return response

    return plain


@told_plainly
@with_letter
@conditional_page
def clean_text(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Return a version of the text, `versie` or the current one, with nothing before, between or after what is kept.

    400 for what is no number, a number twice or anything else that is asked, 404 for a version that the letter does
    not have.
    """
    if unknown := [name for name in request.GET if name != "versie"]:
        return _refused(400, "\n".join(f"{name}: {_('Dit filter is er niet.')}" for name in unknown))
    asked = request.GET.getlist("versie")
    number = parse_integer(asked[0], digits=4) if len(asked) == 1 else None
    if asked and not number:
        return _refused(400, _("versie: geef één heel getal vanaf 1."))
    texts = letter.revisions.defer(*heavy_columns())
    text = texts.filter(number=number).first() if number else texts.filter(is_current=True).first()
    if text is None:
        words = _("Deze tekst is er niet. De brief heeft %(count)s versies van zijn tekst.")
        return uncached(_refused(404, words % {"count": texts.count()}))
    return HttpResponse(text.text, content_type=PLAIN, headers={"Cache-Control": "no-cache"})


def _refused(status: int, words: str) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type=PLAIN)
