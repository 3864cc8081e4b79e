"""The speaker that a sentence names: by cues, by verbs beside a name, or by the order of the words."""

from __future__ import annotations

import re
from typing import NamedTuple

from positions.domain.codebook.matcher import Hit
from positions.domain.rules_coder.sentences import Sentence, covers, words_between
from positions.domain.scale import Holder

# «waarmee», not «waarschuwen».
WHERE = (
    "waar(?:aan|achter|bij|binnen|door|heen|in|langs|mee|na|naar|naast|om|onder|op|over|tegen|toe|tussen|uit|van|voor)?"
)
_SUBORDINATE = re.compile(rf"\b(dat|die|of|omdat|zodat|{WHERE})\b")
_LEADING_CLAUSE = re.compile(
    r"(hoewel|nu|omdat|als|indien|aangezien|wanneer|toen|zolang|gezien|ondanks|gelet|naast|mede|naar aanleiding)\b",
    re.IGNORECASE,
)
_SUBJECT_CLAUSE = re.compile(  # «Dat Moskou weigert mee te werken, is onaanvaardbaar»: a judgement, and not of Moscow
    r"Dat (?!(?:is|was|blijft|vindt|acht|zegt|stelt|vraagt|betekent)\b)[^,;:]*(?:, [^,;:]*){0,2},"
    r" (?:is|was|blijft|acht|achten|vindt|vinden|noemt|noemen|stemt|vervult|verdient|behoeft|baart|stuit|valt|betreurt"
    r"|betreuren|verwelkomt|beschouwt|past|kan|mag|spreekt|verontrust|verbaast|staat) "
)
_CABINET = r"(?:(?:het|dit) kabinet|de regering|Nederland|ons land)\b(?!-)"
_WHO = "".join(  # opens a clause; not «van die aanbeveling»
    f"(?<!{word} )" for word in ("van", "met", "op", "aan", "in", "bij", "over", "voor", "tegen", "tot", "uit")
)
_CABINET_OPENS = re.compile(
    rf"(?:(?:Ook|Maar|Niettemin|Daarom) )?{_CABINET}(?= (?!(?:en|of|van|in|is|als|was)\b)[a-z]+\b)", re.IGNORECASE
)
_CABINET_FOLLOWS = re.compile(
    rf"^(?:(?!\b(?:dat|{_WHO}die|of|omdat|zodat|waar\w*|zoals|hoewel|als)\b)[^,;:])*"
    r"\b(?!(?:met|dat|uit|niet|want|tot|wat|het|mits|opdat|zodat|omdat|naast|tegemoet|beleid)\b)"
    rf"(?:[a-z]+t|is|wil|zal|kan|moet|had|gaf|nam|sprak|hield|koos|wees) {_CABINET}"
)
_COMPARED = re.compile(
    r"(?:Evenals|Net als|Net zoals|Anders dan|In tegenstelling tot|Samen met|Met) [^;:]*?"
    rf"\b(?:[a-z]+t|is|wil|zal|kan|moet|had|gaf|nam|sprak|hield|koos|wees|ziet) (?P<ours>{_CABINET})"
)
_AS_SAID = re.compile(
    r"Zoals (?!(?:u|bekend|eerder|hierboven)\b)[^,;:]{3,80}? (?:(?:het|dat|ook|eerder|terecht|al) )*"
    r"(?:verwoord(?:t|de|den)|stel(?:t|de|den)|zei(?:den)?|zegt|aan(?:geeft|gaf|gaven)|schrijft|schreef|schreven"
    r"|opmerk(?:t|te|ten)|betoog(?:t|de|den)|vast ?stel(?:t|de|den)|benadruk(?:t|te|ten)|concludeer(?:t|de|den)),"
)
_CABINET_IN_NEXT = re.compile(rf"(?:, en|;) {_CABINET}(?= [a-z]+t\b)")
_CABINETS_NAMES = frozenset({"kabinet", "regering", "nederland", "land"})
_RELATIVE = re.compile(r"\b(die|waarvan|waaraan|waarover|waarvoor|waarop|waarmee|wat|zoals)( (?:de|het|een|ook))?\s*$")
_WITH_WHICH = re.compile(rf"\b(?:die|dat|{WHERE})\b")
_NEXT_CLAUSE = re.compile(r"(,|;|\ben\b|\bmaar\b)")
_FOLLOWING_WORD = re.compile(r"\s+[\w-]+")
_CLAUSE_START = re.compile(r"[,;:]")
_INSERTION = re.compile(r"\([^()]*\)|, (?:waaronder|zoals|inclusief|met name)\b[^,]*,|[–—][^–—]*[–—]")
_INSERTION_STARTS = re.compile(r"[(,–—]")
_ACT = re.compile(
    r"\s+(?:zal|zullen|gaf|gaven|nam|namen|hield(?:en)?|vroeg(?:en)?|riep(?:en)?|wees|wezen|sprak(?:en)?|koos|kozen|drong(?:en)?"
    r"|besloot|besloten|bracht(?:en)?|verwierp(?:en)?|(?!(?:had|hadden|werd|werden|zou|zouden|de|konden?|moesten?|dienden?)\b)"
    r"[a-z]+(?:de|te|den|ten))\b"
)
_THEIR_ACT = re.compile(
    r"\s+(?:halen|haalden|namen|nemen|begonnen|kregen|krijgen|kopen|besteden|geven|gaven|besloten|legden|leggen|kwamen|komen"
    r"|zullen|hebben|hadden|willen|wilden|werken|werkten|lopen|liepen|verschillen|zien)\b"
)
_AGENT = re.compile(
    r"\b[Dd]oor( een aantal| vele| veel| enkele| meerdere| diverse| verscheidene| vrijwel alle| alle| andere"
    r"| de meeste)?( de| het)?\s*$"
)
_BECAME = re.compile(r"\b(?:werd|werden|wordt|worden)\b[^,;:]*$")
_PARTICIPLE = re.compile(
    r"(?: [^\s,;:]+){0,4} (?:(?:toe|aan|op|af|uit|in|voor|goed|mee)?ge|be|ver|ont|her|onder)[a-z]+(?:d|t|en)\b"
)
_GOVERNED = re.compile(
    r"\b(?:van|met|tussen|aan|bij|voor|door|in) (?:(?:de|het|zijn|haar|onze) )?"
    r"(?:[A-Z][\w-]+ ?){1,3}en(?: (?:de|het))?\s*$"
)
_CLAUSE, _LINK = 120, 8  # characters: a clause, and «en de» or «en het»
_BEFORE_SUBJECT = re.compile(
    r"(?:(?:ook|zowel|vooral|alleen|zelfs|de|het|een|enkele|verscheidene|diverse|meerdere|veel|vele|alle|beide|aantal"
    r"|meeste|andere|overige|meerderheid|merendeel|deel|van|groep|vrijwel|bijna|ruime|grote|demissionaire|nieuwe"
    r"|toenmalige|mijn|zijn|haar|onze|hun|voorzitter|[a-zë]+(?:se|ste|de|ke|ige)|[A-Z][\wë]+(?:se|ste)) )*",
    re.IGNORECASE,
)
_MUST = re.compile(
    r"\s+(?:moet|moeten|dient|dienen|behoort|behoren|mag|mogen|kan|kunnen|zal|zullen|is|zijn|hoort|horen|hoeft|hoeven)\b"
)
# What the cabinet does in accordance with another's wish is the cabinet's: «Conform de wens van de Kamer pleit …».
_ACCORDING = re.compile(
    r"(?:Conform|In lijn met|Overeenkomstig|Ingevolge|Gelet op|Ondanks|Gehoord|Indachtig|Met instemming van)\b"
)
_OUGHT = "(?:moet|moeten|dient|dienen|behoort|behoren|hoort|horen|hoeft|hoeven)"
_OUGHT_AFTER = re.compile(rf"\s+(?:{_OUGHT}\b|(?:zal|zullen|zou|zouden)\b[^,;:]*\b{_OUGHT}\b)")
_OUGHT_BEFORE = re.compile(rf"\b{_OUGHT}(?: (?:de|het|ook|alle|onze|andere|juist|vooral))*\s*$")
_SHOULD_BEFORE = re.compile(r"\b(?:zal|zullen|zou|zouden)(?: (?:de|het|ook|alle|onze|andere|juist|vooral))*\s*$")
_OUGHT_LATER = re.compile(rf"[^,;:]*\b{_OUGHT}\b")
_OUGHTS = frozenset(_OUGHT[3:-1].split("|"))
_GROUPS = [(holder, f"holder:{holder}", f"holder:{holder}:excluded") for holder in Holder]
_MOST_NAMES = 40  # in one sentence; those after them are not looked at
_LONGEST_GAP = 400  # characters between a name and its verb, insertions too
_IN_COMPANY = re.compile(  # «Noorwegen en andere bondgenoten benadrukten …»: members speaking together
    r"(?:,? (?:de |het )?[A-Z][\w-]+){0,6},? en (?:(?:de|veel|vele|enkele|een aantal|diverse) )?"
    r"(?:andere|overige) (?:\w+e )?(?:bondgenoten|lidstaten|NAVO-landen|EU-landen|ministers|leden)\b"
)
_NEAR = 40  # characters: at most this far before a name may a preposition, or a relative word and an article, start


_OF_ITSELF = re.compile(
    r"\s+(?:noem(?:t|de)|beschouw(?:t|de)|ziet|zag|omschrijft|omschreef|bestempel(?:t|de)|typeer(?:t|de)|afficheer(?:t|de))"
    r"(?: graag| zelf| liever)? zich(?:zelf)?\b(?! (?:gedwongen|genoodzaakt|verplicht|geroepen|gesterkt|bedreigd))"
)
_ITSELF = frozenset({"zich", "zichzelf"})


class NamedHolder(NamedTuple):
    holder: Holder
    hit: Hit


def subject_by_word_order(sentence: Sentence) -> NamedHolder | None:
    """Return the name in subject position, first or after the first verb, where something is said or judged.

    «Duitsland en Spanje, die …, drongen aan …» and «In maart heeft de secretaris-generaal … gewezen op …».
    """
    if not (sentence.of("speech") or sentence.of("stance") or sentence.of("wish")):
        return None
    for name in _outside_subject_clause(sentence, named_holders(sentence)):
        if _is_topic(sentence, name) or _MUST.match(sentence.text, name.hit.end) or _ought(sentence, name):
            continue
        if _opens(sentence, name) or _inverted(sentence, name):
            return name
    return None


def cabinet_as_subject(sentence: Sentence) -> str | None:
    """Return the name of the cabinet where it is the subject of a main clause, with any verb, else None.

    «Het kabinet voelt daar meer voor» and «Hierin volgt de regering de raad niet».
    """
    if _CABINETS_NAMES.isdisjoint(sentence.words):
        return None
    text = sentence.text
    match = _CABINET_OPENS.match(text) or _CABINET_FOLLOWS.search(text) or _CABINET_IN_NEXT.search(text)
    return match.group().rsplit(", ", 1)[-1][-30:] if match else None


def compared_with(sentence: Sentence) -> str | None:
    """Return the words of a cabinet that is set beside another: «Evenals de raad acht het kabinet …»; else None."""
    match = None if _CABINETS_NAMES.isdisjoint(sentence.words) else _COMPARED.match(sentence.text)
    return match.group("ours") if match else None


def as_said_by(sentence: Sentence) -> NamedHolder | None:
    """Return the one whose words the sentence repeats: «Zoals de secretaris-generaal zei, …»; else None."""
    if not sentence.text.startswith("Zoals "):
        return None
    clause = _AS_SAID.match(sentence.text)
    return next((name for name in named_holders(sentence) if name.hit.end < clause.end()), None) if clause else None


def describes_itself(sentence: Sentence) -> str | None:
    """Return the words of a country that tells what it is: «China noemt zichzelf …»; else None."""
    if _ITSELF.isdisjoint(sentence.words):
        return None
    for hit in sentence.of("topic:terms"):
        verb = _OF_ITSELF.match(sentence.text, hit.end)
        if verb and sentence.opens_at(hit.start, 1):
            return hit.words + verb.group()
    return None


def comments(sentence: Sentence) -> bool:
    """True if the letter comments on what it reports: «ten onrechte», «maar …»."""
    return any(map(sentence.hits.__contains__, _COMMENTS)) or _WRONGLY.search(sentence.text) is not None


_COMMENTS = ("contrast", "disapproval", "opposition")
_WRONGLY = re.compile(r"\b(?:ten onrechte|zogenaamd|in werkelijkheid)\b", re.IGNORECASE)


def _is_topic(sentence: Sentence, name: NamedHolder) -> bool:
    """True if a country is the topic and not the speaker: «Rusland schendt …».

    It speaks only if it claims something.
    """
    return any(covers(hit, name.hit) or covers(name.hit, hit) for hit in sentence.of("topic:terms")) and not any(
        0 <= words_between(sentence.text, name.hit.end, verb.start) <= 2 for verb in sentence.of("claim")
    )


def _opens(sentence: Sentence, name: NamedHolder) -> bool:
    opening = _BEFORE_SUBJECT.match(sentence.text)
    return opening is not None and name.hit.start <= opening.end()


def _inverted(sentence: Sentence, name: NamedHolder) -> bool:
    """True if a verb precedes the name with at most an article or the like between them."""
    for group in ("verb", "past", "speech", "stance"):
        for verb in sentence.of(group):
            if verb.end < name.hit.start:
                gap = sentence.text[verb.end + 1 : name.hit.start]
                opening = _BEFORE_SUBJECT.match(gap)
                if opening and opening.end() == len(gap) and verb.start > 0:
                    return not in_subordinate_clause(sentence.text, verb.start)
    return False


def speaker(sentence: Sentence) -> NamedHolder | None:
    """Return the holder that the sentence itself names as speaking or wanting, else None."""
    names = named_holders(sentence)
    if names and sentence.text.startswith("Dat "):
        names = _outside_subject_clause(sentence, names)
    if not names:
        return None
    groups = sentence.hits
    after_words = views = None
    if "trailing" in groups or "by-preposition" in groups:
        after_words = _after_cue(sentence, names, "trailing", 6) or _after_cue(sentence, names, "by-preposition", 3)
    if "view-of" in groups:
        views = _after_cue(sentence, names, "view-of", 2)
    if views and any(_follows_preposition(sentence, cue) for cue in sentence.of("view-of")):
        views = None
    subjects = [name for name in names if _is_subject(sentence, name)]
    if subjects:
        subjects = _beyond_leading_clause(sentence, subjects)
    if after_words and _ACCORDING.match(sentence.text) and any(one.holder is Holder.CABINET for one in subjects):
        after_words = None
    if after_words and not (subjects and subjects[0].hit.start < after_words.hit.start):
        return after_words
    if not subjects:
        return _agent(sentence, names) or views
    if views and views.hit.start < subjects[0].hit.start and subjects[0].holder is not Holder.CABINET:
        return views
    for name in subjects[1:]:
        if name.holder is Holder.CABINET and _main_clause(sentence, subjects[0], name):
            return name
    return subjects[0]


def named_holders(sentence: Sentence) -> list[NamedHolder]:
    """Return the holders that a sentence names, in reading order; found once and cached on it."""
    known = sentence.notes.get("holders")
    if not isinstance(known, list):
        known = sentence.notes["holders"] = _named_holders(sentence)
    return known


def _outside_subject_clause(sentence: Sentence, names: list[NamedHolder]) -> list[NamedHolder]:
    """Drop the names in a clause that is the subject of a judgement: «Dat Rusland …, is onaanvaardbaar»."""
    clause = _SUBJECT_CLAUSE.match(sentence.text)
    return [name for name in names if name.hit.start >= clause.end() - 1] if clause else names


def _named_holders(sentence: Sentence) -> list[NamedHolder]:
    names = []
    groups = sentence.hits
    for holder, group, excluding in [each for each in _GROUPS if each[1] in groups]:
        hits, excluded = groups[group], sentence.of(excluding)
        for hit in hits:
            compound = sentence.text.startswith("-", hit.end)  # «OVSE-kader» is no speaker
            if not compound and not (excluded and any(_is_of(hit, phrase) for phrase in excluded)):
                # «de Raad» is the Council; «de raad» is the advisory council that wrote the advice.
                names.append(NamedHolder(Holder.ADVISER if hit.words.endswith(("de raad", "De raad")) else holder, hit))
    if len(names) > 1:
        names.sort(key=_in_reading_order)
        names = [_with_company(sentence.text, name) for name in names[:_MOST_NAMES]]
    return names


def _with_company(text: str, name: NamedHolder) -> NamedHolder:
    """Return the allies in the place of one of them who speaks with the others."""
    if name.holder is not Holder.OTHER or not _IN_COMPANY.match(text, name.hit.end):
        return name
    return NamedHolder(Holder.ALLIES, name.hit)


def _is_of(hit: Hit, phrase: Hit) -> bool:
    """True if the name is part of the phrase, or runs into it: «de Raad» into «Raad van State»."""
    return covers(phrase, hit) or phrase.start < hit.end < phrase.end


def _in_reading_order(name: NamedHolder) -> tuple[int, int]:
    return name.hit.start, -name.hit.end


def _after_cue(sentence: Sentence, names: list[NamedHolder], group: str, within: int) -> NamedHolder | None:
    for cue in sentence.of(group):
        for name in names:
            if name.hit.start >= cue.start:
                gap = sentence.text[cue.end : name.hit.start]
                if words_between(gap, 0, len(gap)) <= within and "," not in gap and not _WITH_WHICH.search(gap):
                    return name
    return None


def _is_subject(sentence: Sentence, name: NamedHolder) -> bool:
    if not (_has_verb(sentence, name) or _acts(sentence, name)):
        return False
    if name.holder is not Holder.CABINET and _ought(sentence, name):
        return False
    if _follows_preposition(sentence, name.hit) or _after_relative(sentence.text, name.hit.start):
        return False
    return name.holder is Holder.CABINET or not in_subordinate_clause(sentence.text, name.hit.start)


def _ought(sentence: Sentence, name: NamedHolder) -> bool:
    """True if the sentence says what the one named ought to do, which is somebody else's view: «moet de NAVO …»."""
    if _OUGHTS.isdisjoint(sentence.words):
        return False
    text, hit = sentence.text, name.hit
    if _OUGHT_AFTER.match(text, hit.end) or _OUGHT_BEFORE.search(text, max(0, hit.start - _NEAR), hit.start):
        return True
    should = _SHOULD_BEFORE.search(text, max(0, hit.start - _NEAR), hit.start)
    return should is not None and _OUGHT_LATER.match(text, hit.end) is not None


def _has_verb(sentence: Sentence, name: NamedHolder) -> bool:
    groups = _verbs_for(sentence, name)
    near = 1 if groups == ("claim",) else 5
    for group in groups:
        for verb in sentence.of(group):
            if _beside(sentence.text, name.hit, verb, near):
                return True
    return False


def in_subordinate_clause(text: str, start: int) -> bool:
    """True if the position is in a subordinate clause: «de uitdaging waarvoor China het bondgenootschap stelt»."""
    clause = max(text.rfind(",", 0, start), text.rfind(";", 0, start), text.rfind(":", 0, start)) + 1
    return bool(_SUBORDINATE.search(text, clause, start))


def _after_relative(text: str, start: int) -> bool:
    """True if the name follows a relative word («waarover de …», «zoals …») and so is not the main subject."""
    return bool(_RELATIVE.search(text, max(0, start - _NEAR), start))


def _acts(sentence: Sentence, name: NamedHolder) -> bool:
    """True if another state or body opens the sentence and acts, with any verb: «Hongarije blokkeerde …».

    For allies together too, except with must, may or can: that is the letter's own norm.
    """
    if name.holder is Holder.ALLIES:
        acts = _THEIR_ACT.match(sentence.text, name.hit.end)
        return acts is not None and sentence.opens_at(name.hit.start, 3)
    if name.holder is not Holder.OTHER or any(covers(hit, name.hit) for hit in sentence.of("topic:terms")):
        return False
    acts = _ACT.match(sentence.text, name.hit.end)
    return acts is not None and sentence.opens_at(name.hit.start, 1)


def _verbs_for(sentence: Sentence, name: NamedHolder) -> tuple[str, ...]:
    if name.holder is Holder.CABINET:
        return ("stance", "verb")
    if name.holder is Holder.OTHER and any(covers(hit, name.hit) for hit in sentence.of("topic:terms")):
        return ("claim",)
    return ("speech",)


def _beside(text: str, name: Hit, verb: Hit, near: int) -> bool:
    """True if the verb is right after the name, or right before it, in the same clause."""
    if name.start < verb.end and verb.start < name.end:
        return verb.end > name.end or verb.start < name.start
    gap = text[name.end : verb.start] if name.end <= verb.start else text[verb.end : name.start]
    if gap == " ":
        return True
    if len(gap) > _LONGEST_GAP:
        return False
    if _INSERTION_STARTS.search(gap):
        gap = _INSERTION.sub(" ", gap)
    words = words_between(gap, 0, len(gap))
    limit = near if name.end <= verb.start else min(near, 3)
    return words <= limit and not _CLAUSE_START.search(gap) and not _SUBORDINATE.search(gap)


def _follows_preposition(sentence: Sentence, hit: Hit) -> bool:
    text = sentence.text
    for word in sentence.of("no-subject"):
        near = 0 <= hit.start - word.end < _NEAR and words_between(text, word.end, hit.start) <= 1
        if near and not _CLAUSE_START.search(text, word.end, hit.start):
            return True
    return _is_governed_with_another(text, hit)


def _is_governed_with_another(text: str, hit: Hit) -> bool:
    """True if a preposition governs the name and the one before it: «de voorzitters van de Raad en de Commissie»."""
    near = " en " in text[max(0, hit.start - _LINK) : hit.start]
    return near and _GOVERNED.search(text, max(0, hit.start - _CLAUSE), hit.start) is not None


def _agent(sentence: Sentence, names: list[NamedHolder]) -> NamedHolder | None:
    """Return the agent after «door» where words or views are reported: «… werd door bondgenoten gesteund»."""
    if "door" not in sentence.words:
        return None
    reported = bool(sentence.of("speech") or sentence.of("stance"))
    for name in names:
        by = _AGENT.search(sentence.text, max(0, name.hit.start - _NEAR), name.hit.start)
        if by and (reported or _is_passive(sentence.text, by.start(), name.hit.end)):
            return name
    return None


def _is_passive(text: str, start: int, end: int) -> bool:
    """True if the main clause tells what was done by the one at text[start:end]: «werd door de ministers geprezen»."""
    return (
        _BECAME.search(text, max(0, start - _CLAUSE), start) is not None
        and _PARTICIPLE.match(text, end) is not None
        and not in_subordinate_clause(text, start)
    )


def _beyond_leading_clause(sentence: Sentence, subjects: list[NamedHolder]) -> list[NamedHolder]:
    """Return the subjects of the main clause after a leading one, if any: «Hoewel Rusland …, vindt Nederland»."""
    if not _LEADING_CLAUSE.match(sentence.text):
        return subjects
    comma = sentence.text.find(",")
    beyond = [name for name in subjects if name.hit.start > comma]
    return beyond or subjects


def _main_clause(sentence: Sentence, first: NamedHolder, name: NamedHolder) -> bool:
    between = sentence.text[first.hit.end : name.hit.start]
    return not _SUBORDINATE.search(between) and bool(_NEXT_CLAUSE.search(between))


def quoted(sentence: Sentence, hit: Hit) -> str:
    following = _FOLLOWING_WORD.match(sentence.text, hit.end)
    return hit.words + (following.group() if following else "")
