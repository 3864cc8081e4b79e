"""The child's side of `letters.readers.sandbox.reader_process`: `python -m letters.readers.sandbox.child PARENT MEMORY
FUNCTION…`
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pickle
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from importlib import import_module

from letters.readers.blocks import ReaderFault, ReadingError
from letters.readers.sandbox.frames import receive_frame, send_answer

_PR_SET_PDEATHSIG = 1
_GRACE = 5.0  # seconds after the time limit in which the parent should end this process, before it ends itself


def main(parent: int, memory: int, names: list[str]) -> None:
    if parent:
        _die_with(parent)
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    # Libraries may print; that must not mix with the answers.
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    # Everything needed for reading is loaded first, so that the limit applies to the documents' use only.
    for name in (*names, "letters.readers.dispatch.read_form"):
        with contextlib.suppress(Exception):  # an import error is reported when the function is called
            _function(name)
    _limit(memory)
    while (request := receive_frame(requests)) is not None and (data := receive_frame(requests)) is not None:
        name, arguments, seconds = pickle.loads(request)
        # Ends this process even in the middle of C code, if the parent is gone or does not enforce the limit.
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)
        answer = _answer(name, data, arguments)
        signal.setitimer(signal.ITIMER_REAL, 0)
        del request, data
        send_answer(answers, answer, _resident())


def _answer(name: str, data: bytes, arguments: dict[str, object]) -> bytes:
    """Return the pickled result of the function, or the pickled exception for the parent to raise."""
    try:
        return pickle.dumps(_function(name)(data, **arguments))
    except ReadingError as error:
        return pickle.dumps(error)
    except MemoryError:
        return pickle.dumps(MemoryError())
    except BaseException as fault:  # noqa: BLE001  # of a library that exits the process too
        return pickle.dumps(ReaderFault(_told(fault, name.partition(".")[0])))


def _told(fault: BaseException, package: str) -> str:
    """Describe an exception: its type, its innermost location within the package, and its message."""
    try:
        message = str(fault)
    except Exception as second:  # noqa: BLE001  # an exception that cannot say what it is still has a type
        message = f"({type(second).__name__} in its message)"
    frames = [(frame.f_globals.get("__name__", ""), line) for frame, line in traceback.walk_tb(fault.__traceback__)]
    places = [f" ({module}:{line})" for module, line in frames if module.startswith(f"{package}.")]
    return f"{type(fault).__name__}{places[-1] if places else ''}: {message}"


def _function(dotted: str) -> Callable[..., object]:
    module, _, name = dotted.rpartition(".")
    found: Callable[..., object] = getattr(import_module(module), name)
    return found


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(0)


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    loaded = _statm(0)
    if loaded is not None:
        resource.setrlimit(resource.RLIMIT_AS, (loaded + memory, loaded + memory))


def _statm(field: int) -> int | None:
    """Bytes of address space (0) or resident memory (1) on Linux, None on other systems."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[field]) * resource.getpagesize()
    except OSError:
        return None


def _resident() -> int:
    now = _statm(1)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if now is None else now


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
