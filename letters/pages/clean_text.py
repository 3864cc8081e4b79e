"""The clean text of a letter as a file: the text in which every offset that is given out counts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from letters.models import Letter
from letters.models.revisions import heavy_columns
from letters.pages.find_letter import uncached, with_letter
from letters.readers.integers import parse_integer

PLAIN = "text/plain; charset=utf-8"


@with_letter
@conditional_page
def clean_text(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Return a version of the text, `versie` or the current one, with nothing before, between or after what is kept.

    400 for what is no number, 404 for a version that the letter does not have.
    """
    asked = request.GET.get("versie")
    number = parse_integer(asked, digits=4)
    if asked is not None and not number:
        return HttpResponse(_("versie: geef een heel getal vanaf 1.") + "\n", status=400, content_type=PLAIN)
    texts = letter.revisions.defer(*heavy_columns())
    text = texts.filter(number=number).first() if number else texts.filter(is_current=True).first()
    if text is None:
        words = _("Deze tekst is er niet. De brief heeft %(count)s versies van zijn tekst.")
        missing = HttpResponse(words % {"count": texts.count()} + "\n", status=404, content_type=PLAIN)
        return uncached(missing)
    return HttpResponse(text.text, content_type=PLAIN, headers={"Cache-Control": "no-cache"})
