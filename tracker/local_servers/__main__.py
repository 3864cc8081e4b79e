"""Command line: `python -m tracker.local_servers start|stop`."""

from __future__ import annotations

import sys

from tracker import local_servers

COMMANDS = {"start": local_servers.ensure_for_environment, "stop": local_servers.stop}

if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
    sys.exit("usage: python -m tracker.local_servers start|stop")
COMMANDS[sys.argv[1]]()
