"""The codebook in the database: loaded from files, read from one place by coder and pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.db import transaction

from positions.domain.codebook import Codebook, CodebookError, load
from positions.models import CodebookVersion, Topic

FOLDER = Path(__file__).resolve().parent / "codebook"


@transaction.atomic
def load_file(path: Path) -> tuple[CodebookVersion, bool]:
    """Check the file and take it in; (version, whether it is new).

    Raises CodebookError, with file and line, for a file that is wrong, or whose version is there with another text.
    """
    source = path.read_text(encoding="utf-8")
    codebook = load(source, path.name)
    version, created = CodebookVersion.objects.get_or_create(number=codebook.version, defaults={"source": source})
    if version.source != source:
        raise CodebookError(
            path.name,
            1,
            f"version {codebook.version} is in the database with another text; give this one a new version",
        )
    for position, topic in enumerate(codebook.topics):
        Topic.objects.update_or_create(
            slug=topic.slug, defaults={"name_nl": topic.name.nl, "name_en": topic.name.en, "position": position}
        )
    return version, created


def files() -> list[Path]:
    return sorted(FOLDER.glob("v*.toml"), key=lambda path: int(path.stem[1:]) if path.stem[1:].isdigit() else 0)


def newest() -> CodebookVersion:
    """The version that coders work under. Raises CodebookVersion.DoesNotExist before any is loaded."""
    return CodebookVersion.objects.latest("pk")


@cache
def codebook_of(pk: int) -> Codebook:
    """The checked codebook of a version; compiled once a process, since versions never change."""
    version = CodebookVersion.objects.get(pk=pk)
    return load(version.source, str(version))
