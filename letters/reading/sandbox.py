"""Reads hostile files in a process of its own, so that a worker outlives whatever they do to it.

One child a worker, started when first needed and used for many documents. It gets bytes and the name of a function
from a short list, and answers with the function's result or its ReadingError. A call that takes too long ends the
child, a call that kills the child is that document's fault, and the next call starts another.

Not `multiprocessing`: Celery's pool workers are daemons, which may have no children of that kind.
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

from letters.reading.blocks import Reading, ReadingError
from letters.reading.frames import exchange, loads
from letters.reading.limits import DEFAULT, MEGABYTE, Limits
from letters.reading.problems import Problem, unreadable

READ = "letters.reading.read"
_PROJECT = Path(__file__).resolve().parents[2]
# What a child needs of our environment. No secret of ours goes along.
_SET = {"PYTHONDONTWRITEBYTECODE": "1"}
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """`seconds` by the clock for one call. `memory`: bytes of address space above those of the idle child (Linux). A
    child is replaced after `calls`, or once it holds more than `resident` bytes."""

    seconds: float = 60.0
    memory: int = 600 * MEGABYTE
    calls: int = 500
    resident: int = 200 * MEGABYTE


class ReaderProcess:
    """The child. Several threads may share it (one call at a time); after a fork, each side has its own."""

    def __init__(self, limits: SandboxLimits | None = None, functions: Iterable[str] = (READ,)) -> None:
        self._limits = limits or SandboxLimits()
        self._functions = frozenset(functions)
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._calls = 0
        os.register_at_fork(after_in_child=self._let_go)
        atexit.register(self.close)

    def call(self, function: str, data: bytes, **arguments: object) -> object:
        """The result of `function(data, **arguments)`; what goes over must be picklable.

        Raises the function's ReadingError, or one of our own: `too-slow`, `reader-died`.
        """
        if function not in self._functions:
            raise ValueError(f"{function} is not among the functions that this reader runs")
        request = pickle.dumps((function, arguments, self._limits.seconds))
        with self._lock:
            result = self._ask(request, data)
        if isinstance(result, ReadingError):
            raise result
        if isinstance(result, Exception):
            raise RuntimeError(f"the reader failed on a fault of its own: {result}") from result
        return result

    def close(self) -> None:
        """End the child; a next call starts another."""
        with self._lock:
            self._end()

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child is not None else None

    def _ask(self, request: bytes, data: bytes) -> object:
        """A document is blamed for the child's death only if the child was fresh: others may have worn it out."""
        self._start()
        fresh = self._calls == 0
        try:
            return self._exchange(request, data)
        except EOFError:
            self._end()
        if not fresh:
            self._start()
            try:
                return self._exchange(request, data)
            except EOFError:
                self._end()
        raise unreadable(Problem.READER_DIED)

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
        if self._calls >= self._limits.calls or resident > self._limits.resident:
            self._end()
        return result

    def _start(self) -> None:
        if self._child is not None and self._child.poll() is None:
            return
        self._end()
        # The kernel's signal at a parent's death comes at the end of the *thread* that started the child.
        tied = threading.current_thread() is threading.main_thread()
        command = [sys.executable, "-m", "letters.reading.sandbox_child"]
        arguments = [str(os.getpid() if tied else 0), str(self._limits.memory), *sorted(self._functions)]
        self._child = subprocess.Popen(
            command + arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd=_PROJECT,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ} | _SET,
            # Ctrl-C and a supervisor's signals are for the worker; the child ends when its pipe does.
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
        """In a forked process: the child and its answers are the parent's. Its pipes are closed here, or the child
        would not notice its parent's death; the lock may be held by a thread that does not exist on this side."""
        self._lock = threading.Lock()
        child, self._child = self._child, None
        if child is not None:
            _close_pipes(child)
            child.returncode = 0  # it is not ours to wait for


def _close_pipes(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            pipe.close()


@cache
def _own_process() -> ReaderProcess:
    return ReaderProcess()


def read_safely(data: bytes, *, limits: Limits = DEFAULT) -> Reading:
    """`letters.reading.read` in a child of this process."""
    result = _own_process().call(READ, data, limits=limits)
    if not isinstance(result, Reading):
        raise TypeError(f"the reader returned {type(result).__name__}")
    return result
