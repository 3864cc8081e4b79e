"""Codebook drafts: validation, and comparison of their proposals with the version before. Pure."""
