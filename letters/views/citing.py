from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from letters.citing import FORMS, paper_of
from letters.models import Letter
from letters.views.finding import of_letter


@of_letter
def citing(request: HttpRequest, letter: Letter, form: str) -> HttpResponse:
    """The letter as a reference that reference managers read."""
    written, media_type = FORMS[form]
    return HttpResponse(
        written(paper_of(letter, letter.dossiers.all(), request)),
        content_type=f"{media_type}; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, f"{letter.key}.{form}")},
    )
