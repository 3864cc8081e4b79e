"""Words that people type, and that pages show, have no characters that one does not see and that do something."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from letters.admin.letter_form import LetterForm, SignatoryForm, WithdrawForm
from letters.labels.plain_text import PlainText
from positions.releases.release_forms import ReleaseForm, WithdrawalForm

CONTROLS = ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066"]


@pytest.mark.parametrize("sign", CONTROLS)
def test_a_control_character_is_refused_with_its_place(sign) -> None:
    with pytest.raises(ValidationError, match=f"U\\+{ord(sign):04X}, teken 4"):
        PlainText()(f"een{sign}twee")


@pytest.mark.parametrize("words", ["", "Eén regel\nen\teen volgende\r\n", "\u200bSlavoj Žižek · «Ελλάδα» 🙂", "שלום"])
def test_what_one_sees_is_kept(words) -> None:
    PlainText()(words)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (LetterForm, "subject"), (LetterForm, "title"), (SignatoryForm, "name"), (SignatoryForm, "office"),
        (WithdrawForm, "reason"), (ReleaseForm, "note"), (WithdrawalForm, "reason"),
    ],
)  # fmt: skip
def test_every_field_whose_words_pages_show_asks_it(form, field) -> None:
    assert PlainText() in form.base_fields[field].validators
