"""`python -m tracker.embedded start|stop`"""

from __future__ import annotations

import sys

from tracker import embedded

COMMANDS = {"start": embedded.ensure_for_environment, "stop": embedded.stop}

if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
    sys.exit("usage: python -m tracker.embedded start|stop")
COMMANDS[sys.argv[1]]()
