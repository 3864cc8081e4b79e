"""Signs of the Symbol and Wingdings fonts, which Word stores as a font with a number (`w:sym`)."""

from __future__ import annotations

_SYMBOL = {
    "2D": "−", "44": "Δ", "57": "Ω", "61": "α", "62": "β", "6D": "μ", "70": "π", "73": "σ", "A3": "≤", "A5": "∞",
    "AE": "→", "B0": "°", "B1": "±", "B3": "≥", "B4": "×", "B7": "•", "B8": "÷", "B9": "≠", "BB": "≈", "D0": "∠",
    "D6": "√", "DB": "⇔", "DE": "⇒", "E5": "∑",
}  # fmt: skip
_WINGDINGS = {
    "6F": "☐", "71": "☐", "78": "☒", "A8": "☐", "DF": "←", "E0": "→", "E8": "→", "F0": "⇨", "FB": "✗", "FC": "✓",
    "FD": "☒", "FE": "☑",
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def sign(font: str, number: str) -> str:
    """Return the character of a sign, "" if it is unknown. `number` is hexadecimal; its last two digits count."""
    known = _FONTS.get(font.lower(), {})
    return known.get(number[-2:].upper(), "")
