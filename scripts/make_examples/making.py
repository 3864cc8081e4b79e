"""Generator of the examples: source texts → files in every supported format, and the manifest of their contents."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from scripts.make_examples import docx, odt, official_html, official_xml, pdf, plain_text
from scripts.make_examples.expected import describe
from scripts.make_examples.source import Example, read_examples

RENDERERS: dict[str, Callable[[Example], bytes]] = {
    "pdf-official": pdf.render_official,
    "pdf-ministry": pdf.render_ministry,
    "docx-official": docx.render,
    "docx-ministry": docx.render,
    "odt-official": odt.render,
    "html": official_html.render,
    "xml": official_xml.render_letter,
    "xml-motion": official_xml.render_motion,
    "xml-questions": official_xml.render_questions,
    "text-plain": plain_text.render_pages,
    "text-cp1252": plain_text.render_ministry,
    "text-bare": plain_text.render_bare,
    "text-markdown": plain_text.render_markdown,
}


def make() -> dict[str, bytes]:
    """Return every file under `letters/examples/` by relative path, deterministically."""
    examples = read_examples()
    files = {f"files/{example.file}": RENDERERS[example.form](example) for example in examples}
    manifest = {"codebook": 1, "letters": [describe(example) for example in examples]}
    files["manifest.json"] = (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
    return files


def write(target: Path) -> int:
    """Write all files, remove those without a source text, and return the number of files."""
    files = make()
    for path, data in files.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(data)
    for old in (target / "files").iterdir():
        if f"files/{old.name}" not in files:
            old.unlink()
    return len(files)
