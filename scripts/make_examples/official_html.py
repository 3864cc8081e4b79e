"""HTML renderer: KOOP's XHTML with its meta tags."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby

from scripts.make_examples.source import MARKER, Example, Piece, Run, dossier_key, split_runs


def render(example: Example) -> bytes:
    meta = "\n".join(
        f'      <meta name="{name}" scheme="{scheme}" content="{value}" />' for name, scheme, value in _meta(example)
    )
    titles = "\n".join(
        f'         <h1 class="dossiertitel"><a id="d{at}" name="d{at}"></a><span class="dossiernummer">\n'
        f"               {number.replace(' ', chr(160))}\n               </span> {escape(title)}\n         </h1>"
        for at, (number, title) in enumerate(example.dossiers, start=17)
    )
    text = f"""<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html
  PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="nl">
   <head>
      <meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
{meta}
      <link href="./op.css" rel="stylesheet" type="text/css" />
      <link href="./op-noten.css" rel="stylesheet" type="text/css" />
      <title></title>
   </head>
   <body>
      <div id="kopregel"><!--EINDE kopregel--></div>
      <div id="inhoudsopgave"></div>
      <div id="broodtekst">
         <p class="voorbeeld">{MARKER}</p>
{titles}
         <div class="stuk">
            <h1 class="stuktitel"><a id="d50" name="d50"></a><span class="stuknummer">{example.number_line}
                  </span> {escape(example.get("title"))}
            </h1>
            <div class="algemeen">
{_body(example)}
            </div>
{_notes(example)}         </div>
      </div>
      <div id="voetregel"></div>
   </body>
</html>
"""
    return text.encode()


def _meta(example: Example) -> list[tuple[str, str, str]]:
    day = str(example.day)
    title = escape(example.get("subject"))
    first = escape(example.dossiers[0][1])
    return [
        ("DC.identifier", "OVERHEIDop.ParlID", str(example.identifier)),
        ("OVERHEIDop.ondernummer", "", example.get("number")),
        ("DCTERMS.available", "DCTERMS.W3CDTF", day),
        ("DC.type", "OVERHEIDop.KamerstukTypen", "Brief"),
        *(("OVERHEIDop.dossiernummer", "", dossier_key(number)) for number, _ in example.dossiers),
        ("OVERHEIDop.documenttitel", "", title),
        *(("OVERHEIDop.indiener", "", escape(person.name)) for person in example.signatories),
        *(("OVERHEIDop.dossiertitel", "", escape(title)) for _, title in example.dossiers),
        ("OVERHEIDop.vergaderjaar", "", example.get("session")),
        ("DC.creator", "OVERHEID.StatenGeneraal", example.parliament),
        ("DC.type", "OVERHEIDop.Parlementair", "Kamerstuk"),
        ("DCTERMS.issued", "DCTERMS.W3CDTF", day),
        ("DC.title", "", f"{first}; Brief regering; {title}"),
        ("DCTERMS.language", "DCTERMS.RFC4646", "nl"),
        ("OVERHEIDop.publicationName", "", "Kamerstuk"),
        ("OVERHEID.category", "OVERHEID.TaxonomieBeleidsagenda", "Verzonnen voorbeeld"),
    ]


def _body(example: Example) -> str:
    # A line break where the addressee is printed on two lines.
    out = [f"<p>{example.addressee.replace(' der ', '<br /> der ')}</p>", f"<p>Den Haag, {example.written_date}</p>"]
    for tag, group in groupby(example.pieces, key=_list_tag):
        if tag is None:
            out += [line for piece in group for line in _piece(piece, example)]
            continue
        out += [f"<{tag}>", *(f"   <li>{_item(piece)}</li>" for piece in group), f"</{tag}>"]
    return "\n".join("               " + line for line in out)


def _list_tag(piece: Piece) -> str | None:
    if piece.kind != "item":
        return None
    return "ol" if piece.label else "ul"


def _item(piece: Piece) -> str:
    return f"<p>{_inline(piece.runs)}</p>"


def _piece(piece: Piece, example: Example) -> list[str]:
    if piece.kind == "heading":
        tag, look = f"h{piece.level + 1}", "vet" if piece.level == 1 else "cur"
        return [f'<{tag} class="tussenkop_{look}">{escape(piece.text)}</{tag}>']
    if piece.kind == "sign":
        return [
            f'<div class="ondertekening"><p><span class="functie">De {escape(person.office)},</span></p>'
            f'<p><span class="naam">{escape(person.name)}</span></p></div>'
            for person in example.signatories
        ]
    return [f"<p>{_inline(piece.runs)}</p>"]


def _inline(runs: Iterable[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    if run.note:
        return f'<a class="nootref" id="nootref-{run.note}" href="#noot-{run.note}"><sup>{run.note}</sup></a>'
    return f"<em>{escape(run.text)}</em>" if run.italic else escape(run.text, quote=False)


def _notes(example: Example) -> str:
    notes = "".join(
        f'               <div class="noot" id="noot-{label}"><p><a href="#nootref-{label}"><sup>{label}</sup></a> '
        f"{_inline(split_runs(text))}</p></div>\n"
        for label, text in example.notes.items()
    )
    return f'            <div id="noten">\n{notes}            </div>\n' if notes else ""
