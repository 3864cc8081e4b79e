"""Static files are kept compressed beside themselves."""

from __future__ import annotations

from pathlib import Path

from whitenoise.compress import Compressor


def test_a_static_file_is_there_for_gzip_and_for_brotli(tmp_path: Path) -> None:
    sheet = tmp_path / "page.css"
    sheet.write_text("body { color: black; }\n" * 200)
    Compressor(quiet=True).compress(str(sheet))
    sizes = {path.suffix: path.stat().st_size for path in tmp_path.iterdir()}
    assert set(sizes) == {".css", ".gz", ".br"}
    assert sizes[".br"] < sizes[".gz"] < sizes[".css"]
