"""The mark on a letter's page that tells if it is read (codebook, 5)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from letters.models import Revision
from positions.models import Assignment, Stance


@dataclass(frozen=True, slots=True)
class ReadMark:
    """`new`: sentences and topics with a proposal made since the letter was read; 0 if it is not read."""

    is_read: bool
    new: int = 0

    @property
    def words(self) -> str:
        if not self.is_read:
            return _("Nog niemand heeft deze brief helemaal gelezen.")
        if not self.new:
            return _("Deze brief is gelezen: een mens ging door alle zinnen.")
        words = ngettext(
            "Deze brief is gelezen: een mens ging door alle zinnen. Sindsdien %(n)s nieuw voorstel.",
            "Deze brief is gelezen: een mens ging door alle zinnen. Sindsdien %(n)s nieuwe voorstellen.",
            self.new,
        )
        return words % {"n": self.new}


def read_mark(text: Revision) -> ReadMark:
    """Return whether the whole text was read, and the number of proposals since; two queries at most."""
    marked = Assignment.objects.reading().filter(sentences__revision=text).order_by("-done_at").first()
    if marked is None:
        return ReadMark(is_read=False)
    since = Stance.objects.open().filter(revision=text, created_at__gt=marked.done_at)
    return ReadMark(is_read=True, new=since.order_by().values("start", "topic").distinct().count())
