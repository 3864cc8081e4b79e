"""Positions on topics over time: query, changes between letters, periods compared."""
