"""The editor's desk, one module a page. Nothing here writes letters: that is `letters.ingestion`."""

from letters.admin import ingestions, letters, reference, resemblances, sources

__all__ = ["ingestions", "letters", "reference", "resemblances", "sources"]
