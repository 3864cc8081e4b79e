"""Selection of letters: full-text search, the filter and its facets."""
