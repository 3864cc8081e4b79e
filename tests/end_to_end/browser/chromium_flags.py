"""The place of Chromium, and the flags that start it without contact with its vendor."""

from __future__ import annotations

import shutil

# Debian builds both of one source. The shell has no windows: a page takes it a third of the processor.
SHELL, WHOLE = "/usr/bin/chromium-headless-shell", "/usr/bin/chromium"
CHROMIUM = SHELL if shutil.which(SHELL) else WHOLE
# Without these Chromium contacts its vendor's servers; --no-sandbox is for running as root, as in CI.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
