"""Lines of templates are at most 120 characters, and each template is used."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 120
# Folders of templates that Django finds by their names alone, and of those that the admin's views name without folder.
FOUND_BY_NAME = ("admin", "registration")
TEMPLATES = [path for suffix in ("html", "txt", "xml") for path in ROOT.glob(f"[!.]*/templates/**/*.{suffix}")]


def test_no_line_of_a_template_is_too_long() -> None:
    too_long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > WIDTH
    ]
    assert len(TEMPLATES) > 100 and too_long == []


def test_every_template_is_rendered_included_or_extended() -> None:
    modules = [path for app in ("letters", "positions", "tracker") for path in (ROOT / app).rglob("*.py")]
    said = "".join(path.read_text() for path in [*modules, *TEMPLATES])
    names = [path.as_posix().rsplit("/templates/", 1)[1] for path in TEMPLATES]
    named = [name for name in names if "/" in name and name.split("/")[0] not in FOUND_BY_NAME]
    assert len(named) > 90
    assert [name for name in named if f'"{name}"' not in said and f"'{name}'" not in said] == []
