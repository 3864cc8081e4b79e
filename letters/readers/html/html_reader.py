"""HTML: KOOP's pages and files (both generations), Word's HTML export, and web pages in general."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from letters.readers.block_builder import Composer
from letters.readers.blocks import Block, BlockKind, Form, LeftOut, Reading, Role, Why, labels_and_marks
from letters.readers.heading_lines import reads_as_bold_heading, turn_of
from letters.readers.html.error_pages import is_error_page
from letters.readers.html.html_footnotes import NoteFinder
from letters.readers.list_labels import ListLabels, label_element
from letters.readers.markup import Element, Visitor, local_name, parse_html, plain_text
from letters.readers.problems import Problem, unreadable
from letters.readers.source_counts import html_words
from letters.readers.table_rows import is_real_row
from letters.readers.text.text_reader import read_text
from letters.readers.web_page_lines import letter_bounds

_DROPPED = frozenset({
    "aside", "button", "footer", "form", "head", "iframe", "nav", "noscript", "object", "script", "select", "style",
    "svg", "template", "textarea", "title",
})  # fmt: skip
_SCRIPTS = ("script", "style")
_FURNITURE = ("kopregel", "voetregel")
_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "header", "hr", "html", "legend", "main", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "tfoot", "thead", "ul",
})  # fmt: skip
_UNSEEN = frozenset({"iframe", "noscript", "object", "script", "style", "svg", "template"})
_LINES = frozenset({"a", "h1", "h2", "h3", "h4", "h5", "h6", "label", "li", "option", "td", "th", "tr"})
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BOLD = frozenset({"b", "strong"})
# Roles by KOOP's class names. The header lines are paragraphs with a role, as in official XML.
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
    """Read an HTML page or fragment. Raises ReadingError for an error page saved instead of the document."""
    root = parse_html(text)
    if root is None:
        raise unreadable(Problem.NO_TEXT)
    printed = (html_words(root),)
    metadata = _metadata(root)
    main = _main(root)
    plain = _preformatted(main)
    outside = _lines_outside(root, main)
    if plain is not None:
        reading = read_text(plain)
        left_out = (*_around(main), *reading.left_out)
        website = (*outside, *reading.website)
        return replace(reading, form=Form.HTML, metadata=metadata, website=website, left_out=left_out, printed=printed)
    reader = _PageReader(NoteFinder(main))
    reader.visit(main)
    blocks = reader.composer.finish()
    if "DC.identifier" not in metadata and is_error_page(text, plain_text(root.find(".//title")), blocks):
        raise unreadable(Problem.ERROR_PAGE)
    blocks, around = _set_page_apart(blocks)
    left_out = (*_around(main), *reader.left_out, *(LeftOut(Why.WEBSITE, text) for text in around))
    added = (*labels_and_marks(blocks), *reader.undone)
    website = (*outside, *around)
    return Reading(
        Form.HTML, blocks, metadata=metadata, website=website, left_out=left_out, added=added, printed=printed
    )


def _set_page_apart(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Split blocks into those of the letter and the text of the website around it.

    Pages of KOOP mark roles and are kept.
    """
    if any(block.role for block in blocks):
        return blocks, ()
    first, last = letter_bounds([block.text for block in blocks])
    return blocks[first:last], tuple(block.text for block in (*blocks[:first], *blocks[last:]))


def _lines_outside(root: Element, main: Element) -> tuple[str, ...]:
    """The lines of a page outside the letter: its title, the text around the main element, bars and forms inside it."""
    outside = _OutsideReader(main)
    outside.visit(root)
    return tuple(block.text for block in outside.composer.finish())


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


def _around(main: Element) -> Iterator[LeftOut]:
    """Yield the text of the page outside its main element."""
    inner = main
    for outer in main.iterancestors():
        own = [outer.text or "", *(child.tail or "" for child in outer)]
        beside = [word for child in outer if child is not inner for word in words_of(child)]
        if text := "".join([*own, *beside]).strip():
            yield LeftOut(Why.WEBSITE, text)
        inner = outer


def words_of(element: Element) -> Iterator[str]:
    """Yield the text in an element, without scripts and styles."""
    for part in element.iter():
        if part.text and local_name(part) not in _SCRIPTS:
            yield str(part.text)
        if part.tail and part is not element:
            yield str(part.tail)


def _preformatted(main: Element) -> str | None:
    """Return the text, with line breaks, of a page that is only one `<pre>`, else None."""
    only = next(main.iter("pre"), None)
    text = "" if only is None else "".join(only.itertext())
    return text if text.strip() and text.strip() == "".join(main.itertext()).strip() else None


class _PageReader(Visitor):
    def __init__(self, notes: NoteFinder) -> None:
        super().__init__()
        self.composer = Composer()
        self._notes = notes
        self._labels = ListLabels()
        self._opened: set[Element] = set()
        self._linked: set[Element] = set()
        self._item_label: Element | None = None
        self._lists = 0

    def text(self, text: str) -> None:
        self.composer.add(self.undo(text))

    def enter(self, element: Element, name: str) -> bool:
        dropped = _why_dropped(element, name)
        if dropped is not None:
            self.leave_out(element, dropped)
            return False
        label = self._notes.mark(element)
        if label is not None:
            self.leave_out(element, Why.NUMBER)
            self.composer.mark(label)
            return False
        if self._notes.is_own_label(element) or element is self._item_label:
            self.leave_out(element, Why.NUMBER)
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

    def leave_out(self, element: Element, why: Why) -> None:
        if text := "".join(words_of(element)).strip():
            self.left_out.append(LeftOut(why, text))

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


class _OutsideReader(Visitor):
    """Collects the lines of a page that are not part of its document."""

    def __init__(self, main: Element) -> None:
        super().__init__()
        self.composer = Composer()
        self._main = main
        self._opened: set[Element] = set()
        self._bars: set[Element] = set()
        self._inside = False

    def text(self, text: str) -> None:
        if self._bars or not self._inside:
            self.composer.add(self.undo(text))

    def enter(self, element: Element, name: str) -> bool:
        if name in _UNSEEN or _is_hidden(element):
            return False
        if element is self._main:
            self._inside = True
        elif name in _DROPPED and name != "head":
            self._bars.add(element)
        if name in _BLOCKS or name in _DROPPED or name in _LINES:
            self._opened.add(element)
            self.composer.open(Block(""))
        elif name == "br":
            self.composer.line_break()
        return True

    def leave(self, element: Element, name: str) -> None:
        self._bars.discard(element)
        if element in self._opened:
            self._opened.discard(element)
            self.composer.close()
        if element is self._main:
            self._inside = False


def _why_dropped(element: Element, name: str) -> Why | None:
    place = element.get("id")
    if name in _DROPPED:
        return Why.WEBSITE
    if place in _FURNITURE:
        return Why.FURNITURE
    if place == "inhoudsopgave":
        return Why.CONTENTS
    return Why.HIDDEN if _is_hidden(element) else None


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
    if not reads_as_bold_heading(plain_text(element)):
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
    """Return a publication's identifier if the link address contains one, else a web address, else None."""
    identifier = _IDENTIFIER.search(href)
    if identifier:
        return identifier[1]
    return href if href.startswith(("http://", "https://")) else None
