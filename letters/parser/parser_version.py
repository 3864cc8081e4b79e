"""Version of reader and parser together, apart from both: most processes compare it alone and load neither."""

from __future__ import annotations

VERSION = "3"  # raised when their output for the same bytes changes
