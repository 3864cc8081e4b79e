"""Inter-coder agreement from the database: codings, measures, report, coverage."""
