"""Letters that ask an editor, in the order of the work list, and where each is answered."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from letters.admin import display_names
from letters.models import Letter
from letters.models.letters import LetterQuerySet

NEWEST_FIRST = ("-created_at", "-pk")


def asking_letters() -> LetterQuerySet:
    return Letter.objects.published().needing_attention()


def following(letter: Letter) -> str:
    """Return the address of the letter that asks after this one, or after the last of the first; "" if no other asks.
    Two queries.
    """
    others = asking_letters().exclude(pk=letter.pk).order_by(*NEWEST_FIRST).only("pk", "attention")
    behind = Q(created_at__lt=letter.created_at) | Q(created_at=letter.created_at, pk__lt=letter.pk)
    found = others.filter(behind, created_at__lte=letter.created_at).first() or others.first()
    return address(found) if found else ""


def address(letter: Letter) -> str:
    """Return the page of the letter, at the field that answers its first question."""
    page = reverse("admin:letters_letter_change", args=[letter.pk])
    field = first_field(letter)
    return f"{page}#id_{field}" if field else f"{page}#sp-asked"


def first_field(letter: Letter) -> str:
    """Return the field that answers the first question that a field answers; "" if none does."""
    fields = (display_names.ASKED_OF.get(code) for code in letter.attention)  # type: ignore[call-overload]
    return next((field for field in fields if field), "")
