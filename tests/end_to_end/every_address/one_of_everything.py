"""One object of everything that an address can name, a user in every role, and all addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django_celery_beat.models import ClockedSchedule, CrontabSchedule, IntervalSchedule, PeriodicTask, SolarSchedule

from letters.models import Cabinet, HarvestJob, Ingestion, Letter, SourceRecord, SourceRun
from positions import tasks
from positions.codebook import store
from positions.codebook.editor import drafts
from positions.models import AssignedSentence, Assignment, Coder, Event, ModelRound, Stance, Wording
from positions.releases import cut
from positions.review import assignments, decisions
from tests.end_to_end.every_address.access_rules import ACCOUNT, ADMINISTRATOR, CODER, EDITOR, READER, Who
from tests.factories import SENTENCES, letter, take_in
from tracker.models import AuditEntry

ROLES = {READER: "lezer", CODER: "codeur", EDITOR: "redactie"}
SPEAKING = (
    "Het kabinet vindt dat de NAVO de dialoog met Rusland moet blijven zoeken.",
    "Nederland pleit voor nauwere samenwerking tussen de EU en de NAVO.",
    "Het weer in Brussel was die dag goed.",
    "De vaarroutes langs de kust worden volgend jaar opnieuw gemeten door twee nieuwe schepen.",
)
NOT_HELD = 88  # a paper that is cited
LONG = SENTENCES + tuple(f"Dit is zin {n} van de brief." for n in range(20))


APPS = ("auth", "tracker", "letters", "positions", "django_celery_beat")


@dataclass(frozen=True)
class Place:
    """An address with the name of its access rule, and its parameters."""

    key: str
    address: str


def people() -> dict[Who, User]:
    call_command("create_roles")
    found = {ACCOUNT: User.objects.create_user("otto")}
    for who, role in ROLES.items():
        found[who] = User.objects.create_user(role, is_staff=True)
        found[who].groups.add(Group.objects.get(name=role))
    return {**found, ADMINISTRATOR: User.objects.create_superuser("beheer")}


def fill(found: dict[Who, User]) -> None:
    """Create the objects. The first letter is the one shown; the coder is assigned another one for blind coding."""
    editor = found[EDITOR]
    Cabinet.objects.create(name="Zee I", start="2018-01-01")
    call_command("load_codebook")
    call_command("load_events")
    Event.objects.create(slug="zee", date="2019-01-01", name_nl="Zee", name_en="Sea", source="kst-1")
    first = take_in(letter(sentences=(*SPEAKING, f"Daarover ging Kamerstuk 99 301, nr. {NOT_HELD}."))).letter
    other = take_in(letter(number="13", sentences=(*SPEAKING[3:], "Een andere zin staat hier ook nog in."))).letter
    take_in(letter(number=None, sentences=LONG, date=None))
    take_in(letter(number=None, sentences=(*LONG[:-1], "Alleen hier staat dit.")))
    take_in(letter(number="14"), name="wacht.md", hold=True)
    call_command("propose")
    tasks.find_wordings_in_the_rest()
    model = Coder.objects.create(name="language-model", version="testmodel 1")
    ModelRound.objects.create(revision=first.revisions.get(), coder=model, codebook=store.newest())
    drafts.start(editor)
    stance = Stance.objects.order_by("pk").first()
    assert stance
    decisions.accept(stance.pk, decisions.coder_of(editor), seen=decisions.last_word(stance))
    for who in (CODER, EDITOR, ADMINISTRATOR):
        assignments.ask(decisions.coder_of(found[who]), other, by=editor)
    job = HarvestJob.objects.create(source="koop", dossiers=["99301"])
    run = SourceRun.objects.create(source="koop", job=job)
    SourceRecord.objects.create(
        source="koop", source_id="kst-1", run=run, fingerprint="x", document=first.revisions.get().document
    )
    cut.cut(cut.ask("1", timezone.localdate(), "De eerste uitgave.", site="https://standpunt.example", by=editor).pk)
    schedules()
    write_down(editor)


def write_down(user: User) -> None:
    AuditEntry.objects.create(kind=AuditEntry.Kind.CHANGED, user=user, name=str(user), page="home", path="/")


def schedules() -> None:
    every = IntervalSchedule.objects.create(every=1, period="days")
    PeriodicTask.objects.create(name="elke dag", task="letters.tasks.sweep", interval=every)
    ClockedSchedule.objects.create(clocked_time=timezone.now() + timedelta(days=1))
    CrontabSchedule.objects.create()
    SolarSchedule.objects.create(event="sunset", latitude=52, longitude=5)


def places(user: User | None) -> list[Place]:
    """Return every address with the parameters of `fill` for this user; logging out comes last."""
    named = values(user)
    found = {key: Place(key, address_of(key, route, named)) for key, route in routes()}
    return sorted(found.values(), key=lambda place: place.key.endswith("logout"))


def routes() -> Iterator[tuple[str, str]]:
    """Yield name (or route, if unnamed) and route of every address."""

    def walk(patterns: list[Any], before: str, space: str) -> Iterator[tuple[str, str]]:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route, pattern.namespace or space)
            elif isinstance(pattern, URLPattern):
                yield key_of(pattern, route, f"{space}:" if space else ""), route

    return walk(get_resolver().url_patterns, "", "")


def key_of(pattern: URLPattern, route: str, space: str) -> str:
    if pattern.name:
        return space + pattern.name
    if match := re.fullmatch(r"admin/(\w+)/(\w+)/<path:object_id>/", route):
        return f"admin:{match[1]}_{match[2]}_redirect"
    return "admin:nothing" if route == "admin/(?P<url>.*)$" else route


def values(user: User | None) -> dict[str, Any]:
    """Return parameter values by name of the address or of the parameter."""
    first = Letter.objects.order_by("pk")[0]
    document = first.revisions.get().document_id
    blind, wording = Assignment.objects.blind(), Wording.objects.shown().order_by("pk").first()
    asked = blind.filter(coder__user=user).first() or blind[0]
    held, stance = Ingestion.objects.get(state="held"), Stance.objects.order_by("pk").first()
    assert wording and stance
    return {
        "key": first.key, "document": document, "document_pk": document, "number": 1, "slug": "russia",
        "address": "nergens", "name": "letters.csv", "form": "csv", "section": "letters", "app_label": "letters",
        "sentence": AssignedSentence.objects.filter(assignment=asked)[0].pk, "batch": held.batch,
        "content_type_id": 1, "object_id": 1, "target": f"kst-99301-{NOT_HELD}",
        "feed-cited-dossier": {"number": "99301"},
        "citing": {"key": first.key, "form": "bib"},
        "admin:former_name": {"former": "tracker/act", "rest": ""},
        "stance": {"pk": stance.pk}, "api-stance": {"pk": stance.pk},
        "reject-stance": {"pk": stance.pk}, "page-card": {"page": f"brieven/{first.key}"},
        "decide": {"pk": Stance.objects.open().order_by("pk")[0].pk}, "wording-chain": {"pk": wording.pk},
        "blind": {"pk": asked.pk}, "answer": {"pk": asked.pk}, "finish": {"pk": asked.pk},
        "cancel-assignment": {"pk": asked.pk}, "admin:view_on_site": view_on_site(first),
    }  # fmt: skip


def view_on_site(of: Letter) -> dict[str, int]:
    return {"content_type_id": ContentType.objects.get_for_model(of).pk, "object_id": of.pk}


def address_of(key: str, route: str, named: dict[str, Any]) -> str:
    if key == "admin:nothing":
        return "/admin/nergens/"
    if match := re.match(rf"admin/({'|'.join(APPS)})/(\w+)/", route):
        named = {**named, **dict.fromkeys(("pk", "object_id", "id"), pk_of(match[1], match[2]))}
    wanted = re.findall(r"<(?:\w+:)?(\w+)>", route)
    given = {name: named.get(key, named).get(name, named.get(name)) for name in wanted}
    if key.endswith("_redirect") or key == route:
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda m: str(given[m[1]]), route)
    if key == "admin:auth_user_password_change":
        return reverse(key, args=[given["id"]])
    return reverse(key, kwargs=given)


def pk_of(app: str, model: str) -> Any:
    """Return the primary key of the object that the admin page is opened for: the first listed."""
    if model == "ingestion":
        return Ingestion.objects.get(state="held").pk
    if model == "event":
        return Event.objects.get(origin=Event.Origin.EDITOR).pk  # events from the file are never deleted
    kind = next(m for m in admin.site._registry if (m._meta.app_label, m._meta.model_name) == (app, model))
    return kind._default_manager.order_by("pk").values_list("pk", flat=True)[0]


def client_of(user: User | None, **form: Any) -> Client:
    client = Client(**form)
    if user:
        client.force_login(user)
    return client
