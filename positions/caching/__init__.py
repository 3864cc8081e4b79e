"""In-process caches of responses and records, keyed by data version."""
