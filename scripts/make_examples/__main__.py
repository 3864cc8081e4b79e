"""Command line: `python -m scripts.make_examples` writes `letters/examples/`."""

from __future__ import annotations

from pathlib import Path

from scripts.make_examples.making import write

if __name__ == "__main__":
    target = Path(__file__).parents[2] / "letters" / "examples"
    print(f"{write(target)} files in {target}")
