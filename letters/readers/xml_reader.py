"""Official publications in XML (`officiele-publicatie`): the richest format, and preferred to all others."""

from __future__ import annotations

from letters.readers.block_builder import Composer
from letters.readers.blocks import Block, BlockKind, Form, Reading, Role, Why, labels_and_marks
from letters.readers.markup import Element, Visitor, XmlDamaged, local_name, parse_xml_text, plain_text
from letters.readers.problems import Problem, unreadable
from letters.readers.source_counts import xml_words
from letters.readers.table_rows import is_real_row

_LINE_ROLES = {
    "vergaderjaar": Role.SESSION,
    "kameraanduiding": Role.CHAMBER,
    "documenttype": Role.DOCUMENT_TYPE,
    "overig": Role.DOCUMENT_TYPE,
}
_ROLES = {
    "dossiernummer": Role.DOSSIER,
    "stuknr": Role.NUMBER,
    "kamervraagnummer": Role.NUMBER,
    "kamervraagomschrijving": Role.TITLE,
    "datumtekst": Role.DATE,
    "functie": Role.SIGNATURE_OFFICE,
}
_TITLE_ROLES = {"dossier": Role.DOSSIER_TITLE, "stuk": Role.TITLE}
_TURNS = {"vraag": Role.QUESTION, "antwoord": Role.ANSWER}
_SUBHEAD_LEVELS = {"vet": 1, "vetcur": 2, "cur": 3, "rom": 3}
_DIVISIONS = frozenset(
    {"divisie", "hoofdstuk", "paragraaf", "afdeling", "titeldeel", "deel", "bijlage", "circulaire.divisie"}
)
_BLOCKS = frozenset(
    {"al", "titel", "tekstregel", "noot.al", "subtitel", "bron", "term", "definitie", "adres", "plaats"}
)
_INLINE = frozenset({
    "achternaam", "afkorting", "begrotingshoofdstuk", "datum", "dossiernr", "extref", "hoofdletter", "inf", "intref",
    "kamervraagonderwerp", "naam", "nadruk", "nootref", "ondernummer", "organisatie", "sp", "sup",
    "verwijzing", "voornaam",
})  # fmt: skip
_NOTE_SHELVES = frozenset(
    {"noten", "voetnoten", "tekst", "vrije-tekst", "divisie", "bijlage", "stuk", "table", "tgroup"}
)
# Parts of one line between which the source has no space.
_SPACED = frozenset({"nr", "titel", "dossiernr", "begrotingshoofdstuk", "achternaam", "label"})
_DROPPED = frozenset({"metadata", "li.nr", "noot.nr", "nootref", "colspec", "plaatje", "illustratie"})
_NUMBERS = frozenset({"li.nr", "noot.nr", "nootref"})


def read_xml(text: str) -> Reading:
    """Read an official publication.

    Raises ReadingError for XML that is damaged, declares entities or is something else.
    """
    try:
        root = parse_xml_text(text)
    except XmlDamaged:
        raise unreadable(Problem.DAMAGED_XML) from None
    if local_name(root) != "officiele-publicatie":
        raise unreadable(Problem.OTHER_XML)
    printed = xml_words(root)
    reader = _PublicationReader(root)
    reader.visit(root)
    blocks = reader.composer.finish()
    return Reading(
        Form.XML,
        blocks,
        metadata=_metadata(root),
        left_out=tuple(reader.left_out),
        added=(*labels_and_marks(blocks), *reader.undone),
        printed=(printed,),
    )


def _metadata(root: Element) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for meta in root.iterfind("metadata/meta"):
        name, content = meta.get("name", ""), meta.get("content", "")
        if name and content:
            found[name] = (*found.get(name, ()), content)
    return found


class _PublicationReader(Visitor):
    def __init__(self, root: Element) -> None:
        super().__init__()
        self.composer = Composer()
        self._note_labels = {note.get("id"): plain_text(note.find("noot.nr")) for note in root.iter("noot")}
        self._opened: set[Element] = set()
        self._mixed: dict[Element, bool] = {}
        self._divisions = 0
        self._lists = 0

    def text(self, text: str) -> None:
        self.composer.add(self.undo(text))

    def enter(self, element: Element, name: str) -> bool:
        if name == "tekstregel" and element.get("inhoud") == "kamernummer":
            self.leave_out(element, Why.FURNITURE)
            return False
        if name in _DROPPED:
            if name in _NUMBERS:
                self.leave_out(element, Why.NUMBER)
            if name == "nootref":
                self.composer.mark(self._note_labels.get(element.get("refid")) or plain_text(element))
            return False
        if name in _DIVISIONS:
            self._divisions += 1
        elif name == "lijst":
            self._lists += 1
        elif name == "extref" and element.get("doc"):
            self.composer.start_link(element.get("doc", ""))
        elif name == "noot":
            self._open_note(element)
        elif name == "entry" and element.getprevious() is not None:
            self.composer.cell()
        elif name in _SPACED:
            self.composer.add(" ")
        pattern = self._pattern(element, name)
        if pattern is not None:
            self.composer.open(pattern)
            self._opened.add(element)
        return True

    def leave(self, element: Element, name: str) -> None:
        if element in self._opened:
            self._opened.discard(element)
            self.composer.close()
        if name in _DIVISIONS:
            self._divisions -= 1
        elif name == "lijst":
            self._lists -= 1
        elif name == "extref" and element.get("doc"):
            self.composer.end_link()

    def _open_note(self, element: Element) -> None:
        label = plain_text(element.find("noot.nr")) or element.get("nr", "") or element.get("id", "")
        self.composer.open_note(label, marked=_parent_name(element) not in _NOTE_SHELVES)
        self._opened.add(element)

    def _pattern(self, element: Element, name: str) -> Block | None:
        """Return the template of the block that an element starts, None for a part of a block or a mere container."""
        parent = _parent_name(element)
        turn = self.composer.role if self.composer.role in (Role.QUESTION, Role.ANSWER) else None
        if name in _TURNS:
            return Block("", role=_TURNS[name])
        if pattern := _line_of_letterhead(element, name, parent) or self._heading(element, name, parent, turn):
            return pattern
        if name == "li":
            return Block("", BlockKind.LIST_ITEM, level=max(self._lists, 1), label=_list_label(element), role=turn)
        if name == "row":
            return Block("", BlockKind.TABLE_ROW) if is_real_row(element, "entry") else Block("")
        if name == "al" and self.composer.within(BlockKind.LIST_ITEM):
            return self.composer.pattern
        if name in _BLOCKS or (name not in _INLINE and name != "noot" and not self._is_mixed(element)):
            return Block("", role=turn)
        return None

    def _heading(self, element: Element, name: str, parent: str, turn: Role | None) -> Block | None:
        if name == "nr" and parent in _TURNS:
            return Block("", BlockKind.HEADING, level=1, role=turn)
        if name == "kop":
            role = Role.ANNEX_TITLE if parent == "bijlage" else None
            return Block("", BlockKind.HEADING, level=max(self._divisions, 1), role=role)
        if name == "tussenkop":
            deeper = _SUBHEAD_LEVELS.get(element.get("kopopmaak", "vet"), 1)
            return Block("", BlockKind.HEADING, level=self._divisions + deeper)
        return None

    def _is_mixed(self, element: Element) -> bool:
        """True if an element has text beside it, so that it is part of a sentence. Cached per parent."""
        parent = element.getparent()
        if parent is None:
            return False
        if parent not in self._mixed:
            texts = [parent.text, *(child.tail for child in parent)]
            self._mixed[parent] = any(text and not text.isspace() for text in texts)
        return self._mixed[parent]


def _line_of_letterhead(element: Element, name: str, parent: str) -> Block | None:
    """Return the template of a line whose element states its role: above the letter, or in the signature; else None."""
    if name == "tekstregel":
        return Block("", role=_LINE_ROLES.get(element.get("inhoud", "")))
    if name in _ROLES:
        return Block("", role=_ROLES[name])
    if name == "titel" and parent in _TITLE_ROLES:
        return Block("", role=_TITLE_ROLES[parent])
    if name == "naam" and parent == "ondertekening":
        return Block("", role=Role.SIGNATURE_NAME)
    return None


def _list_label(item: Element) -> str | None:
    number = plain_text(item.find("li.nr"))
    if number:
        return number
    parent = item.getparent()
    return "–" if parent is not None and parent.get("type") in ("ndash", "streepje") else None


def _parent_name(element: Element) -> str:
    parent = element.getparent()
    return "" if parent is None else local_name(parent)
