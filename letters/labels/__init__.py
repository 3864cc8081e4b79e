"""Wording: kinds of letters, numbers of papers, citations."""
