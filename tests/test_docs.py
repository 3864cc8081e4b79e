"""The docs name only settings, make targets, files, templates and pictures that exist."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import yaml

from positions.domain.rules_coder.coder import VERSION
from scripts.make_pictures import WANTED

ROOT = Path(__file__).resolve().parent.parent
VARIABLE = re.compile(r"""(?:env(?:\.\w+)?\(|environ(?:\.get\(|\[)|getenv\()\s*["']([A-Z][A-Z_]+)["']""")
TEMPLATE = re.compile(r"\b[\w/-]+\.html\b")
PROJECT_FILE = re.compile(r"\b(?:bench|docs|letters|positions|scripts|tests|tracker)/[\w/.-]+\.(?!html)\w+\b")
# `Name` (`path/to/file`): a class, function or constant with the module that it stands in.
NAME_AND_FILE = re.compile(r"`([A-Za-z_]\w+)(?:\(\))?`\s+\(`((?:\w+/)+\w+\.(?:py|js|toml))`")
# Set by the system, or passed between our own processes.
OWN = {"PATH", "HOME", "TMPDIR", "XDG_RUNTIME_DIR", "DJANGO_SETTINGS_MODULE", "STANDPUNT_SERVERS"}


def test_what_the_readme_says_of_the_rules_is_what_was_measured() -> None:
    """A later version is called not measured until it has a figure in `coders.toml`."""
    measured = tomllib.loads((ROOT / "positions/data/coders.toml").read_text())["rules"]
    number, newest = max(measured.items(), key=lambda each: int(each[0]))
    readme = " ".join((ROOT / "README.md").read_text().split())
    assert f"openings of {newest['letters']} real letters" in readme
    assert f"version {number} had {newest['share'] * 100:.0f} of 100 exactly right" in readme
    assert ("later versions have not been measured" in readme) == (int(number) < int(VERSION))


def test_every_setting_is_in_the_docs() -> None:
    sources = [
        ROOT / "tracker/settings.py",
        *(ROOT / "tracker/local_servers").glob("*.py"),
        *(ROOT / "tracker/dev_runner").glob("*.py"),
    ]
    read = {name for path in sources for name in VARIABLE.findall(path.read_text())} - OWN
    documented = set(re.findall(r"`([A-Z][A-Z_]+)`", (ROOT / "docs/settings.md").read_text()))
    assert len(read) > 5
    assert read - documented == set()


def test_every_make_target_of_the_readme_exists() -> None:
    named = set(re.findall(r"make ([a-z]+)", (ROOT / "README.md").read_text()))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert named
    assert named <= targets


def test_every_file_that_the_docs_link_to_exists() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!http|#)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_file_and_template_that_the_docs_name_exists() -> None:
    files = [f"/{path.relative_to(ROOT)}" for path in ROOT.glob("[!.]*/templates/**/*.html")]
    wrong = []
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        named = page.read_text()
        there = [name for name in TEMPLATE.findall(named) if not any(path.endswith(f"/{name}") for path in files)]
        wrong += [f"{page.name} names {name}" for name in there]
        wrong += [f"{page.name} names {name}" for name in PROJECT_FILE.findall(named) if not (ROOT / name).exists()]
    assert wrong == []


def test_every_name_that_the_docs_give_with_its_file_stands_there() -> None:
    found, wrong = 0, []
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for name, path in NAME_AND_FILE.findall(page.read_text()):
            found += 1
            wrong += [f"{page.name}: {name} ({path})"] * (name not in (ROOT / path).read_text())
    assert found > 10
    assert wrong == []


def test_every_picture_of_the_docs_is_there_and_made_by_the_script() -> None:
    pages = (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
    named = {name for page in pages for name in re.findall(r"!\[[^]]*\]\([^)]*?([^/)]+)\)", page.read_text())}
    assert named == {path.name for path in (ROOT / "docs/pictures").iterdir()}
    assert named == {f"{picture.name}.png" for picture in WANTED}


def test_the_program_is_cited_under_its_own_name_and_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    codemeta = json.loads((ROOT / "codemeta.json").read_text())
    assert str(cff["version"]) == codemeta["version"] == project["version"]
    assert codemeta["identifier"] == project["name"] == cff["title"].lower()
    assert codemeta["description"] == project["description"] == cff["abstract"].strip()
