"""HTML: KOOP's pages and files (both generations), what Word saves as HTML, and pages in general."""

from __future__ import annotations

import re
from dataclasses import replace

from letters.reading.blocks import Block, BlockKind, Form, Reading, Role
from letters.reading.composing import Composer
from letters.reading.errorpages import is_error_page
from letters.reading.headings import reads_as_heading, turn_of
from letters.reading.html_notes import NoteFinder
from letters.reading.listlabels import ListLabels, label_element
from letters.reading.markup import Element, Visitor, local_name, parse_html, plain_text
from letters.reading.problems import Problem, unreadable
from letters.reading.tables import is_real_row
from letters.reading.text import read_text

_DROPPED = frozenset({
    "aside", "button", "footer", "form", "head", "iframe", "nav", "noscript", "object", "script", "select", "style",
    "svg", "template", "textarea", "title",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "header", "hr", "html", "legend", "main", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "tfoot", "thead", "ul",
})  # fmt: skip
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BOLD = frozenset({"b", "strong"})
# What KOOP's classes say that a block is. The header lines are paragraphs with a role, as in official XML.
_CLASS_ROLES = {
    "dossiertitel": Role.DOSSIER_TITLE,
    "dossiernummer": Role.DOSSIER,
    "stuknummer": Role.NUMBER,
    "kamervraagnummer": Role.NUMBER,
    "kamervraagomschrijving_kop": Role.TITLE,
    "kamerstukdatum": Role.DATE,
    "functie": Role.SIGNATURE_OFFICE,
    "vergaderjaar": Role.SESSION,
    "kameraanduiding": Role.CHAMBER,
    "documenttype": Role.DOCUMENT_TYPE,
}
_TURNS = {"vraag": Role.QUESTION, "antwoord": Role.ANSWER}
_SUBHEAD = re.compile(r"^tussenkop(?:_(\w+))?$")
_SUBHEAD_LEVELS = {"vet": 1, "vetcur": 2, "cur": 3, "rom": 3}
_MAIN = ("//*[@id='broodtekst']", "//*[@id='main-column']", "//article", "//main", "//body")
_IDENTIFIER = re.compile(
    r"(?:^|/)((?:kst|stb|stcrt|trb|ah-tk|ah-ek|h-tk|h-ek|blg|kv-tk|kv-ek|nds-tk)-[\w.-]+?)(?:\.\w+)?(?:[?#].*)?$"
)


def read_html(text: str) -> Reading:
    """Raises ReadingError for an error page in a document's place."""
    root = parse_html(text)
    if root is None:
        raise unreadable(Problem.NO_TEXT)
    metadata = _metadata(root)
    main = _main(root)
    plain = _preformatted(main)
    if plain is not None:
        return replace(read_text(plain), form=Form.HTML, metadata=metadata)
    reader = _PageReader(NoteFinder(main))
    reader.visit(main)
    blocks = reader.composer.finish()
    if "DC.identifier" not in metadata and is_error_page(text, plain_text(root.find(".//title")), blocks):
        raise unreadable(Problem.ERROR_PAGE)
    return Reading(Form.HTML, blocks, metadata=metadata)


def _metadata(root: Element) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for meta in root.iter("meta"):
        name, content = meta.get("name", ""), " ".join(meta.get("content", "").split())
        if name and content:
            found[name] = (*found.get(name, ()), content)
    return found


def _main(root: Element) -> Element:
    for path in _MAIN:
        found = root.xpath(path)
        if len(found) == 1 and plain_text(found[0]):
            return found[0]
    return root


def _preformatted(main: Element) -> str | None:
    """The text of a page that is nothing but plain text in HTML, with its lines."""
    only = next(main.iter("pre"), None)
    text = "" if only is None else "".join(only.itertext())
    return text if text.strip() and text.strip() == "".join(main.itertext()).strip() else None


class _PageReader(Visitor):
    def __init__(self, notes: NoteFinder) -> None:
        self.composer = Composer()
        self._notes = notes
        self._labels = ListLabels()
        self._opened: set[Element] = set()
        self._linked: set[Element] = set()
        self._item_label: Element | None = None
        self._lists = 0

    def text(self, text: str) -> None:
        self.composer.add(text)

    def enter(self, element: Element, name: str) -> bool:
        if name in _DROPPED or element.get("id") in ("kopregel", "voetregel", "inhoudsopgave") or _is_hidden(element):
            return False
        label = self._notes.mark(element)
        if label is not None:
            self.composer.mark(label)
            return False
        if self._notes.is_own_label(element) or element is self._item_label:
            return False
        if name == "br":
            self.composer.line_break()
            return False
        note = self._notes.note(element)
        if note is not None:
            self._opened.add(element)
            self.composer.open_note(note, marked=False)
            return True
        if name in ("ul", "ol"):
            self._lists += 1
        elif name in ("td", "th") and element.getprevious() is not None:
            self.composer.cell()
        elif name == "a":
            self._start_link(element)
        pattern = self._pattern(element, name)
        if pattern is not None:
            self._opened.add(element)
            self.composer.open(pattern)
        return True

    def leave(self, element: Element, name: str) -> None:
        if element in self._opened:
            self._opened.discard(element)
            self.composer.close()
        if element in self._linked:
            self._linked.discard(element)
            self.composer.end_link()
        if name in ("ul", "ol"):
            self._lists -= 1

    def _start_link(self, element: Element) -> None:
        target = _target(element.get("href", ""))
        if target:
            self.composer.start_link(target)
            self._linked.add(element)

    def _pattern(self, element: Element, name: str) -> Block | None:
        classes = element.get("class", "").split()
        turn = self.composer.role if self.composer.role in (Role.QUESTION, Role.ANSWER) else None
        role = _role(element, name, classes)
        if name in ("div", "section") and role in (Role.QUESTION, Role.ANSWER):
            return Block("", role=role)
        if role is not None:
            return Block("", role=role)
        level = _heading_level(element, name, classes, turn)
        if level is not None:
            return Block("", BlockKind.HEADING, level=level, role=turn)
        if name == "li":
            self._item_label = label_element(element)
            return Block("", BlockKind.LIST_ITEM, level=max(self._lists, 1), label=self._labels.of(element), role=turn)
        if name == "tr":
            return Block("", BlockKind.TABLE_ROW) if is_real_row(element, "td", "th") else Block("")
        if name in ("td", "th") or name in _BLOCKS:
            inside_item = self.composer.within(BlockKind.LIST_ITEM) and name in ("p", "div")
            return self.composer.pattern if inside_item else Block("", role=turn)
        return None


def _role(element: Element, name: str, classes: list[str]) -> Role | None:
    for word in classes:
        if word in _CLASS_ROLES:
            return _CLASS_ROLES[word]
        if word in _TURNS and name in ("div", "section"):
            return _TURNS[word]
    if "stuktitel" in classes and name == "h1":
        return Role.TITLE
    return None


def _heading_level(element: Element, name: str, classes: list[str], turn: Role | None) -> int | None:
    if name in _HEADINGS:
        return 1 if turn else _HEADINGS[name]
    if name != "p":
        return None
    child = element[0] if len(element) else None
    words = [*classes, *(child.get("class", "").split() if child is not None else ())]
    for word in words:
        subhead = _SUBHEAD.match(word)
        if subhead:
            return _SUBHEAD_LEVELS.get(subhead[1] or "vet", 1)
    return 2 if turn_of(plain_text(element)) or _is_bold_line(element) else None


def _is_bold_line(element: Element) -> bool:
    if not reads_as_heading(plain_text(element)):
        return False
    bold = {child for child in element.iter() if local_name(child) in _BOLD or "font-weight:bold" in _style(child)}
    outermost = [child for child in bold if not any(above in bold for above in child.iterancestors())]
    letters = sum(len("".join("".join(child.itertext()).split())) for child in outermost)
    return letters == len("".join("".join(element.itertext()).split()))


def _is_hidden(element: Element) -> bool:
    style = _style(element)
    return "display:none" in style or "mso-hide:all" in style or element.get("hidden") is not None


def _style(element: Element) -> str:
    return element.get("style", "").replace(" ", "").lower() if isinstance(element.tag, str) else ""


def _target(href: str) -> str | None:
    """What a link points to: a publication's identifier where the address holds one, else a web address."""
    identifier = _IDENTIFIER.search(href)
    if identifier:
        return identifier[1]
    return href if href.startswith(("http://", "https://")) else None
