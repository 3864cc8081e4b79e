"""Import rules: letters.readers ← letters.parser ← letters ← positions; pure parts import no framework or I/O.

Templates of letters and tracker refer to positions no more than their modules do. Within each app every package has a
layer, and imports only lower ones.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Container, Iterable, Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Forbidden imports per folder. A name covers everything below it.
FORBIDDEN = {
    "letters": ("positions", "tracker"),
    "letters/sources": ("django", "celery"),
    "positions/domain": ("letters.models", "letters.ingestion", "tracker"),
    "tracker/local_servers": ("django", "celery", "letters", "positions"),
}
# Layers of each app, the lowest first: each may import itself and those before it.
LETTERS = (
    "readers",
    "ledger",
    "parser",
    "sources",
    "labels",
    "models",
    "many_ids",
    "example_notice",
    "parsed_revision",
    "records",
    "export",
    "search",
    "rendering",
    "ingestion",
    "harvesting",
    "pages",
)
TRACKER = ("production_checks", "local_servers", "models", "site", "accounts", "operations", "dev_runner")
POSITIONS = (
    "domain",
    "labels",
    "models",
    "prepared_querysets",
    "summary_table",
    "caching",
    "codebook",
    "timelines",
    "stances",
    "review",
    "coders",
    "reliability",
    "text_reuse",
    "open_data",
    "alerts",
    "releases",
    "charts",
    "letter_page",
    "api",
    "views",
)
# The layers within `positions/domain/`, where a layer can be a single module.
DOMAIN_LAYERS = (
    "scale",
    "confidence_levels",
    "codebook",
    "event_file",
    "timeline",
    "reliability",
    "rules_coder",
    "language_model",
    "codebook_draft",
    "similar_sentence",
    "text_reuse",
)
APPS = {"letters": LETTERS, "positions": POSITIONS, "tracker": TRACKER}
# Entry points, which no layer imports.
ENTRY_POINTS = (
    "admin", "admin_site", "apps", "celery", "management", "menu_entries", "migrations", "settings", "tasks",
    "templatetags", "urls", "wsgi",
)  # fmt: skip
AT_THE_TOP = {"letters": 10, "positions": 8, "tracker": 10}  # maximum number of modules at the top level of an app
PURE = ("letters/readers", "letters/parser", "positions/domain")
WORLD = ("django", "celery", "psycopg2", "redis", "httpx", "requests", "urllib.request", "http.client", "time.time")
# What few processes need and takes long to load: imported where it is used.
LATE = ("httpx", "xlsxwriter", "simplemma", "letters.parser.pipeline")
TAG = re.compile(r"{% *((?:url|load|include|extends) .+?) *%}")
CLOCK = {("datetime", "now"), ("datetime", "today"), ("date", "today"), ("datetime", "utcnow")}


def modules(place: str) -> list[Path]:
    """Return the modules below a folder; or one module, with or without `.py`."""
    path = ROOT / place
    return sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]


@cache
def imported(path: Path) -> tuple[str, ...]:
    return tuple(imported_by(ast.walk(ast.parse(path.read_text()))))


def imported_by(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def asked_for(path: Path) -> Iterator[str]:
    """Yield the full name of each imported module, class and function, without the package that it comes from."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def loaded_by_django() -> set[str]:
    """Return what each process of Django loads at its start: what models, admin and tasks import outside functions."""
    ours = {name_of(path): path for top in APPS for path in modules(top)}
    found, waiting = set[str](), [f"{top}.{name}" for top in APPS for name in ("apps", "models", "admin", "tasks")]
    while waiting:
        name = waiting.pop()
        if name in ours and name not in found:
            body = ast.parse(ours[name].read_text()).body
            at_once = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
            waiting += imported_by(at_once)
        found.add(name)
    return found


def _module(name: str, ours: Container[str]) -> str:
    """Return the project's module that the name is, or is in; "" for others."""
    return next((each for each in (name, name.rpartition(".")[0]) if each in ours), "")


def breaches(folder: str, forbidden: tuple[str, ...]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(folder)
        for name in imported(path)
        if any(name == bad or name.startswith(f"{bad}.") for bad in forbidden)
    ]


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_no_stage_imports_a_later_one(folder: str) -> None:
    assert any(modules(folder)), f"{folder} holds no module: this test guards nothing"
    assert breaches(folder, FORBIDDEN[folder]) == []


def test_no_modules_import_each_other_not_even_in_a_function_or_for_types_alone() -> None:
    ours = {name_of(path): path for top in APPS for path in modules(top)}
    graph = {name: {_module(other, ours) for other in asked_for(path)} - {name, ""} for name, path in ours.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"these import each other: {' → '.join(error.args[1])}")


def inside(folder: str) -> set[str]:
    """Return the packages and modules of a folder."""
    paths = (ROOT / folder).iterdir()
    return {path.stem for path in paths if path.suffix == ".py" or (path / "__init__.py").exists()} - {"__init__"}


def above(name: str, layers: tuple[str, ...], package: str) -> tuple[str, ...]:
    return tuple(f"{package}.{each}" for each in layers[layers.index(name) + 1 :])


@pytest.mark.parametrize("app", APPS)
def test_everything_in_an_app_is_in_a_layer(app: str) -> None:
    assert inside(app) - set(ENTRY_POINTS) == set(APPS[app])


def test_every_module_of_the_domain_is_in_a_layer() -> None:
    assert inside("positions/domain") == set(DOMAIN_LAYERS)


@pytest.mark.parametrize("app", APPS)
def test_few_modules_stand_at_the_top_of_an_app(app: str) -> None:
    assert len(list((ROOT / app).glob("*.py"))) <= AT_THE_TOP[app]


@pytest.mark.parametrize(("app", "layer"), [(app, layer) for app, layers in APPS.items() for layer in layers])
def test_no_layer_imports_a_higher_one(app: str, layer: str) -> None:
    forbidden = (*above(layer, APPS[app], app), *(f"{app}.{each}" for each in ENTRY_POINTS))
    assert breaches(f"{app}/{layer}", forbidden) == []


@pytest.mark.parametrize("layer", DOMAIN_LAYERS)
def test_no_layer_of_the_domain_imports_a_higher_one(layer: str) -> None:
    assert breaches(f"positions/domain/{layer}", above(layer, DOMAIN_LAYERS, "positions.domain")) == []


def test_only_the_admin_imports_the_editor_of_the_codebook() -> None:
    others = [f"positions/{layer}" for layer in POSITIONS if layer != "codebook"]
    others += [str(path.relative_to(ROOT)) for path in (ROOT / "positions/codebook").glob("*.py")]
    assert [found for each in others for found in breaches(each, ("positions.codebook.editor",))] == []


def test_what_takes_long_to_load_is_loaded_where_it_is_used() -> None:
    loaded = loaded_by_django()
    assert {"letters.ingestion.record", "letters.search.full_text", "letters.records.table_files"} < loaded
    assert sorted(loaded.intersection(LATE)) == []


def test_no_test_imports_from_a_test_module() -> None:
    borrowed = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules("tests")
        for name in imported(path)
        if name.startswith("tests.") and any(part.startswith("test_") for part in name.split("."))
    ]
    assert borrowed == []


@pytest.mark.parametrize("folder", PURE)
def test_pure_code_knows_no_framework_network_or_database(folder: str) -> None:
    # The sandbox enforces timeouts: it is the one module that may read the clock.
    assert breaches(folder, WORLD) == []


@pytest.mark.parametrize("folder", PURE)
def test_pure_code_does_not_ask_what_day_it_is(folder: str) -> None:
    asked = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules(folder)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (node.value.id, node.attr) in CLOCK
    ]
    assert asked == []


def test_no_string_reference_points_to_a_later_stage() -> None:
    strings = [
        f"{path.relative_to(ROOT)}: {node.value}"
        for path in modules("letters")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("positions.")
    ]
    assert strings == []


def patterns_of_positions() -> set[str]:
    from positions import urls  # noqa: PLC0415 - needs Django

    return {pattern.name for pattern in [*urls.urlpatterns, *urls.FOR_MACHINES] if getattr(pattern, "name", None)}


@pytest.mark.parametrize("folder", ["letters", "tracker"])
def test_no_template_of_an_earlier_stage_knows_positions(folder: str) -> None:
    """Checks its tags, URL names and partials."""
    patterns, libraries = patterns_of_positions(), {path.stem for path in modules("positions/templatetags")}
    assert {"topic", "review"} < patterns and "labels" in libraries, "this test guards nothing"
    templates = sorted((ROOT / folder / "templates").rglob("*.html"))
    tags = [(path, found.split()) for path in templates for found in TAG.findall(path.read_text())]
    known = [
        f"{path.relative_to(ROOT)}: {' '.join(words)}"
        for path, (tag, *words) in tags
        if (tag == "url" and words[0].strip("'\"") in patterns)
        or (tag == "load" and libraries.intersection(words))
        or (tag in ("include", "extends") and "positions/" in words[0])
    ]
    assert templates and known == []


def test_the_driver_is_psycopg2() -> None:
    from django.db.backends.postgresql.psycopg_any import is_psycopg3  # noqa: PLC0415 - Django takes psycopg 3 silently

    assert not is_psycopg3
