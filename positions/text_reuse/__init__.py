"""Near-duplicate sentences across letters: detection, history, filters."""
