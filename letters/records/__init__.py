"""Record definitions for machine-readable output: each field is defined once, and every output derives from it."""
