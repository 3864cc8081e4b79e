"""Questions of parliament in a letter that answers them: which sentences are the members', and which only ask.

In a written consultation a section of the members comes before one of answers; elsewhere a question and its answer
stand in one passage. A question is nobody's position (codebook, 3); what the members find is theirs.
"""

from __future__ import annotations

import re

from positions.domain.rules_coder.sentences import Sentence

_NOT_OF_PARLIAMENT = (
    r"(?! van (?:het|beide"
    r"|de (?:NAVO|EU|Unie|Raad|Europese|[Aa]lliantie|Veiligheidsraad|Adviesraad|\w*groep|organisatie)))"
)
_WHICH = (
    r"(?:[Dd]e|[Dd]eze|[Dd]ezelfde|[Dd]iverse|[Vv]erschillende|[Vv]erscheidene|[Ee]nkele|[Mm]eerdere|[Ss]ommige|[Vv]eel|[Hh]et"
    r"|[Uu]w|[Ee]en aantal) (?:(?:aan het woord zijnde|genoemde|betreffende|vaste|overige|andere) )?"
)
_MEMBERS = (
    rf"{_WHICH}(?:(?:leden|lid){_NOT_OF_PARLIAMENT}|Kamerleden|Kamerlid|(?:[\w/]+-)?fracties?|fractieleden"
    r"|vragenstellers?|Kamer(?! van))\b"
)
_MOTION = r"(?:[Dd]e|[Dd]eze|[Dd]ie) motie(?:-\w+)*"
_WHO = rf"(?:{_MEMBERS}|{_MOTION}|{_WHICH}commissie\b|(?P<pronoun>(?:[Zz]ij|[Hh]ij)\b))"
_WILL, _KNOW = "(?:willen|wil|wilden?|zouden|zou)", "(?:weten|vernemen|horen)"
_ASK = (
    r"(?:vragen|vraagt|vroeg(?:en)?|informe(?:ren|ert|erden?)|verzoe(?:ken|kt)|verzocht(?:en)?"
    r"|(?:vernemen|verneemt|vernamen|horen|hoort|hoorden?|ontvangen) (?:\w+ ){0,2}?graag"
    rf"|{_WILL} (?:[\w-]+ ){{0,6}}?{_KNOW}"
    r"|stel(?:len|t|den|de) (?:[\w-]+ ){0,3}?(?:vraag|vragen)|(?:zijn|is|waren) (?:\w+ )?(?:benieuwd|nieuwsgierig))\b"
)
_ADVERB = (
    r"(?:(?:Ook|Verder|Voorts|Tevens|Daarnaast|Tot slot|Ten slotte|Vervolgens|Eveneens|Evenals|Daarbij|Bovendien) )?"
)
_WHAT = r"(?:of|hoe|hoeveel|waarom|waar\w+|welke?|wie|wat|wanneer|naar|in hoeverre)\b"
_OF_ITS_MINISTER = re.compile(rf"{_WHAT}|\b(?:het kabinet|de regering|de minister|de staatssecretaris|graag)\b")
_THEY_ASK = re.compile(rf"{_ADVERB}{_WHO}(?P<before>[^;:]{{0,200}}?) {_ASK}(?P<what>.*)")
_ASK_THEY = re.compile(rf"\b(?:{_ASK}|[Gg]raag (?:vernemen|horen|ontvangen)) {_WHO}(?P<what>.*)")
_WILL_THEY_KNOW = re.compile(rf"\b{_WILL} {_WHO} (?P<what>(?:[\w-]+ ){{0,6}}?{_KNOW}\b.*)")
_IS_ASKED = re.compile(
    rf"(?:[Gg]evraagd (?:wordt|werd|is)|\b(?:wordt|werd|is) (?:[\w-]+ ){{0,4}}?gevraagd),? (?:\w+ )?{_WHAT}"
)
_THEY_SPEAK = re.compile(rf"{_ADVERB}(?:[a-z]\w+ )?(?:{_MEMBERS}|{_MOTION}) ")
_SOMEBODY_ASKS = re.compile(
    rf"\b(?:vragen|vraagt|vroeg(?:en)?|informe(?:ren|ert|erden?)) (?:[\w-]+ ){{0,3}}?{_WHAT}(?! voren)"
)
_OF_A_VIEW = re.compile(
    r"\b(?:vind(?:t|en)|vond(?:en)?|acht(?:te|ten|en)?|menen|meent|vre(?:zen|est|esden)|pleit(?:en|ten)?|betreur(?:t|en|den)"
    r"|veroorde(?:len|elt|elden)|steun(?:en|t|den)|dring(?:t|en)|drong(?:en)?|zorgen|bezorgd|ongerust)\b"
)
# The words that these patterns need, to search them in few sentences only.
_NEEDED = frozenset(
    ["vragen", "vraagt", "vroeg", "vroegen", "vraag", "gevraagd", "verzoeken", "verzoekt", "verzocht", "verzochten"]
) | {
    *("informeren", "informeert", "informeerde", "informeerden", "graag", "weten", "vernemen", "horen"),
    *("benieuwd", "nieuwsgierig"),
}  # fmt: skip
_MEMBER_WORDS = frozenset(
    ["leden", "lid", "kamerleden", "kamerlid", "fractie", "fracties", "fractieleden", "vragensteller", "kamer"]
) | {"vragenstellers", "motie"}
_TELLING = _NEEDED | _MEMBER_WORDS
_QUESTION_MARK = re.compile(r"\?[»”\"’')\d]*$")
_THEIR_SECTION = re.compile(r"vragen en opmerkingen|\binbreng\b|opmerkingen (?:van|vanuit|uit) de", re.IGNORECASE)
_ANSWERS = re.compile(
    r"(?:[IVX\d]+[.)]? )?(?:De |Het )?(?:antwoord|beantwoording|reactie|kabinetsreactie)", re.IGNORECASE
)
_WITH_ANSWER = re.compile(r"antwoord|reactie", re.IGNORECASE)
_LONGEST = 60  # characters of a reason


def may_be_of_parliament(sentence: Sentence) -> bool:
    """Return False for most sentences: those that neither ask nor name members."""
    return not _TELLING.isdisjoint(sentence.words) or "?" in sentence.text


def is_question(sentence: Sentence) -> bool:
    return "?" in sentence.text and bool(_QUESTION_MARK.search(sentence.text))


def asked(sentence: Sentence) -> str | None:
    """Return the words by which members or a committee ask something in this sentence, or None.

    What they say that they find, beside the question, is a view of theirs: «vrezen een breuk en vragen of …».
    """
    if sentence.words.isdisjoint(_NEEDED):
        return None
    text = sentence.text
    match = _THEY_ASK.match(text)
    if match and _OF_A_VIEW.search(match["before"]):
        return None
    match = match or _ASK_THEY.search(text) or _WILL_THEY_KNOW.search(text)
    if not match:
        passive = _IS_ASKED.search(text)
        return passive.group() if passive else None
    if match["pronoun"] and not _OF_ITS_MINISTER.search(match["what"]):
        return None  # «Zij vroegen om steun» may be anybody's wish
    return _shortened(text[match.start() : match.start("what")].strip())


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0]


def somebody_asks(sentence: Sentence) -> str | None:
    """Return the words by which the sentence reports a question of whoever speaks: «vroeg of …»; else None."""
    match = sentence.search(_SOMEBODY_ASKS, _NEEDED)
    return match.group() if match else None


def members_speak(sentence: Sentence) -> str | None:
    """Return the words that name members, a party or the Kamer as the subject that opens the sentence, or None."""
    if sentence.words.isdisjoint(_MEMBER_WORDS):
        return None
    match = _THEY_SPEAK.match(sentence.text)
    return match.group().strip() if match else None


class MembersSections:
    """Tells, heading by heading in the order of the letter, whether a section holds the members' words alone.

    There is no such section after a heading that announces answers, or where a heading of theirs comes again: «Vragen
    en opmerkingen van de leden van …» stands above the answers too, and a heading with no text of its own may be lost.
    """

    def __init__(self) -> None:
        self._answered = False
        self._theirs: set[tuple[str, ...]] = set()

    def enter(self, headings: tuple[str, ...]) -> bool:
        """Take in the headings above the next passages; called once for each section."""
        announced = any(_ANSWERS.match(heading) for heading in headings)
        self._answered = self._answered or announced or headings in self._theirs
        if self._answered or not any(
            _THEIR_SECTION.search(heading) and not _WITH_ANSWER.search(heading) for heading in headings
        ):
            return False
        self._theirs.add(headings)
        return True
