"""OpenDocument text from KOOP (`opxml2odf`) and LibreOffice."""

from __future__ import annotations

import re

from letters.readers.block_builder import Composer
from letters.readers.blocks import Block, BlockKind, Form, LeftOut, Reading, Role, Why, labels_and_marks
from letters.readers.heading_lines import reads_as_bold_heading, turn_of
from letters.readers.integers import parse_integer
from letters.readers.letterhead_labels import facts_missing_from, left_out_of
from letters.readers.limits import Limits
from letters.readers.markup import Element, Visitor, local_name, plain_text
from letters.readers.office.numbering import Counter
from letters.readers.office.odt_styles import Styles, attribute
from letters.readers.office.zip_package import Package
from letters.readers.problems import Problem, unreadable
from letters.readers.source_counts import odt_words
from letters.readers.table_rows import is_real_row

_DROPPED = frozenset({
    "alphabetical-index", "annotation", "annotation-end", "bibliography", "forms", "hidden-text", "hidden-paragraph",
    "illustration-index", "note-citation", "sequence-decls", "table-index", "table-of-content", "tracked-changes",
    "covered-table-cell", "ruby-text", "variable-decls", "user-field-decls",
})  # fmt: skip
_CONTENTS = frozenset({"alphabetical-index", "bibliography", "illustration-index", "table-index", "table-of-content"})
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_DESCRIPTIONS = frozenset({f"{_SVG}title", f"{_SVG}desc"})  # of pictures; not printed
_STYLE_ROLES = {
    "vergaderjaar": Role.SESSION,
    "title.kop.parlementair": Role.CHAMBER,
    "title.parlementair": Role.DOCUMENT_TYPE,
    "kamervraagnummer": Role.NUMBER,
}
_KOOP_HEADER = "parlementair.kop"
_KOOP_FURNITURE = frozenset({"frillblok", "kamernummer"})
_LEVEL_DIGITS = 2
_SESSION = re.compile(r"^Vergaderjaar \d{4}")
_CHAMBER = re.compile(r"Kamer der Staten-Generaal$")


def read_odt(data: bytes, limits: Limits) -> Reading:
    """Read an ODT file. Raises ReadingError if it is damaged, encrypted or unpacks to more than the limits."""
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
    printed = odt_words(package)
    body = _read_part(text, styles)
    blocks = body.composer.finish()
    left_out = body.left_out
    first = _first_header(looks) if looks is not None else None
    facts: tuple[Block, ...] = ()
    if first is not None:
        top = _read_part(first, styles)
        header = top.composer.finish()
        facts = facts_missing_from(header, blocks)
        left_out += [*top.left_out, *left_out_of(header, facts)]
    if looks is not None:
        left_out += _printed_around(looks, besides=first)
    everything = (*facts, *blocks)
    return Reading(
        Form.ODT,
        everything,
        metadata=_metadata(package.part("meta.xml")),
        furniture=tuple(body.furniture),
        left_out=tuple(left_out),
        added=labels_and_marks(everything),
        printed=(printed,),
    )


def _is_body(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and local_name(parent) == "body"


def _read_part(root: Element, styles: Styles) -> _TextReader:
    reader = _TextReader(styles)
    reader.visit(root)
    return reader


def _first_header(looks: Element) -> Element | None:
    headers = {local_name(element): element for element in looks.iter() if local_name(element).startswith("header")}
    return headers.get("header-first", headers.get("header"))


def _printed_around(looks: Element, *, besides: Element | None) -> list[LeftOut]:
    """Return the text of all page headers and footers except the element `besides`."""
    found = [one for one in looks.iter() if local_name(one).startswith(("header", "footer")) and one is not besides]
    texts = ["".join(one.itertext()).strip() for one in found]
    return [LeftOut(Why.FURNITURE, text) for text in texts if text]


def _metadata(root: Element | None) -> dict[str, tuple[str, ...]]:
    """Metadata by name.

    KOOP writes `OVERHEIDop.ParlID/DC.identifier` (scheme, name); the scheme is dropped as in its HTML.
    """
    found: dict[str, tuple[str, ...]] = {}
    for element in root.iter() if root is not None else ():
        tag, text = local_name(element), plain_text(element)
        name = attribute(element, "name").rpartition("/")[2] if tag == "user-defined" else f"dc:{tag}"
        if text and (tag == "user-defined" or tag in ("title", "creator", "date", "language", "subject")):
            found[name] = (*found.get(name, ()), text)
    return found


class _TextReader(Visitor):
    def __init__(self, styles: Styles) -> None:
        super().__init__()
        self.composer = Composer()
        self.furniture: list[str] = []
        self._styles = styles
        self._counter = Counter()
        self._opened: set[Element] = set()
        self._lists: list[str] = []

    def text(self, text: str) -> None:
        self.composer.add(text)

    def enter(self, element: Element, name: str) -> bool:
        if name in _DROPPED or element.tag in _DESCRIPTIONS:
            self.leave_out(element, _why(name))
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
                self.leave_out(element, Why.FURNITURE)
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
            level = parse_integer(attribute(element, "outline-level"), digits=_LEVEL_DIGITS)
            return Block("", BlockKind.HEADING, level=1 if level is None else level)
        if item:
            return self.composer.pattern
        if reads_as_bold_heading(text) and self._styles.is_all_bold(element):
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


def _why(dropped: str) -> Why:
    if dropped == "note-citation":
        return Why.NUMBER
    return Why.CONTENTS if dropped in _CONTENTS else Why.HIDDEN
