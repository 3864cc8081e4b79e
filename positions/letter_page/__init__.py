"""Page of a letter or stance: annotations, map, standing, other occurrences, history."""
