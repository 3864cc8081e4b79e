"""Factories of invented letters, and the visible text of a page."""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpResponseBase

from letters.ingestion import steps
from letters.ingestion.store import store
from letters.models import Ingestion

SENTENCES = (
    "Het kabinet hecht aan een stevige samenwerking met de buurlanden.",
    "De minister heeft in Brussel gepleit voor een gezamenlijke aanpak van sabotage op zee.",
    "Daarbij past volgens het kabinet een open gesprek met alle betrokken staten.",
    "Nederland steunde het voorstel om de oefeningen voortaan vooraf te melden.",
    "Over de kosten is nog geen besluit genomen.",
    "Het kabinet verwacht in het voorjaar een nadere uitwerking van de plannen.",
    "De bondgenoten onderstreepten dat de vaarroutes veilig moeten blijven.",
    "Voor de kustwacht betekent dit dat er twee schepen bij komen.",
    "Uw Kamer ontvangt hierover voor de zomer een aparte brief.",
    "Met de havens worden afspraken gemaakt over het delen van meldingen.",
)


def letter(
    *,
    number: str | None = "12",
    dossier: str = "99 301",
    title: str = "Veiligheid op zee",
    date: str | None = "3 maart 2019",
    chamber: str = "Tweede",
    sentences: tuple[str, ...] = SENTENCES,
    office: str = "De Minister van Buitenlandse Zaken",
    name: str = "J.K. Zeegers",
) -> str:
    """Return a Markdown-like letter in the published form; arguments that are None omit their line."""
    lines = []
    if number:
        lines += ["Vergaderjaar 2018–2019", f"**{dossier}**", f"**{title}**", f"**Nr. {number}**"]
        lines += ["## **BRIEF VAN DE MINISTER VAN BUITENLANDSE ZAKEN**"]
    lines += [f"Aan de Voorzitter van de {chamber} Kamer der Staten-Generaal"]
    if date:
        lines += [f"Den Haag, {date}"]
    half = len(sentences) // 2
    lines += [" ".join(sentences[:half]), " ".join(sentences[half:]), f"{office},  \n{name}"]
    return "\n\n".join(lines) + "\n"


def take_in(data: bytes | str, *, name: str = "brief.txt", **options: object) -> Ingestion:
    """Ingest bytes or text as a letter, all steps at once; return the refreshed ingestion."""
    raw = data.encode() if isinstance(data, str) else data
    options.setdefault("channel", Ingestion.Channel.COMMAND)
    ingestion = store(raw, name=name, enqueue=False, **options)  # type: ignore[arg-type]
    steps.advance(ingestion.pk)
    ingestion.refresh_from_db()
    return ingestion


def told(page: str | HttpResponseBase) -> str:
    """Return the visible text of a page or a part of one, without tags and with single spaces."""
    html = page if isinstance(page, str) else page.content.decode()  # type: ignore[attr-defined]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
