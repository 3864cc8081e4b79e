"""The place of Chromium, and the flags that start it without contact with its vendor."""

from __future__ import annotations

CHROMIUM = "/usr/bin/chromium"
# Without these Chromium contacts its vendor's servers; --no-sandbox is for running as root, as in CI.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
