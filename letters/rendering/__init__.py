"""Rendering of a letter's text as HTML: layout, annotations, diffs between versions, search snippets."""
