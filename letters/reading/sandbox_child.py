"""The child's side of `letters.reading.sandbox`: `python -m letters.reading.sandbox_child PARENT MEMORY FUNCTION…`"""

from __future__ import annotations

import ctypes
import os
import pickle
import resource
import signal
import sys
from collections.abc import Callable
from importlib import import_module

from letters.reading.blocks import ReadingError
from letters.reading.frames import receive_frame, send_answer

_PR_SET_PDEATHSIG = 1
_GRACE = 5.0  # seconds that the parent has to end us before we do it ourselves


def main(parent: int, memory: int, names: list[str]) -> None:
    if parent:
        _die_with(parent)
    functions = {name: _function(name) for name in names}
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    # Libraries may print; that must not get between the answers.
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    _limit(memory)
    while (request := receive_frame(requests)) is not None and (data := receive_frame(requests)) is not None:
        name, arguments, seconds = pickle.loads(request)
        # Ends this process even in the middle of C code, should the parent be gone or have forgotten us.
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)
        answer = _answer(functions[name], data, arguments)
        signal.setitimer(signal.ITIMER_REAL, 0)
        del request, data
        send_answer(answers, answer, _resident())


def _answer(function: Callable[..., object], data: bytes, arguments: dict[str, object]) -> bytes:
    try:
        return pickle.dumps(function(data, **arguments))
    except ReadingError as error:
        return pickle.dumps(error)
    except MemoryError:
        return pickle.dumps(MemoryError())
    except Exception as fault:  # noqa: BLE001  # a fault of ours: the parent raises it as such, with what it said
        return pickle.dumps(RuntimeError(f"{type(fault).__name__}: {fault}"))


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
    pages = _statm(0)
    if pages is not None:
        # Everything that reading needs is loaded first, so that the limit is on what documents take.
        import_module("letters.reading.forms")
        whole = (_statm(0) or pages) + memory
        resource.setrlimit(resource.RLIMIT_AS, (whole, whole))


def _statm(field: int) -> int | None:
    """Bytes of address space (0) or of resident memory (1) where the system tells (Linux), else None."""
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
