"""Codebook versions in the database: loaded from files, and the single source for coders and pages."""

from __future__ import annotations

from errno import EEXIST
from functools import cache, lru_cache
from pathlib import Path

from django.db import transaction

from positions.domain.codebook import versions
from positions.domain.codebook.loading import CodebookError, load
from positions.domain.codebook.types import Codebook, CodebookTopic
from positions.domain.rules_coder import sentence_topics
from positions.domain.rules_coder.endorsement import endorsement
from positions.models import CodebookDraft, CodebookVersion, Topic

FOLDER = Path(__file__).resolve().parent


class NoSuccessor(CodebookError):
    """A valid codebook that cannot be the next version here: its number is taken, or a topic is missing."""


def load_file(path: Path) -> tuple[CodebookVersion, bool]:
    """Check a codebook file and store its version; returns (version, whether it is new).

    Raises CodebookError, with file and line, if the file is invalid or its version exists with another text.
    """
    try:
        source = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise CodebookError(path.name, error.object.count(b"\n", 0, error.start) + 1, "not UTF-8") from error
    return take_in(source, path.name)


@transaction.atomic
def take_in(source: str, name: str) -> tuple[CodebookVersion, bool]:
    """Store the version of this source, with its topics; returns (version, whether it is new). Raises CodebookError.

    Locks the versions, since each is checked against the one before it.
    """
    list(CodebookVersion.objects.select_for_update().values_list("pk"))
    codebook = load(source, name)
    version = CodebookVersion.objects.filter(number=codebook.version).first()
    if version:
        _check_same(version, source, name)
    else:
        _check_successor(codebook, name)
    created = version is None
    version = version or CodebookVersion.objects.create(number=codebook.version, source=source)
    if created or version == newest():
        _name_topics(codebook)
    return version, created


def _check_same(version: CodebookVersion, source: str, name: str) -> None:
    if version.source == source:
        return
    message = f"version {version.number} is in the database with another text; give this one a new version"
    raise (NoSuccessor if CodebookDraft.objects.filter(released_as=version).exists() else CodebookError)(
        name, 1, message
    )


def _check_successor(codebook: Codebook, name: str) -> None:
    last = CodebookVersion.objects.last()
    if last is None:
        return
    if missing := versions.missing_topics(codebook, codebook_of(last.pk)):
        raise NoSuccessor(name, 1, f"topic {missing[0]} is gone: a version splits or adds topics, it never drops one")


def _name_topics(codebook: Codebook) -> None:
    for position, topic in enumerate(codebook.topics):
        Topic.objects.update_or_create(
            slug=topic.slug, defaults={"name_nl": topic.name.nl, "name_en": topic.name.en, "position": position}
        )


def next_number() -> str:
    """Return one more than the highest version number; version names that are not numbers are ignored."""
    numbers = CodebookVersion.objects.values_list("number", flat=True)
    return str(1 + max((int(number) for number in numbers if number.isdecimal()), default=0))


def files() -> list[Path]:
    return sorted(FOLDER.glob("v*.toml"), key=lambda path: int(path.stem[1:]) if path.stem[1:].isdigit() else 0)


def write_file(version: CodebookVersion, path: Path) -> bool:
    """Write the version's source; returns False if the file has it. Raises OSError, also if it has another text."""
    data = version.source.encode()
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        if path.read_bytes() != data:
            raise FileExistsError(EEXIST, "another file stands there, and is left as it is") from None
        return False
    return True


def newest() -> CodebookVersion:
    """Return the version that coders use. Raises CodebookVersion.DoesNotExist if none is loaded."""
    return CodebookVersion.objects.latest("pk")


@cache
def codebook_of(pk: int) -> Codebook:
    """Return the parsed codebook of a version, cached per process since versions never change."""
    version = CodebookVersion.objects.get(pk=pk)
    return load(version.source, str(version))


@lru_cache(maxsize=50_000)
def names_topic(version: int, slug: str, words: str) -> bool:
    """Return whether a sentence names the topic itself, by the terms of that version of the codebook."""
    codebook = codebook_of(version)
    topic = next((topic for topic in codebook.topics if topic.slug == slug), None)
    return topic is not None and sentence_topics.names_topic(words, topic, codebook)


@lru_cache(maxsize=5_000)
def endorses(version: int, words: str, before: str) -> str | None:
    """Return the words by which the sentence endorses an adviser, named as in that version of the codebook; or None."""
    return endorsement(words, before, codebook_of(version))


def axes() -> dict[str, CodebookTopic]:
    """Return the topics of the newest codebook by slug; empty if none is loaded. One query; the codebook is cached."""
    newest = CodebookVersion.objects.order_by("-pk").values_list("pk", flat=True).first()
    return {axis.slug: axis for axis in codebook_of(newest).topics} if newest else {}
