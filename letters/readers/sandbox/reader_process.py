"""Reader of hostile files in a separate process, so that the worker survives whatever they do.

One child per worker, started on first use and reused for many documents. It receives bytes and the name of a function
from a fixed list, and answers with the function's result, its ReadingError or a ReaderFault. A call over the time limit
ends the child; a call that kills the child counts as that document's failure; the next call starts another.

Not `multiprocessing`: Celery's pool workers are daemons, which may not have such children.
"""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from letters.readers.blocks import ReaderFault, Reading, ReadingError
from letters.readers.limits import DEFAULT, MEGABYTE, Limits
from letters.readers.problems import Problem, unreadable
from letters.readers.sandbox.frames import AnswerError, exchange, loads

READ = "letters.readers.read"
_CODES = frozenset(problem.value for problem in Problem)
_PROJECT = Path(__file__).resolve().parents[3]
# The child's environment: only the variables it needs, and no secrets.
_SET = {"PYTHONDONTWRITEBYTECODE": "1"}
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONPYCACHEPREFIX", "TMPDIR")


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """Limits per child.

    `seconds` of wall-clock time per call; `memory` in bytes of address space above the idle child (Linux). A child is
    replaced after `calls`, or once it holds more than `resident` bytes.
    """

    seconds: float = 60.0
    memory: int = 600 * MEGABYTE
    calls: int = 500
    resident: int = 200 * MEGABYTE


class ReaderProcess:
    """The reader's child process. Threads share it (one call at a time); after a fork, each side has its own."""

    def __init__(self, limits: SandboxLimits | None = None, functions: Iterable[str] = (READ,)) -> None:
        self._limits = limits or SandboxLimits()
        self._functions = frozenset(functions)
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._calls = 0
        os.register_at_fork(after_in_child=self._let_go)
        atexit.register(self.close)

    def call(self, function: str, data: bytes, **arguments: object) -> object:
        """Return the result of `function(data, **arguments)`; arguments and result are pickled.

        Raises the function's ReadingError or one of our own (`too-slow`, `reader-died`: memory and crashes);
        ReaderFault for any other exception of the function and for a result of a type that is not allowed.
        """
        if function not in self._functions:
            raise ValueError(f"{function} is not among the functions that this reader runs")
        request = pickle.dumps((function, arguments, self._limits.seconds))
        try:
            with self._lock:
                result = self._ask(request, data)
        except EOFError:
            raise unreadable(Problem.READER_DIED) from None
        except AnswerError as error:
            raise ReaderFault(f"no answer: {error}") from None
        if isinstance(result, ReadingError):
            raise _checked(result)
        if isinstance(result, ReaderFault):
            raise ReaderFault(str(result))
        return result

    def close(self) -> None:
        """End the child; the next call starts another."""
        with self._lock:
            self._end()

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child is not None else None

    def _ask(self, request: bytes, data: bytes) -> object:
        """Return the child's answer, with a retry in a fresh child: an earlier document may have damaged an older one.

        Raises EOFError or AnswerError if a fresh child fails too.
        """
        while True:
            self._start()
            fresh = self._calls == 0
            try:
                return self._exchange(request, data)
            except (EOFError, AnswerError):
                self._end()
                if fresh:
                    raise

    def _exchange(self, request: bytes, data: bytes) -> object:
        child = self._child
        if child is None or child.stdin is None or child.stdout is None:
            raise EOFError
        self._calls += 1
        deadline = time.monotonic() + self._limits.seconds
        try:
            answer, resident = exchange(child.stdin.fileno(), child.stdout.fileno(), (request, data), deadline)
        except TimeoutError:
            self._end()
            raise unreadable(Problem.TOO_SLOW, allowed=round(self._limits.seconds)) from None
        result = loads(answer)
        if isinstance(result, MemoryError):
            raise EOFError
        # After a fault the state of the child is unknown.
        if isinstance(result, ReaderFault) or self._calls >= self._limits.calls or resident > self._limits.resident:
            self._end()
        return result

    def _start(self) -> None:
        if self._child is not None and self._child.poll() is None:
            return
        self._end()
        # The kernel signals a parent's death at the end of the *thread* that started the child.
        tied = threading.current_thread() is threading.main_thread()
        command = [sys.executable, "-m", "letters.readers.sandbox.child"]
        arguments = [str(os.getpid() if tied else 0), str(self._limits.memory), *sorted(self._functions)]
        self._child = subprocess.Popen(
            command + arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd=_PROJECT,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ} | _SET,
            # Ctrl-C and a supervisor's signals are for the worker; the child ends when its pipe closes.
            start_new_session=True,
        )
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                os.set_blocking(pipe.fileno(), False)
        self._calls = 0

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            _close_pipes(child)
            child.kill()
            child.wait()

    def _let_go(self) -> None:
        """In a forked process, drop the child: it and its answers belong to the parent.

        Its pipes are closed here, or the child would not notice its parent's death. The lock is new: a thread that does
        not exist on this side may hold the old one.
        """
        self._lock = threading.Lock()
        child, self._child = self._child, None
        if child is not None:
            _close_pipes(child)
            child.returncode = 0  # not this process's child to wait for


def _checked(error: ReadingError) -> Exception:
    """Validate the error from the child, which a malicious file may control: its text is stored and shown.

    Returns a ReaderFault for an unknown code, or for a message that is not one printable line.
    """
    code, message = getattr(error, "code", None), str(error)
    if isinstance(code, str) and code in _CODES and message and message.isprintable():
        return ReadingError(code, message)
    return ReaderFault(f"a refusal that is none of ours: {code!r}")


def _close_pipes(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            pipe.close()


@cache
def _own_process() -> ReaderProcess:
    return ReaderProcess()


def read_safely(data: bytes, *, limits: Limits = DEFAULT) -> Reading:
    """As `letters.readers.read`, in a child of this process."""
    result = _own_process().call(READ, data, limits=limits)
    if not isinstance(result, Reading):
        raise TypeError(f"the reader returned {type(result).__name__}")
    return result
