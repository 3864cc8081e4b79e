"""A site with one of everything, and all of its pages by name, for tests that walk over all pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from letters.ingestion import steps
from letters.ingestion import store as ingestion_store
from letters.models import Ingestion, Letter
from positions import tasks
from positions.alerts import subscriptions
from positions.alerts.subjects import About, Subject
from positions.codebook import store
from positions.domain.scale import Holder
from positions.models import Assignment, Rhythm, Stance, Subscription, Topic, Wording
from positions.releases import cut
from positions.review import assignments, decisions
from tests.factories import letter
from tests.positions.factories import sentence

TALK = "Het kabinet vindt dat de NAVO de dialoog met Rusland altijd moet blijven zoeken."
FIRM = "Het kabinet vindt dat de NAVO de dialoog met Rusland voorlopig niet moet blijven zoeken."
SPEND = "Nederland geeft de komende jaren meer uit aan defensie."
ADVICE = "De adviesraad vindt dat de druk op Rusland omhoog moet."
DOVE, HAWK = (-1, -1, -1, 0, -1), (1, 1, 1, 1, 0)
LINE = [
    [sentence(number, place, score) for place, score in enumerate(scores)] for number, scores in ((1, DOVE), (2, HAWK))
]
CITES = "Zoals gemeld in Kamerstuk 99 301, nr. 1 houdt het kabinet met Kamerstuk 99 301, nr. 88 druk op Rusland."
REST = ("De visserij kreeg een rustig jaar.", "Het weer in Brussel was die dag goed.")
KEY = "kst-99301-1"

# Public pages by name of the URL pattern; `addresses` fills in the braces.
PUBLIC = {
    "home": "/",
    "topics": "/onderwerpen/",
    "attention": "/aandacht/",
    "topic": "/onderwerpen/russia/?holder=cabinet&holder=adviser&brief={key}",
    "topic-holders": "/onderwerpen/russia/wie/",
    "topic-embed": "/onderwerpen/russia/insluiten/",
    "topic-letter": "/onderwerpen/russia/brief/{key}/",
    "compare": "/vergelijken/?over=russia&brief={key}",
    "compare-embed": "/vergelijken/insluiten/",
    "changes": "/veranderingen/?topic=russia",
    "wording": "/formuleringen/",
    "wording-chain": "/formuleringen/{chain}/",
    "letters": "/brieven/?dossier=99301",
    "letter": "/brieven/{citing}/",
    "version": "/brieven/{key}/versies/1/",
    "stance": "/standpunten/{stance}/",
    "search": "/zoeken/?q=Rusland",
    "method": "/methode/",
    "coverage": "/dekking/",
    "agreement": "/overeenstemming/",
    "sources": "/bronnen/",
    "cited-documents": "/aangehaald/?dossier=99301",
    "cited": "/aangehaald/{cited}/",
    "about": "/over/",
    "follow": "/volgen/?topic=russia",
    "follow-asked": "/volgen/gevraagd/",
    "privacy": "/privacy/",
    "data": "/gegevens/",
    "releases": "/uitgaven/",
    "release": "/uitgaven/1/",
    "api": "/api/",
    "login": "/aanmelden/",
}
# Pages behind a link in a message, which names what it is about.
OF_A_MESSAGE = {"follow-confirm": "/volgen/bevestigen/?t={asked}", "follow-stop": "/volgen/stoppen/?t={asked}"}
# Pages of an editor.
SIGNED_IN = {
    "second-step": "/account/twee-stappen/",
    "review": "/beoordelen/",
    "letter-in-review": "/beoordelen/brief/{key}/",
    "read-letter": "/beoordelen/brief/{key}/lezen/",
    "bulk": "/beoordelen/veel/",
    "lost": "/beoordelen/kwijt/",
    "assignments": "/coderen/",
    "new-release": "/uitgaven/nieuw/",
    "blind": "/coderen/{assignment}/",
    "disagreements": "/coderen/verschillen/",
    "admin:index": "/admin/",
    "admin:letters_letter_add": "/admin/letters/letter/add/",
    "admin:letters_letter_changelist": "/admin/letters/letter/",
    "admin:letters_letter_change": "/admin/letters/letter/{letter}/change/",
    "admin:letters_ingestion_changelist": "/admin/letters/ingestion/",
}
# Files, data and addresses that only take a form; the other admin pages are Django's own. `login-code` is tested with
# axe in the two-factor walk.
NO_PAGES = {
    "healthz", "readyz", "metrics", "logout", "login-code", "robots", "sitemap", "sitemaps", "original", "citing",
    "clean-text", "page-card", "topic-figure", "topic-drawing", "topic-image", "topic-card", "topic-table",
    "topic-json",
    "compare-figure", "compare-drawing", "compare-image", "compare-card", "compare-table", "compare-json",
    "oembed", "citations-file", "fetch-cited", "feed-cited", "feed-cited-dossier",
    "letters-file", "stances-file", "annotations-file", "package-file",
    "release-file", "feed-releases", "withdraw-release", "cut-again", "drop-release",
    "feed-letters", "feed-stances", "feed-topic-stances", "feed-changes", "feed-topic-changes",
    "decide", "reject-stance", "undo", "take-back", "mark-reviewed", "take-letter", "read-sentence", "read-done",
    "read-undo",
    "settle", "unsettle", "answer", "finish", "cancel-assignment",
    "api-index", "api-schema", "api-letters", "api-letter", "api-passages", "api-topics", "api-topic", "api-stances",
    "api-stance", "api-citations", "api-positions", "api-changes", "api-coverage", "api-agreement",
    "api-nowhere",
}  # fmt: skip


def names(patterns: Any = None, inside: str = "") -> Iterator[str]:
    """Yield the names of all URL patterns, those of the admin with the prefix `admin:`."""
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else inside)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{inside}{pattern.name}"


def build() -> User:
    """Create letters with a step, a shared formula and a second text, in every state of coding; return an editor."""
    call_command("load_codebook", verbosity=0)
    call_command("load_cabinets", verbosity=0)
    call_command("create_roles", verbosity=0)
    own = (TALK, SPEND, ADVICE, *REST, *LINE[0])
    first = taken(letter(number="1", date="1 april 2019", sentences=own))
    taken(letter(number="1", date="1 april 2019", sentences=(*own, "Er kwam een zin bij.")))
    own = (FIRM, SPEND, "Een andere zin over vis.", CITES, *LINE[1])
    second = taken(letter(number="2", date="4 november 2021", sentences=own))
    taken(letter(number="3", date=None, title="Zonder datum", sentences=(SPEND, "Meer niet.", "Dat was het.")))
    call_command("propose", verbosity=0)
    tasks.find_wordings_in_the_rest()
    editor = User.objects.create_superuser("redactie", password="een-lang-wachtwoord")
    editor.groups.add(Group.objects.get(name="redactie"))
    for text, quote, score, holder in (
        (first, TALK, -1, Holder.CABINET), (first, ADVICE, 2, Holder.ADVISER), (second, FIRM, 1, Holder.CABINET),
        (second, CITES, 1, Holder.CABINET),
        *((first, quote, score, Holder.CABINET) for quote, score in zip(LINE[0], DOVE, strict=True)),
        *((second, quote, score, Holder.CABINET) for quote, score in zip(LINE[1], HAWK, strict=True)),
    ):  # fmt: skip
        said(text, quote, score, holder, editor)
    for stance in Stance.objects.open().filter(revision__letter=second):
        decisions.reject(stance.pk, decisions.coder_of(editor), seen=decisions.last_word(stance))
    assignments.mark(second, decisions.coder_of(editor))
    assignments.read(first, decisions.coder_of(editor))
    assignments.ask(decisions.coder_of(editor), Letter.objects.get(key="kst-99301-3"), by=None)
    cut.cut(cut.ask("1", timezone.localdate(), "De eerste uitgave.", site="https://standpunt.example", by=editor).pk)
    return editor


def addresses() -> dict[str, Any]:
    """Return the values for the braces."""
    return {
        "key": KEY,
        "citing": "kst-99301-2",
        "cited": "kst-99301-88",
        "letter": Letter.objects.get(key=KEY).pk,
        "stance": Stance.objects.accepted().filter(quote=TALK)[0].pk,
        "chain": Wording.objects.filter(sentences__quote=TALK)[0].pk,
        "asked": _asked(),
        "assignment": Assignment.objects.filter(way=Assignment.Way.BLIND)[0].pk,
    }


def _asked() -> str:
    """Ask for mail, and return the token in the message."""
    subscriptions.ask("lezer@voorbeeld.nl", Subject(About.STEPS, "russia"), Rhythm.DAILY)
    return Subscription.objects.latest("pk").token


def taken(text: str, name: str = "brief.txt") -> Letter:
    """Take in a letter; return it."""
    ingestion = ingestion_store.store(text.encode(), name=name, channel=Ingestion.Channel.COMMAND, enqueue=False)
    steps.advance(ingestion.pk)
    ingestion.refresh_from_db()
    assert ingestion.letter
    return ingestion.letter


def said(text: Letter, quote: str, score: int, holder: Holder, by: User) -> None:
    """Have an editor code a sentence of the letter on Russia."""
    revision = text.revisions.get(is_current=True)
    start = revision.text.index(quote)
    coding = decisions.Coding(Topic.objects.get(slug="russia"), holder, score)
    span = decisions.Span(revision.pk, start, start + len(quote), quote)
    decisions.code_sentence(span, decisions.coder_of(by), store.newest(), coding)
