"""Machine coders: registry, coders and runs over letter texts."""
