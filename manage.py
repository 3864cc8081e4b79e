#!/usr/bin/env python3
"""Django's commands. The servers in var/ are started first, unless others are named or the command needs none."""

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
    # A person reads what a command says; the lines of every step are for servers' logs.
    os.environ.setdefault("STANDPUNT_LOG_LEVEL", "WARNING")
    if not needs_servers(sys.argv[1:]):
        os.environ["STANDPUNT_SERVERS"] = "off"
    try:
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError:
        sys.exit("Django is not installed here: run `make setup`, then `.venv/bin/python manage.py ...`.")

    from tracker import embedded

    embedded.ensure_for_environment()
    execute_from_command_line(sys.argv)
