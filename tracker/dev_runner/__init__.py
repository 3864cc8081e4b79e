"""`make run`: a supervisor that starts web, worker and beat, restarts whichever exits, and stops all on Ctrl-C."""
