"""Stances that are shown: current, as of a day, searched, filtered."""
