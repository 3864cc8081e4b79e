from __future__ import annotations


class EmbeddedError(SystemExit):
    """Why the embedded servers cannot serve, in one line for the person at the terminal.

    A SystemExit, so that any program that meets it (manage.py, celery) prints that line alone and ends with status 1.
    """

    def __init__(self, line: str) -> None:
        super().__init__(" ".join(line.split()))


def reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
