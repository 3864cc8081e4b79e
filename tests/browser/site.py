"""One site with a bit of everything on it, and every page of it by name: for walks over all pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from letters.ingestion import steps, storing
from letters.models import Ingestion, Letter
from positions import assigning, codebooks, reviews, tasks
from positions.domain.scale import Holder
from positions.models import Assignment, Stance, Topic, Wording
from tests.wording import letter

TALK = "Het kabinet vindt dat de NAVO de dialoog met Rusland altijd moet blijven zoeken."
FIRM = "Het kabinet vindt dat de NAVO de dialoog met Rusland voorlopig niet moet blijven zoeken."
SPEND = "Nederland geeft de komende jaren meer uit aan defensie."
ADVICE = "De adviesraad vindt dat de druk op Rusland omhoog moet."
REST = ("De visserij kreeg een rustig jaar.", "Het weer in Brussel was die dag goed.")
KEY = "kst-99301-1"

# A visitor's, by the name of their address; what stands in braces is filled in by `addresses`.
PUBLIC = {
    "home": "/",
    "topic": "/onderwerpen/russia/?holder=cabinet&holder=adviser&brief={key}",
    "topic-embed": "/onderwerpen/russia/insluiten/",
    "topic-letter": "/onderwerpen/russia/brief/{key}/",
    "compare": "/vergelijken/?over=russia&brief={key}",
    "compare-embed": "/vergelijken/insluiten/",
    "changes": "/veranderingen/?topic=russia",
    "wording": "/formuleringen/",
    "wording-chain": "/formuleringen/{chain}/",
    "letters": "/brieven/?dossier=99301",
    "letter": "/brieven/{key}/",
    "version": "/brieven/{key}/versies/1/",
    "stance": "/standpunten/{stance}/",
    "search": "/zoeken/?q=Rusland",
    "method": "/methode/",
    "coverage": "/dekking/",
    "agreement": "/overeenstemming/",
    "sources": "/bronnen/",
    "about": "/over/",
    "data": "/gegevens/",
    "api": "/api/",
    "login": "/aanmelden/",
}
# An editor's.
SIGNED_IN = {
    "second-step": "/account/twee-stappen/",
    "review": "/beoordelen/",
    "letter-in-review": "/beoordelen/brief/{key}/",
    "bulk": "/beoordelen/veel/",
    "lost": "/beoordelen/kwijt/",
    "assignments": "/coderen/",
    "blind": "/coderen/{assignment}/",
    "disagreements": "/coderen/verschillen/",
    "admin:index": "/admin/",
    "admin:letters_letter_add": "/admin/letters/letter/add/",
    "admin:letters_letter_changelist": "/admin/letters/letter/",
    "admin:letters_letter_change": "/admin/letters/letter/{letter}/change/",
    "admin:letters_ingestion_changelist": "/admin/letters/ingestion/",
}
# Files, data and what takes a form alone: nothing to look at. The rest of the admin is Django's own. Where one is half
# signed in (`login-code`) the walk through two steps comes by, with axe.
NO_PAGES = {
    "healthz", "readyz", "metrics", "logout", "login-code", "robots", "sitemap", "sitemaps", "original", "citing",
    "topic-figure", "topic-drawing", "topic-card", "topic-csv", "topic-json",
    "compare-figure", "compare-drawing", "compare-csv", "compare-json",
    "letters-file", "stances-file", "annotations-file", "package-file",
    "feed-letters", "feed-stances", "feed-topic-stances", "feed-changes", "feed-topic-changes",
    "decide", "undo", "take-back", "mark-reviewed", "settle", "unsettle", "answer", "finish", "cancel-assignment",
    "api-index", "api-schema", "api-letters", "api-letter", "api-passages", "api-topics", "api-topic", "api-stances",
    "api-stance", "api-positions", "api-changes", "api-agreement",
}  # fmt: skip


def names(patterns: Any = None, inside: str = "") -> Iterator[str]:
    """Of every address that has one, those of the admin with `admin:` before them."""
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else inside)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{inside}{pattern.name}"


def build() -> User:
    """Two letters that share a formula, one of them with a second text; accepted, proposed, coded blind; an editor."""
    call_command("load_codebook", verbosity=0)
    call_command("load_cabinets", verbosity=0)
    call_command("create_roles", verbosity=0)
    first = _taken(letter(number="1", date="1 april 2019", sentences=(TALK, SPEND, ADVICE, *REST)))
    _taken(letter(number="1", date="1 april 2019", sentences=(TALK, SPEND, ADVICE, *REST, "Er kwam een zin bij.")))
    second = _taken(letter(number="2", date="4 november 2021", sentences=(FIRM, SPEND, "Een andere zin over vis.")))
    _taken(letter(number="3", date=None, title="Zonder datum", sentences=(SPEND, "Meer niet.", "Dat was het.")))
    call_command("propose", verbosity=0)
    tasks.find_wordings_in_the_rest()
    editor = User.objects.create_superuser("redactie", password="een-lang-wachtwoord")
    editor.groups.add(Group.objects.get(name="redactie"))
    for text, quote, score, holder in (
        (first, TALK, -1, Holder.CABINET), (first, ADVICE, 2, Holder.ADVISER), (second, FIRM, 1, Holder.CABINET),
    ):  # fmt: skip
        _said(text, quote, score, holder, editor)
    assigning.ask(reviews.coder_of(editor), Letter.objects.get(key="kst-99301-3"), by=None)
    return editor


def addresses() -> dict[str, Any]:
    """What fills in the braces."""
    return {
        "key": KEY,
        "letter": Letter.objects.get(key=KEY).pk,
        "stance": Stance.objects.accepted().filter(quote=TALK)[0].pk,
        "chain": Wording.objects.filter(sentences__quote=TALK)[0].pk,
        "assignment": Assignment.objects.filter(way=Assignment.Way.BLIND)[0].pk,
    }


def _taken(text: str) -> Letter:
    ingestion = storing.store(text.encode(), name="brief.txt", channel=Ingestion.Channel.COMMAND, enqueue=False)
    steps.advance(ingestion.pk)
    ingestion.refresh_from_db()
    assert ingestion.letter
    return ingestion.letter


def _said(text: Letter, quote: str, score: int, holder: Holder, by: User) -> None:
    revision = text.revisions.get(is_current=True)
    start = revision.text.index(quote)
    coding = reviews.Coding(Topic.objects.get(slug="russia"), holder, score)
    span = reviews.Span(revision.pk, start, start + len(quote), quote)
    reviews.code_sentence(span, reviews.coder_of(by), codebooks.newest(), coding)
