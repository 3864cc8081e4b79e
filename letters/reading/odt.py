"""OpenDocument text, KOOP's own (`opxml2odf`) and what LibreOffice writes."""

from __future__ import annotations

import re

from letters.reading.blocks import Block, BlockKind, Form, Reading, Role
from letters.reading.composing import Composer
from letters.reading.headings import reads_as_heading, turn_of
from letters.reading.letterheads import facts_missing_from
from letters.reading.limits import Limits
from letters.reading.markup import Element, Visitor, local_name, plain_text
from letters.reading.numbering import Counter
from letters.reading.odt_styles import Styles, attribute
from letters.reading.packages import Package
from letters.reading.problems import Problem, unreadable
from letters.reading.tables import is_real_row

_DROPPED = frozenset({
    "alphabetical-index", "annotation", "annotation-end", "bibliography", "forms", "hidden-text", "hidden-paragraph",
    "illustration-index", "note-citation", "sequence-decls", "table-index", "table-of-content", "tracked-changes",
    "covered-table-cell", "ruby-text", "variable-decls", "user-field-decls",
})  # fmt: skip
_STYLE_ROLES = {
    "vergaderjaar": Role.SESSION,
    "title.kop.parlementair": Role.CHAMBER,
    "title.parlementair": Role.DOCUMENT_TYPE,
    "kamervraagnummer": Role.NUMBER,
}
_KOOP_HEADER = "parlementair.kop"
_KOOP_FURNITURE = frozenset({"frillblok", "kamernummer"})
_SESSION = re.compile(r"^Vergaderjaar \d{4}")
_CHAMBER = re.compile(r"Kamer der Staten-Generaal$")


def read_odt(data: bytes, limits: Limits) -> Reading:
    """Raises ReadingError for a file that is damaged, encrypted or unpacks to far more than a letter."""
    package = Package(data, limits, Problem.DAMAGED_ODT)
    manifest = package.part("META-INF/manifest.xml")
    if manifest is not None and any(local_name(element) == "encryption-data" for element in manifest.iter()):
        raise unreadable(Problem.ENCRYPTED)
    content = package.required("content.xml")
    looks = package.part("styles.xml")
    styles = Styles(*(root for root in (looks, content) if root is not None))
    text = next((element for element in content.iter() if local_name(element) == "text" and _is_body(element)), None)
    if text is None:
        raise unreadable(Problem.DAMAGED_ODT)
    blocks, furniture = _read_part(text, styles)
    header = _read_part(first, styles)[0] if looks is not None and (first := _first_header(looks)) is not None else ()
    metadata = _metadata(package.part("meta.xml"))
    if furniture:
        metadata["page furniture"] = tuple(furniture)
    return Reading(Form.ODT, (*facts_missing_from(header, blocks), *blocks), metadata=metadata)


def _is_body(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and local_name(parent) == "body"


def _read_part(root: Element, styles: Styles) -> tuple[tuple[Block, ...], list[str]]:
    reader = _TextReader(styles)
    reader.visit(root)
    return reader.composer.finish(), reader.furniture


def _first_header(looks: Element) -> Element | None:
    headers = {local_name(element): element for element in looks.iter() if local_name(element).startswith("header")}
    return headers.get("header-first", headers.get("header"))


def _metadata(root: Element | None) -> dict[str, tuple[str, ...]]:
    """KOOP writes `OVERHEIDop.ParlID/DC.identifier`: scheme, then name. The schemes are dropped, as in its HTML."""
    found: dict[str, tuple[str, ...]] = {}
    for element in root.iter() if root is not None else ():
        tag, text = local_name(element), plain_text(element)
        name = attribute(element, "name").rpartition("/")[2] if tag == "user-defined" else f"dc:{tag}"
        if text and (tag == "user-defined" or tag in ("title", "creator", "date", "language", "subject")):
            found[name] = (*found.get(name, ()), text)
    return found


class _TextReader(Visitor):
    def __init__(self, styles: Styles) -> None:
        self.composer = Composer()
        self.furniture: list[str] = []
        self._styles = styles
        self._counter = Counter()
        self._opened: set[Element] = set()
        self._lists: list[str] = []

    def text(self, text: str) -> None:
        self.composer.add(text)

    def enter(self, element: Element, name: str) -> bool:
        if name in _DROPPED:
            return False
        if name in ("s", "tab"):
            self.composer.add(" ")
        elif name == "line-break":
            self.composer.line_break()
        elif name == "note":
            label = next((plain_text(child) for child in element if local_name(child) == "note-citation"), "")
            self.composer.open_note(label)
            self._opened.add(element)
        elif name == "a":
            self.composer.start_link(attribute(element, "href"))
        elif name == "list":
            self._enter_list(element)
        elif name == "table-cell" and element.getprevious() is not None:
            self.composer.cell()
        else:
            return self._open_block(element, name)
        return True

    def leave(self, element: Element, name: str) -> None:
        if element in self._opened:
            self._opened.discard(element)
            self.composer.close()
        if name == "a":
            self.composer.end_link()
        elif name == "list":
            self._lists.pop()

    def _enter_list(self, element: Element) -> None:
        style = attribute(element, "style-name") or (self._lists[-1] if self._lists else "")
        if (
            not self._lists
            and attribute(element, "continue-numbering") != "true"
            and not attribute(element, "continue-list")
        ):
            self._counter.restart(style)
        self._lists.append(style)

    def _open_block(self, element: Element, name: str) -> bool:
        pattern: Block | None = None
        if name in ("p", "h"):
            if self._is_furniture(element):
                self.furniture.append(plain_text(element))
                return False
            pattern = self._paragraph(element, name)
        elif name == "list-item":
            style, depth = self._lists[-1] if self._lists else "", max(len(self._lists) - 1, 0)
            label = self._counter.next_label(style, depth, self._styles.list_levels(style))
            pattern = Block("", BlockKind.LIST_ITEM, level=depth + 1, label=label)
        elif name == "table-row":
            layout = _in_koop_header(element) or not is_real_row(element, "table-cell")
            pattern = Block("") if layout else Block("", BlockKind.TABLE_ROW)
        if pattern is not None:
            self.composer.open(pattern)
            self._opened.add(element)
        return True

    def _is_furniture(self, element: Element) -> bool:
        if attribute(element, "style-name") in _KOOP_FURNITURE:
            return True
        return _in_koop_header(element) and plain_text(element).isdigit()

    def _paragraph(self, element: Element, name: str) -> Block:
        text = plain_text(element)
        role = self._role(element, text)
        if role is not None:
            return Block("", role=role)
        if turn_of(text):
            return Block("", BlockKind.HEADING, level=1, role=turn_of(text))
        item = self.composer.within(BlockKind.LIST_ITEM)
        if name == "h":
            level = attribute(element, "outline-level")
            return Block("", BlockKind.HEADING, level=int(level) if level.isdigit() else 1)
        if item:
            return self.composer.pattern
        if reads_as_heading(text) and self._styles.is_all_bold(element):
            return Block("", BlockKind.HEADING, level=2)
        return Block("")

    def _role(self, element: Element, text: str) -> Role | None:
        role = _STYLE_ROLES.get(attribute(element, "style-name"))
        if role is None and _in_koop_header(element):
            if _SESSION.match(text):
                return Role.SESSION
            return Role.CHAMBER if _CHAMBER.search(text) else Role.DOCUMENT_TYPE
        return role


def _in_koop_header(element: Element) -> bool:
    return any(
        attribute(above, "name") == _KOOP_HEADER for above in element.iterancestors() if local_name(above) == "table"
    )
