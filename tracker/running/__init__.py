"""`make run`: one process starts web, worker and beat, again when one falls over, and stops all of it on Ctrl-C."""
