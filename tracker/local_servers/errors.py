from __future__ import annotations


class EmbeddedError(SystemExit):
    """The embedded servers cannot run; the message is one line for the user.

    A SystemExit, so that any program (manage.py, celery) prints that line only and exits with status 1.
    """

    def __init__(self, line: str) -> None:
        super().__init__(" ".join(line.split()))


def reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
