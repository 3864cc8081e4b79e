"""Paper and ink of the pictures, by day and by night, as in tracker/standpunt.css."""

from __future__ import annotations

from dataclasses import dataclass

from positions.looks import Look

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'


@dataclass(frozen=True, slots=True)
class Theme:
    name: str
    paper: str
    ink: str
    quiet: str
    line: str
    band: str

    def topic(self, look: Look) -> str:
        return {"light": look.light, "dark": look.dark}.get(self.name, "var(--topic)")


LIGHT = Theme("light", "#fdfdfb", "#1a1a18", "#55554f", "#cfcfc8", "#f3f3ef")
DARK = Theme("dark", "#151614", "#eceae4", "#b1b0a8", "#3d403a", "#20221f")
# In a page of ours the stylesheet has the colours, so that one drawing serves day, night and paper.
IN_PAGE = Theme("page", "var(--paper)", "var(--ink)", "var(--quiet)", "var(--line)", "var(--raised)")


def theme_of(name: str | None) -> Theme:
    return DARK if name == DARK.name else LIGHT
