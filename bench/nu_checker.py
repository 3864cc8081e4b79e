"""The Nu Html Checker (vnu, of validator.w3.org) over every public page, in both languages.

    .venv/bin/python -m bench.nu_checker

Fetches the pages of `tests/end_to_end/every_page.py` on a site with one of everything and checks them together. Prints
what the checker says of them and ends with 1 if it found an error. Needs npm and Java; the first time it installs the
checker (`bench/npm/nu-checker/`). Uses a temporary folder and database.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench import own_servers

FOLDER = own_servers.begin(STANDPUNT_ALLOWED_HOSTS="*")

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from bench import npm_packages  # noqa: E402
from tests.end_to_end import every_page  # noqa: E402
from tracker.operations import catalogues, plotlyjs  # noqa: E402

SECONDS = 600  # timeout of the checker
LANGUAGES = {"nl": "", "en": "/en"}


def main() -> None:
    try:
        jar = npm_packages.installed("nu-checker", "java") / "vnu-jar" / "build" / "dist" / "vnu.jar"
    except npm_packages.NotAvailable as missing:
        print(f"The Nu Html Checker is not run: {missing}.")
        return
    pages = dict(written(FOLDER / "pages"))
    messages = checked(jar, pages)
    for path, message in messages:
        print(f"{path}: {message['type']}: {message['message']}\n    {' '.join(message.get('extract', '').split())}")
    errors = sum(message["type"] == "error" for _path, message in messages)
    print(f"{len(pages)} pages, {errors} errors, {len(messages) - errors} other messages")
    if errors:
        raise SystemExit(1)


def written(folder: Path) -> Iterator[tuple[Path, str]]:
    """Write every public page to a file; yield each file with its path on the site."""
    call_command("migrate", verbosity=0)
    catalogues.prepare()
    plotlyjs.prepare()
    call_command("collectstatic", interactive=False, verbosity=0)
    every_page.build()
    folder.mkdir()
    client, filled = Client(), every_page.addresses()
    for name, address in every_page.PUBLIC.items():
        for language, prefix in LANGUAGES.items():
            path = f"{prefix}{address.format(**filled)}"
            response = client.get(path)
            assert response.status_code == 200, path
            file = folder / f"{name}.{language}.html"
            file.write_bytes(response.content)
            yield file, path


def checked(jar: Path, pages: Mapping[Path, str]) -> list[tuple[str, dict[str, str]]]:
    """Return the messages of the checker, each with the path of its page. Raises RuntimeError if it does not run."""
    asked = ["java", "-jar", str(jar), "--format", "json", "--exit-zero-always", *map(str, pages)]
    done = subprocess.run(asked, check=False, capture_output=True, text=True, timeout=SECONDS)
    if done.returncode:
        raise RuntimeError(f"the checker failed: {done.stderr[-500:]}")
    found = json.loads(done.stderr)["messages"]
    return [(pages[Path(message["url"].removeprefix("file:"))], message) for message in found]


if __name__ == "__main__":
    own_servers.run(main, FOLDER)
    sys.exit()
