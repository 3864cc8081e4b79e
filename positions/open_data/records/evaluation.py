"""Records of how right a coder is, by what others coded without its proposals in sight."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from letters.records.fields import Field, Record, Type
from positions.domain.reliability.evaluation import BODY, OPENING


def _counted(name: str, description: Any, example: int) -> Field:
    return Field(name, Type.INTEGER, description, example, lambda row, _for: getattr(row.evaluation, name))


def _rate(name: str, description: Any, example: float) -> Field:
    return Field(
        name, Type.NUMBER, description, example, lambda row, _for: row.evaluation.base_rates[name], null=True
    )  # fmt: skip


def _figure(name: str, description: Any) -> Field:
    return Field(name, ESTIMATE, description, value=lambda row, _for: row.evaluation.figures[name])


ESTIMATE = Record(
    "Estimate",
    (
        Field("value", Type.NUMBER, _("Het cijfer; null waar er niets te tellen is."), 0.64, null=True),
        Field("low", Type.NUMBER, _("Ondergrens van het 95%-interval over brieven, als dat er is."), 0.55, null=True),
        Field("high", Type.NUMBER, _("Bovengrens van het 95%-interval over brieven."), 0.73, null=True),
    ),
)  # fmt: skip
EVALUATED = Record(
    "Evaluated",
    (
        Field(
            "topic", Type.TEXT, _("Null: alle onderwerpen samen."), "russia",
            lambda row, _for: row.topic or None, null=True,
        ),
        Field(
            "place", Type.TEXT,
            _("opening: de eerste alinea’s, tot er tien zinnen zijn; body: wat volgt; null: beide."),
            OPENING, lambda row, _for: row.place or None, null=True, choices=(OPENING, BODY),
        ),
        _counted("letters", _("Brieven die beiden deden."), 21),
        _counted("sentences", _("Hoeveel zinnen beiden codeerden."), 545),
        _rate("no_topic", _("Deel van de zinnen zonder onderwerp, volgens de maat."), 0.38),
        _rate("mentions", _("Deel van de zinnen met alleen vermeldingen, volgens de maat."), 0.33),
        _rate("positions", _("Deel van de zinnen met een standpunt, volgens de maat."), 0.29),
        _counted("expected", _("Standpunten van het kabinet volgens de maat."), 112),
        _counted("found", _("Standpunten van het kabinet volgens deze codeur."), 155),
        _counted("codings", _("Alles wat deze codeur zei."), 404),
        _figure("presence", _("F1 van: de zin gaat over het onderwerp.")),
        _figure("cabinet", _("F1 van: het kabinet heeft in de zin een standpunt over het onderwerp.")),
        _figure("holder", _("Deel van de standpunten van beiden met dezelfde houder.")),
        _figure("score", _("Ordinale alfa over de standpunten van het kabinet van beiden.")),
        _figure("letter", _("Gemiddelde afwijking van het gemiddelde van een brief.")),
        _figure("exact", _("Deel van wat deze codeur zei dat precies goed is.")),
        _figure("phantom", _("Deel van de punten in een grafiek die alleen deze codeur zou zetten.")),
    ),
)  # fmt: skip
EVALUATION = Record(
    "Evaluation",
    (
        Field("coder", Type.TEXT, _("De codeur, met versie."), "rules 4"),
        Field(
            "against", Type.TEXT, _("Wie de maat is; null: iedereen die blind codeerde."), "Hand",
            lambda found, _for: found.against or None, null=True,
        ),
        Field("rows", EVALUATED, _("Alle onderwerpen samen, elk onderwerp, en beide plaatsen."), many=True),
    ),
)  # fmt: skip
