#!/usr/bin/env python3
"""Django's command-line utility. Starts the embedded servers in var/ first, unless the environment names others.

Commands that need no server (`NO_SERVER`) start none.
"""

import os
import sys

NO_SERVER = {
    "help",
    "version",
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "makemessages",
}


def needs_servers(arguments: list[str]) -> bool:
    asks_for_help = {"-h", "--help", "--version"} & set(arguments)
    return bool(arguments) and arguments[0] not in NO_SERVER and not asks_for_help


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    # Commands are read by a person at a terminal; per-step log lines are meant for server logs.
    os.environ.setdefault("STANDPUNT_LOG_LEVEL", "WARNING")
    if not needs_servers(sys.argv[1:]):
        os.environ["STANDPUNT_SERVERS"] = "off"
    try:
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError:
        sys.exit("Django is not installed here: run `make setup`, then `.venv/bin/python manage.py ...`.")

    from tracker import local_servers

    local_servers.ensure_for_environment()
    execute_from_command_line(sys.argv)
