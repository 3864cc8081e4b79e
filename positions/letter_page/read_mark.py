"""True if a letter is read, in words for its page (codebook, 5)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from letters.models import Revision
from positions.models import Assignment, Stance


def read_words(text: Revision) -> str:
    """Return in words whether the whole letter was read, and the number of proposals since; two queries at most."""
    marked = Assignment.objects.reading().filter(sentences__revision=text).order_by("-done_at").first()
    if marked is None:
        return _("Nog niemand heeft deze brief helemaal gelezen.")
    since = Stance.objects.open().filter(revision=text, created_at__gt=marked.done_at)
    new = since.order_by().values("start", "topic").distinct().count()
    if not new:
        return _("Deze brief is gelezen: een mens ging door alle zinnen.")
    words = ngettext(
        "Deze brief is gelezen: een mens ging door alle zinnen. Sindsdien %(n)s nieuw voorstel.",
        "Deze brief is gelezen: een mens ging door alle zinnen. Sindsdien %(n)s nieuwe voorstellen.",
        new,
    )
    return words % {"n": new}
