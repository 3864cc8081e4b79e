"""Attribution: the holder whose view a sentence expresses, by named speaker or carried over from earlier sentences."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import takewhile
from typing import NamedTuple

from positions.domain.rules_coder.antecedent import antecedent
from positions.domain.rules_coder.institutions import institution
from positions.domain.rules_coder.questions import (
    MembersSections,
    asked,
    is_question,
    may_be_of_parliament,
    members_speak,
)
from positions.domain.rules_coder.sentences import Sentence
from positions.domain.rules_coder.speaker import (
    as_said_by,
    cabinet_as_subject,
    comments,
    compared_with,
    describes_itself,
    in_subordinate_clause,
    named_holders,
    quoted,
    speaker,
    subject_by_word_order,
)
from positions.domain.rules_coder.view_of_group import view_of_group
from positions.domain.scale import Holder

_PRONOUN = re.compile(r"(zij|hij|ze|men|beiden|deze landen|deze bondgenoten)\b", re.IGNORECASE)
_THOSE_WHO_ASK = re.compile(r"(?:Zij|Hij|Ook zij)\b")
_PAST_TENSE = re.compile(r"\b(werd|werden|was|waren|had|hadden|zou|zouden)\b")
_PLURAL_VOICE = re.compile(r"\b(we|our|us)\b", re.IGNORECASE)
_NATO_STATEMENT = re.compile(r"\bNATO\b|\bNorth Atlantic\b")
_FIRST_PERSON = re.compile(r"\b(?:ik|wij|we)\b", re.IGNORECASE)
_LETTERS_ADVERB = re.compile(  # the writer's judgement; not «is gelukkig met»
    r"\b(?:hopelijk|helaas|(?<!is )(?<!zijn )(?<!was )(?<!waren )(?<!niet )(?<!zeer )gelukkig(?! met))\b", re.IGNORECASE
)
_FIRST, _ADVERBS = frozenset({"ik", "wij", "we"}), frozenset({"hopelijk", "helaas", "gelukkig"})
_REACTION = re.compile(r"reactie|appreciatie|evaluatie|advies|rapport|doorlichting|aanbieding", re.IGNORECASE)
_OWN_SECTION = re.compile(r"kabinet|regering|appreciatie|beleidsreactie|inzet|oordeel|Nederland", re.IGNORECASE)
_OTHERS_SECTION = re.compile(
    r"\binhoud\b|krachtenveld|positie van|standpunten van|wat stelt de Commissie|voorstel van de Commissie",
    re.IGNORECASE,
)
_ADVISER_SECTION = re.compile(r"analyse van|bevindingen|aanbevelingen|conclusies|het advies|het rapport", re.IGNORECASE)
_SAY = (
    *("vindt", "vinden", "vond", "vonden", "meent", "meende", "meenden", "menen", "vreest", "vreesde"),
    *("vreesden", "vrezen", "hoopt", "hoopte", "hoopten", "hopen", "eist", "eiste", "eisten", "eisen", "pleit"),
    *("pleitte", "pleitten", "pleiten", "bepleit", "bepleitte", "bepleitten", "bepleiten", "benadrukt"),
    *("benadrukte", "benadrukten", "benadrukken", "waarschuwt", "waarschuwde", "waarschuwden", "waarschuwen"),
    *("vroeg", "vroegen", "verzocht", "verzochten", "noemt", "noemde", "noemden", "noemen", "wenst", "wenste"),
    *("wensten", "wensen", "schrijft", "schrijven", "schreef", "oordeelt", "oordeelde", "oordeelden"),
    *("oordelen", "concludeert", "concludeerde", "concludeerden", "concluderen", "adviseert", "adviseerde"),
    *("adviseerden", "adviseren", "acht", "achtte", "achtten", "achten", "verklaart", "verklaarde"),
    *("verklaarden", "antwoordt", "antwoordde", "antwoordden", "zei", "betoogt", "betoogde", "betoogden"),
    *("dringt", "dringen", "drong", "drongen", "roept", "roepen", "riep", "riepen", "prees", "prezen"),
    *("hekelt", "hekelde", "hekelden", "veroordeelt", "veroordeelde", "veroordeelden", "betreurt", "betreurde"),
    *("betreurden", "spreek", "spreekt", "spreken", "sprak", "spraken", "wil", "wilde", "wilden", "willen"),
)
_STATE = ("stelt", "stelde", "stelden", "stellen")  # only «stelt dat», «stelt voor», «stelt vast»
_SAYING = frozenset((*_SAY, *_STATE))
_SOMEBODY_SAYS = re.compile(
    r"(?!(?:In|Op|Aan|Bij|Met|Na|Over|Tijdens|Tegen|Tot|Uit|Van|Voor|Door|Sinds|Onder|Volgens|Daar|Hier|Toen|Nu) )"
    r"(?:De|Het|Een|Verscheidene|Enkele|Sommige|Veel|Vele|Andere|Ook (?:de|het)|[A-Z][\w'ë-]+)(?: [\w'ë-]+){0,5}? "
    rf"(?:{'|'.join(_SAY)}|(?:{'|'.join(_STATE)}) (?:dat|voor|vast))"
    r"(?<!e eisen)(?<!e wensen) (?!(?:zij|ze|hij|men|wij|ik)\b)"
)
_THEIR_MINISTER = re.compile(
    r"De (?:(?:minister|staatssecretaris) van [A-Z]\w+(?:(?:,| en)? [A-Z]\w+)*|premier|president)"
    r" van (?!Nederland)[A-Z]\w+(?= [a-z])"
)
_OUR_MINISTER = re.compile(  # not «De minister van Buitenlandse Zaken van Oekraïne»
    r"De (?:minister|staatssecretaris|bewindslieden)\b(?! van [A-Z]\w+(?:(?:,| en)? [A-Z]\w+)* van )(?= [a-z])"
)
_ADVISING = re.compile(
    r"raad\b|groep\b|commissie\b|bureau\b|instituut\b|auteurs|rapport|stellers|onderzoek|panel|denktank", re.IGNORECASE
)
_COMMITTEE = frozenset({"de commissie", "De commissie"})  # that advises, in a reaction to advice; not the Commission
_ADVISER_OPENS = re.compile(  # with any verb in the active: «Het rapport bestempelt …»
    r"(?:Het (?:advies|rapport|adviesrapport|evaluatierapport)|De (?:raad|groep|commissie|Adviesraad|adviesraad"
    r"|reflectiegroep|onderzoekers|evaluatoren|opstellers|auteurs))"
    r" (?!(?:is|was|wordt|werd|worden|werden|zijn|waren|kan|kon|verdient|gaat|moet|dient)\b)"
    r"[a-z]+(?:t|en|de|te|den|ten)\b"
)
_ADVICE_IS = re.compile(  # in a reaction: what the advice comes down to, and not what the cabinet makes of it
    r"(?:De|Het) (?:\w+e )?(?:betoog|boodschap|kern|strekking|hoofdlijn|slotsom|stelling|hoofdconclusie|conclusie"
    r"|aanbeveling|uitkomst|bevinding)\b(?! van (?:het kabinet|de regering|mij|ons))"
    r"(?: (?:van|in|uit) (?:het|de|dit|deze|dat|die) [\w-]+)? (?:is|luidt|was|luidde)(?: \w+)? (?:dat|om)\b"
)
_OURS = re.compile(
    r"(?:het|dit|dat|dit alles|dat alles)$"
    r"|.*?(?:\b(?:kabinet|regering|Nederland|ons|onze|mijn|land|brief|nota)\b|kabinets)",
    re.IGNORECASE,
)
_OF_THEIRS = re.compile(
    r"\b(?:volgens|aldus) (?:hem|haar|hen|hun)\b"
    r"|\bnaar (?:zijn|haar|hun) (?:zeggen|inschatting|oordeel|mening|opvatting|overtuiging|inzicht)\b",
    re.IGNORECASE,
)
_OF_OURS = re.compile(r"\b(?:ons|onze|mijns?|mij|kabinet|regering|Nederland(?:se?)?|land)\b(?!.* komt$| komt$)")
_THAT_IS_WHY = re.compile(  # «dat is precies waarom de regering dit bepleit»
    r"\b(?:dat|dit|daar|hier|dit alles) (?:is|was|ligt|vormt)(?: [a-z]+){0,3}"
    r" (?:waarom|waarvoor|de reden (?:dat|waarom)) (?:het kabinet|de regering|Nederland|ik|wij)\b",
    re.IGNORECASE,
)
_WHY = frozenset({"waarom", "waarvoor", "reden"})
_LATER_CABINET = re.compile(
    r"\b(?:is|blijft|wordt) (?:het )?aan (?:een|het) (?:nieuw|volgend|komend|toekomstig)e? kabinet\b"
)
_KABINET = frozenset({"kabinet"})
_ACCORDING = frozenset({"volgens", "aldus", "naar"})
_OF_THEIR_SIDE = re.compile(r"(?:Van|Aan) (?!Nederlandse|onze|deze|beide|andere|mijn)\w+e (?:zijde|kant)\b")
_SIDES = frozenset({"zijde", "kant"})
_RIGHTLY = re.compile(r"(?:Even |Zeer |Geheel )?(?:on)?terecht\b", re.IGNORECASE)
_ON_THEIR_WORDS = re.compile(  # what the letter itself says of what another said
    r"(?:(?:Zij|Hij|Ze|De raad|De Adviesraad|Die|Dit|Dat|Deze|Het)\b[^,;:]*?\b)"
    r"(?:(?:heeft|hebben|had) (?:\w+ ){0,4}gelijk"
    r"|(?:is|zijn) (?:\w+ )?(?:(?:on)?(?:terecht|gegrond|begrijpelijk|overtuigend)|juiste))\b"
)
_JUDGED = frozenset({"gelijk", "terecht", "onterecht", "gegrond", "ongegrond", "begrijpelijk", "overtuigend", "juiste"})
_THEY = re.compile(r"\b(?:hij|zij|men)\b", re.IGNORECASE)
_ADVISED, _SELDOM = 3, 12  # sentences
_BACK = 2  # sentences
_MARK = "?"


class Voice(NamedTuple):
    """The holder and its evidence: words (`cue`), carried over, or the letter's own voice.

    `asks` are the words that make the sentence a question, which is nobody's position; None where it is none.
    """

    holder: Holder
    cue: str | None = None
    carried: bool = False
    asks: str | None = None

    @property
    def explicit(self) -> bool:
        return self.cue is not None


_OWN = Voice(Holder.CABINET)


def voices(sentences: list[Sentence], title: str = "", of: Collection[int] | None = None) -> dict[int, Voice]:
    """Return the voice of each sentence by its index, in order; a speaker carries over from sentence to sentence.

    With `of`, only of those sentences and of the ones from which the speaker may carry over to them.
    """
    reaction = bool(_REACTION.search(title)) or _reacts(sentences)
    sections = _sections(sentences, reaction)
    spoken = _spoken(sentences, sections, reaction, range(len(sentences)) if of is None else of)
    found: dict[int, Voice] = {}
    floor, told, start = _OWN, None, -1
    for index in sorted(spoken):
        sentence, section = sentences[index], sections[index]
        before = sentences[index - 1] if index and not sentences[index - 1].annex else None
        floor = floor if before else _OWN
        voice = spoken[index] or _going_on(sentence, floor, _before(sentences, index), reaction)
        if section.start != start:
            start, told = section.start, section.told
        if voice.holder is Holder.CABINET and voice.explicit:
            told = None
        elif told and voice.holder is Holder.CABINET and not sentence.of("own-view"):
            voice = Voice(told, carried=True)
        found[index] = voice
        floor = floor if voice.asks == _MARK else voice
    return found


class _Section(NamedTuple):
    """The headings above a sentence: whose views they report, and whether what stands below them is the members' words.

    `start` is the index of the first sentence under them.
    """

    start: int
    told: Holder | None
    theirs: bool


def _sections(sentences: list[Sentence], reaction: bool) -> list[_Section]:
    """Return the section of each sentence; each sentence after one of an annex begins another."""
    found: list[_Section] = []
    members, previous = MembersSections(), None
    for index, sentence in enumerate(sentences):
        if previous is None or previous.annex or sentence.headings != previous.headings:
            section = _Section(index, _told_in(sentence.headings, reaction), members.enter(sentence.headings))
        if section.theirs and sentence.search(_FIRST_PERSON, _FIRST):  # members are told in the third person
            section = section._replace(theirs=False)
        found.append(section)
        previous = sentence
    return found


def _spoken(
    sentences: list[Sentence], sections: list[_Section], reaction: bool, of: Collection[int]
) -> dict[int, Voice | None]:
    """Return the voices that sentences have by their own words, None where the one before them has to be known.

    From the last sentence to the first, so that none is looked at that is not asked for and that none goes on from. In
    a section that reports others' views until the cabinet speaks, all are.
    """
    found: dict[int, Voice | None] = {}
    annex = _annex_holder(sentences)
    goes_on = False
    for index in range(len(sentences) - 1, -1, -1):
        if goes_on or index in of or sections[index].told:
            sentence = sentences[index]
            theirs = sections[index].theirs
            voice = _annex_voice(sentence, annex) if sentence.annex else _by_own_words(sentence, theirs, reaction)
            found[index] = voice
            goes_on = voice is None or voice.asks == _MARK
    return found


def _by_own_words(sentence: Sentence, theirs: bool, reaction: bool) -> Voice | None:
    """Return the voice that a sentence has whoever spoke before it, else None."""
    if (theirs or may_be_of_parliament(sentence)) and (asking := _of_parliament(sentence, theirs)):
        return asking
    return _named(sentence, reaction)


def _of_parliament(sentence: Sentence, theirs: bool) -> Voice | None:
    """Return the voice of a question, of members who open the sentence, and of a section of theirs; else None."""
    if words := asked(sentence):
        return Voice(Holder.OTHER, words, asks=words)
    if is_question(sentence):
        return Voice(Holder.OTHER, _MARK, asks=_MARK)
    words = members_speak(sentence)
    if not (words or theirs) or (words and sentence.search(_FIRST_PERSON, _FIRST)):
        return None
    spoken = speaker(sentence)
    cabinet = spoken is not None and spoken.holder is Holder.CABINET
    if words and (theirs or not cabinet):
        return Voice(Holder.OTHER, words)
    return Voice(Holder.OTHER, carried=True) if theirs and (cabinet or not spoken) else None


def _named(sentence: Sentence, reaction: bool) -> Voice | None:
    """Return the voice of whoever the sentence names, and of the letter where it is in the first person; else None."""
    if why := sentence.search(_THAT_IS_WHY, _WHY):
        return Voice(Holder.CABINET, why.group())
    if ours := compared_with(sentence):
        return Voice(Holder.CABINET, ours)
    if said := as_said_by(sentence):
        return Voice(said.holder, quoted(sentence, said.hit))
    if group := view_of_group(sentence):
        return Voice(*group)
    if judged := _on_their_words(sentence):
        return Voice(Holder.CABINET, judged)
    if itself := describes_itself(sentence):
        return Voice(Holder.CABINET if comments(sentence) else Holder.OTHER, itself)
    if named := _by_name(sentence, reaction):
        return named
    if first := sentence.search(_FIRST_PERSON, _FIRST):
        return Voice(Holder.CABINET, first.group())
    if subject := subject_by_word_order(sentence):
        return Voice(subject.holder, quoted(sentence, subject.hit))
    if sentence.search(_LETTERS_ADVERB, _ADVERBS):
        return _OWN
    if not _SIDES.isdisjoint(sentence.words) and (side := _OF_THEIR_SIDE.match(sentence.text)):
        return Voice(Holder.OTHER, side.group())
    return None


def _before(sentences: list[Sentence], index: int) -> list[Sentence]:
    """Return the sentences just before one, the nearest first; none where an annex lies between."""
    return [*takewhile(_in_letter, sentences[max(0, index - _BACK) : index][::-1])]


def _in_letter(sentence: Sentence) -> bool:
    return not sentence.annex


def _going_on(sentence: Sentence, floor: Voice, earlier: list[Sentence], reaction: bool) -> Voice:
    """Return the voice of a sentence that does not settle it by a name: it may be that of the ones before."""
    previous = earlier[0] if earlier else None
    if floor.holder is not Holder.CABINET and (ours := cabinet_as_subject(sentence) or _our_view(sentence)):
        return Voice(Holder.CABINET, ours)
    if floor.holder is not Holder.CABINET and previous and (pronoun := _refers_to_speaker(sentence, previous)):
        return Voice(floor.holder, pronoun)
    if minister := _minister(sentence):
        return minister
    if named := antecedent(sentence, [each for each in earlier if each.passage == sentence.passage]):
        return Voice(named.holder, quoted(sentence, named.hit))
    if somebody := _somebody(sentence):
        advises = reaction and _ADVISING.search(somebody)
        return Voice(Holder.ADVISER if advises else Holder.OTHER, somebody)
    if sentence.of("own-voice") and floor.holder is not Holder.ADVISER:
        return Voice(Holder.CABINET, sentence.of("own-voice")[0].words)
    if reaction and (told := _ADVICE_IS.match(sentence.text)):
        return Voice(Holder.ADVISER, told.group())
    if previous and _keeps_floor(sentence, floor, previous, reaction):
        return Voice(floor.holder, carried=True)
    if _looks_into_it(sentence):
        return Voice(Holder.NATO, "NAVO")
    return _OWN


def _our_view(sentence: Sentence) -> str | None:
    """Return the words by which the letter gives a view as its own: «naar onze opvatting»; not «naar zijn oordeel»."""
    if later := sentence.search(_LATER_CABINET, _KABINET):
        return later.group()
    return next((hit.words for hit in sentence.of("own-view") if _OF_OURS.search(hit.words)), None)


def _minister(sentence: Sentence) -> Voice | None:
    """Return the voice of a member of a government who opens the sentence: of ours, or of another."""
    if not sentence.text.startswith("De "):
        return None
    if match := _THEIR_MINISTER.match(sentence.text):
        return Voice(Holder.OTHER, match.group())
    match = _OUR_MINISTER.match(sentence.text)
    return Voice(Holder.CABINET, match.group().strip()) if match else None


def _by_name(sentence: Sentence, reaction: bool) -> Voice | None:
    """Return the voice of an institution or a holder that the sentence names as the one who says or wants it."""
    if reported := _of_institution(sentence, reaction):
        return reported
    spoken = speaker(sentence)
    if not spoken:
        advising = _ADVISER_OPENS.match(sentence.text) if reaction else None
        return Voice(Holder.ADVISER, advising.group()) if advising else None
    theirs = reaction and spoken.hit.words in _COMMITTEE
    return Voice(Holder.ADVISER if theirs else spoken.holder, quoted(sentence, spoken.hit))


def _of_institution(sentence: Sentence, reaction: bool) -> Voice | None:
    """Return the voice of an institution that says or judges something and that the codebook's names do not settle."""
    found = institution(sentence)
    if not found:
        return None
    words = sentence.text[found.start : found.end]
    named = [name.holder for name in named_holders(sentence) if found.start <= name.hit.start < found.end]
    if Holder.CABINET in named or (named and speaker(sentence)):
        return None
    unlisted = Holder.ADVISER if reaction and _ADVISING.search(words) else Holder.OTHER
    return Voice(named[0] if named else unlisted, words)


def _on_their_words(sentence: Sentence) -> str | None:
    """Return the words by which the letter judges what another said: «Terecht wijst de raad op …»; else None."""
    if _JUDGED.isdisjoint(sentence.words):
        return None
    match = _RIGHTLY.match(sentence.text) or _ON_THEIR_WORDS.match(sentence.text)
    return match.group() if match else None


def _told_in(headings: tuple[str, ...], reaction: bool) -> Holder | None:
    """Return the holder whose views a section reports by its heading, until the cabinet speaks; else None.

    «Inhoud van het voorstel» reports others' views, «Aanbevelingen» an adviser's in a reaction to advice.
    """
    if not headings or _OWN_SECTION.search(headings[-1]):
        return None
    if _OTHERS_SECTION.search(headings[-1]):
        return Holder.OTHER
    return Holder.ADVISER if reaction and _ADVISER_SECTION.search(headings[-1]) else None


def _reacts(sentences: list[Sentence]) -> bool:
    """True if advisers are named throughout: in at least three sentences, and in every twelfth."""
    named = sum(1 for sentence in sentences if sentence.of("holder:adviser"))
    return named >= max(_ADVISED, len(sentences) / _SELDOM)


def _keeps_floor(sentence: Sentence, floor: Voice, previous: Sentence, reaction: bool) -> bool:
    """True if the previous speaker carries over. An adviser does; a meeting only if the sentence refers back.

    If the letter is no `reaction` to advice, an adviser is only quoted in passing and carries over no further.
    """
    if floor.holder is Holder.CABINET or (not sentence.item and sentence.headings != previous.headings):
        return False
    same_passage = sentence.passage == previous.passage
    linked = sentence.opens_with("continuation")
    if sentence.item:
        return True
    if floor.asks:  # what follows a question is its answer
        return same_passage and bool(_THOSE_WHO_ASK.match(sentence.text))
    if floor.holder is Holder.ADVISER:
        return same_passage or linked if reaction else same_passage and linked
    if same_passage and _PRONOUN.match(sentence.text):
        return True
    judged = sentence.of("evaluation") or (sentence.of("norm") and not _reported(sentence))
    return same_passage and linked and not judged


def _reported(sentence: Sentence) -> bool:
    return bool(sentence.of("speech")) or bool(_PAST_TENSE.search(sentence.text))


def _looks_into_it(sentence: Sentence) -> bool:
    """True if an organisation examines something and nobody else is named: «Binnen de NAVO wordt bezien …»."""
    if sentence.of("norm"):
        return False
    return bool(sentence.of("examination")) and any(name.hit.words == "NAVO" for name in named_holders(sentence))


def _somebody(sentence: Sentence) -> str | None:
    """Return an unlisted subject with a verb of speech or opinion: «De brouwers vrezen …»; else None."""
    match = None if _SAYING.isdisjoint(sentence.words) else _SOMEBODY_SAYS.match(sentence.text)
    if not match or _OURS.match(match.group().rsplit(" ", 2)[0]):
        return None
    inside = any(hit.start < match.end() for hit in (*sentence.of("topic:terms"), *sentence.of("holder:cabinet")))
    return None if inside else match.group().strip()


def _refers_to_speaker(sentence: Sentence, previous: Sentence) -> str | None:
    """Return a reference to the previous sentence's speaker, in the same section: «volgens hen», «Hij stelt …»."""
    if previous.headings != sentence.headings:
        return None
    if match := sentence.search(_OF_THEIRS, _ACCORDING):
        return match.group()
    if sentence.of("speech") or sentence.of("stance"):
        match = _THEY.search(sentence.text)
        if match and not in_subordinate_clause(sentence.text, match.start()):
            return match.group()
    return None


def _annex_holder(sentences: list[Sentence]) -> Holder:
    annex = [sentence for sentence in sentences if sentence.annex]
    named = any(_NATO_STATEMENT.search(text) for sentence in annex for text in (sentence.text, *sentence.headings))
    return Holder.NATO if named else Holder.ALLIES


def _annex_voice(sentence: Sentence, holder: Holder) -> Voice:
    """Return the voice of an annex sentence: never the cabinet's; a statement is that of the body that issued it."""
    if sentence.language == "nl":
        spoken = speaker(sentence)
        if spoken and spoken.holder is not Holder.CABINET:
            return Voice(spoken.holder, quoted(sentence, spoken.hit))
    match = _PLURAL_VOICE.search(sentence.text)
    return Voice(holder, match.group() if match else None, carried=match is None)
