"""Menu entries of `positions`, and its work on letters that came in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from letters.models import Letter
from letters.pages.next_steps import NEXT_STEPS, NextStep
from positions.alerts import stuck_mail
from positions.models import Assignment
from positions.review import queue, work_lists
from positions.review.work_lists import reviews
from tracker.site.menu import FOOTER, HEADER, Entry


def codes(user: Any) -> bool:
    """Return whether this user has blind codings to do or may assign them; one query beyond the permissions."""
    if not reviews(user):
        return False
    return user.has_perm("positions.assign_coding") or Assignment.objects.hiding_from(user).exists()


def letter_address(letter: Letter) -> str:
    return reverse("letter-in-review", args=[letter.key])


REVIEW = NextStep(
    label=_("Beoordelen"),
    waiting_label=_("Wacht op beoordelen"),
    begin_label=_("Begin met beoordelen"),
    address_of=letter_address,
    waiting=queue.waiting_by_letter,
    seen_by=reviews,
)


def register() -> None:
    NEXT_STEPS.register(REVIEW)
    work_lists.register()
    stuck_mail.register()
    HEADER.register(
        Entry(5, "topics", _("Onderwerpen")),
        Entry(10, "changes", _("Veranderingen")),
        Entry(20, "compare", _("Vergelijken")),
        Entry(30, "wording", _("Formuleringen")),
        Entry(50, "review", _("Beoordelen"), seen_by=reviews),
        Entry(60, "assignments", _("Coderen"), here="coding", seen_by=codes),
    )
    FOOTER.register(
        Entry(10, "about", _("Over Standpunt")),
        Entry(20, "method", _("Zo werkt het")),
        Entry(30, "coverage", _("Dekking")),
        Entry(35, "attention", _("Aandacht")),
        Entry(40, "agreement", _("Overeenstemming")),
        Entry(45, "follow", _("Volgen per mail"), seen_by=lambda user: settings.MAILING),
        Entry(55, "privacy", _("Privacy")),
        Entry(60, "data", _("Gegevens en API")),
    )
