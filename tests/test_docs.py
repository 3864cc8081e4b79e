"""What the docs say is there is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VARIABLE = re.compile(r"""(?:env(?:\.\w+)?\(|environ(?:\.get\(|\[)|getenv\()\s*["']([A-Z][A-Z_]+)["']""")
# Of the system, or from one of our own processes to another.
OWN = {"PATH", "HOME", "TMPDIR", "XDG_RUNTIME_DIR", "DJANGO_SETTINGS_MODULE", "STANDPUNT_SERVERS"}


def test_every_setting_is_in_the_docs() -> None:
    sources = [
        ROOT / "tracker/settings.py",
        *(ROOT / "tracker/embedded").glob("*.py"),
        *(ROOT / "tracker/running").glob("*.py"),
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
