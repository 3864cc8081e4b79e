"""The codebook in the database: loaded from files, read from one place by coder and pages."""

from __future__ import annotations

from errno import EEXIST
from functools import cache
from pathlib import Path

from django.db import transaction

from positions.domain import succession
from positions.domain.codebook import Codebook, CodebookError, load
from positions.models import CodebookDraft, CodebookVersion, Topic

FOLDER = Path(__file__).resolve().parent / "codebook"


class NoSuccessor(CodebookError):
    """A sound text that cannot be the next version here: its number is taken by one of ours, or a topic is missing."""


def load_file(path: Path) -> tuple[CodebookVersion, bool]:
    """Check the file and take it in; (version, whether it is new).

    Raises CodebookError, with file and line, for a file that is wrong, or whose version is there with another text.
    """
    try:
        source = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise CodebookError(path.name, error.object.count(b"\n", 0, error.start) + 1, "not UTF-8") from error
    return take_in(source, path.name)


@transaction.atomic
def take_in(source: str, name: str) -> tuple[CodebookVersion, bool]:
    """The version that this text states, with its topics; (version, whether it is new). Raises CodebookError.

    One at a time: what comes after a version is checked against it.
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
    if missing := succession.missing_topics(codebook, codebook_of(last.pk)):
        raise NoSuccessor(name, 1, f"topic {missing[0]} is gone: a version splits or adds topics, it never drops one")


def _name_topics(codebook: Codebook) -> None:
    for position, topic in enumerate(codebook.topics):
        Topic.objects.update_or_create(
            slug=topic.slug, defaults={"name_nl": topic.name.nl, "name_en": topic.name.en, "position": position}
        )


def next_number() -> str:
    """One more than the highest version there is; versions with a name for a number count as none."""
    numbers = CodebookVersion.objects.values_list("number", flat=True)
    return str(1 + max((int(number) for number in numbers if number.isdecimal()), default=0))


def files() -> list[Path]:
    return sorted(FOLDER.glob("v*.toml"), key=lambda path: int(path.stem[1:]) if path.stem[1:].isdigit() else 0)


def write_file(version: CodebookVersion, path: Path) -> bool:
    """Put the version's text there; False where it is there already. Raises OSError, also where another text is."""
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
    """The version that coders work under. Raises CodebookVersion.DoesNotExist before any is loaded."""
    return CodebookVersion.objects.latest("pk")


@cache
def codebook_of(pk: int) -> Codebook:
    """The checked codebook of a version; compiled once a process, since versions never change."""
    version = CodebookVersion.objects.get(pk=pk)
    return load(version.source, str(version))
