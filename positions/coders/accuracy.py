"""Measured accuracy of machine coders on real letters; measured elsewhere and recorded in `data/coders.toml`."""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from positions.domain.codebook.types import Text
from positions.labels.languages import in_language
from positions.models import Coder
from positions.review.single_decisions import ENOUGH

FILE = Path(__file__).resolve().parent.parent / "data" / "coders.toml"
KEYS = {"share", "codings", "letters", "on", "date"}


class AccuracyError(ValueError):
    """The file is invalid; the message names the file and the coder."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """`share`: fraction of codings that were exactly right, 0 to 1; `on` describes the letters it was measured on."""

    share: float
    codings: int
    letters: int
    on: Text
    date: datetime.date

    @property
    def tenths(self) -> int:
        return int(self.share * 10 + 0.5)


def read(text: str, name: str) -> dict[tuple[str, str], Accuracy]:
    """Return the accuracies by coder and version. Raises AccuracyError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AccuracyError(f"{name}: not valid TOML: {error}") from error
    return {
        (coder, version): _checked(given, f"{name}: {coder} {version}")
        for coder, versions in data.items()
        for version, given in (versions.items() if isinstance(versions, dict) else [("", versions)])
    }


def _checked(given: Any, where: str) -> Accuracy:
    if not isinstance(given, dict) or set(given) != KEYS:
        raise AccuracyError(f"{where}: a version of a coder has {', '.join(sorted(KEYS))} and nothing else")
    if type(given["share"]) is not float or not 0 <= given["share"] <= 1:
        raise AccuracyError(f"{where}: share runs from 0.0 to 1.0")
    if any(type(given[count]) is not int or given[count] < 1 for count in ("codings", "letters")):
        raise AccuracyError(f"{where}: codings and letters are whole numbers above 0")
    if type(given["date"]) is not datetime.date:
        raise AccuracyError(f"{where}: date is no day, such as 2026-11-28")
    words = given["on"] if isinstance(given["on"], dict) else {}
    if set(words) != {"nl", "en"} or not all(isinstance(word, str) and word.strip() for word in words.values()):
        raise AccuracyError(f"{where}: on says in nl and in en on what it was measured")
    return Accuracy(**{**given, "on": Text(**words)})


@cache
def measured() -> dict[tuple[str, str], Accuracy]:
    return read(FILE.read_text(encoding="utf-8"), FILE.name)


def of(coder: Coder) -> Accuracy | None:
    """Return the accuracy of a machine; None for people and for machines that were not measured."""
    return measured().get((coder.name, coder.version)) if coder.kind == Coder.Kind.MACHINE else None


def last_measured(name: str) -> tuple[str, Accuracy] | None:
    """Return the version of this coder that was measured last, and its accuracy."""
    versions = [(version, found) for (coder, version), found in measured().items() if coder == name]
    return max(versions, key=lambda each: each[1].date, default=None)


def words(coder: Coder) -> str:
    """Return the accuracy in words: «4 van de 10 precies goed, gemeten op brieven die niemand hier kende».

    Of a version that was not measured: by this site's own single decisions, once they are enough; until then the
    accuracy of the version that was measured last, named as such.
    """
    if (found := of(coder)) is not None:
        return _("%(n)s van de 10 precies goed, gemeten op %(letters)s") % {
            "n": found.tenths, "letters": in_language(found.on)
        }  # fmt: skip
    if coder.judged_singly and coder.judged_singly >= ENOUGH:
        tenths = int(10 * (coder.right_singly or 0) / coder.judged_singly + 0.5)
        said = {"n": tenths, "decisions": coder.judged_singly}
        return _("%(n)s van de 10 precies goed, naar %(decisions)s losse beslissingen op deze site") % said
    if (last := last_measured(coder.name)) is None:
        return _("nog niet gemeten op echte brieven")
    return _("versie %(version)s: %(n)s van de 10 precies goed op echte brieven; deze versie: nog niet gemeten") % {
        "version": last[0], "n": last[1].tenths
    }  # fmt: skip
