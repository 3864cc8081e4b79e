"""Counting rules, version 2: from accepted stances to positions, lines, steps, periods and gaps (codebook, 5)."""

RULES = 2  # named on every page, file and response with a step, a line or a gap
