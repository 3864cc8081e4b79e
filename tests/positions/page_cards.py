"""Metadata of a page as other programs read it, and which public pages have none."""

from __future__ import annotations

import re
from html import unescape

WITHOUT = {"topic-embed", "compare-embed", "login", "follow-asked"}  # for frames, or for people only: not indexed


def cards(html: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', html)
    return {name: unescape(words) for name, words in found}
