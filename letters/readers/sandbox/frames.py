"""Message protocol between a worker and its reader process: length-prefixed frames over two pipes.

The worker's side never blocks beyond its deadline and treats answers as untrusted: a malicious file may have taken over
the child, so only plain values and our own classes are unpickled.
"""

from __future__ import annotations

import io
import os
import pickle
import selectors
import struct
import time
from collections.abc import Sequence
from enum import EnumType
from importlib import import_module

_LENGTH = struct.Struct(">Q")
_ANSWER = struct.Struct(">QQ")
_CHUNK = 1 << 20
_LONGEST_ANSWER = 1 << 30
_OUR_MODULES = ("letters.readers.", "letters.parser.")
_PLAIN = {
    "builtins": frozenset({"set", "frozenset", "MemoryError"}),
    "datetime": frozenset({"date", "datetime", "timedelta", "timezone"}),
}


class AnswerError(Exception):
    """An invalid answer: the child is compromised or broken, or a function returned a type that is not allowed."""


def exchange(out: int, into: int, frames: Sequence[bytes], deadline: float) -> tuple[bytes, int]:
    """Send frames to the child; return its answer and its resident memory in bytes.

    Raises TimeoutError past the deadline, EOFError if the child is gone, AnswerError for an answer too long. Both file
    descriptors are non-blocking.
    """
    for frame in frames:
        _send(out, _LENGTH.pack(len(frame)), deadline)
        _send(out, frame, deadline)
    length, resident = _ANSWER.unpack(_receive(into, _ANSWER.size, deadline))
    if length > _LONGEST_ANSWER:
        raise AnswerError(f"{length} bytes")
    return _receive(into, length, deadline), resident


def receive_frame(stream: io.BufferedIOBase) -> bytes | None:
    """In the child: read the next frame, None once the worker has gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    frame = stream.read(length)
    return frame if len(frame) == length else None


def send_answer(stream: io.BufferedIOBase, answer: bytes, resident: int) -> None:
    stream.write(_ANSWER.pack(len(answer), resident))
    stream.write(answer)
    stream.flush()


def loads(answer: bytes) -> object:
    """Unpickle an answer. Raises AnswerError if it contains anything but plain values and our own classes."""
    try:
        return _PlainUnpickler(io.BytesIO(answer)).load()
    except Exception as error:  # noqa: BLE001  # whatever a forged pickle provokes, it means the same
        raise AnswerError(f"{type(error).__name__}: {error}") from None


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if name in _PLAIN.get(module, ()):
            return super().find_class(module, name)
        if (module, name) == ("builtins", "getattr"):
            return _member
        if module.startswith(_OUR_MODULES) and "." not in name:
            found = getattr(import_module(module), name, None)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not for an answer")


def _member(owner: object, name: str) -> object:
    """Stand in for `getattr`, by which Python 3.11.0 to 3.11.3 pickle the members of an enum; for nothing else."""
    if isinstance(owner, EnumType) and name in owner.__members__:
        return owner[name]
    raise pickle.UnpicklingError(f"{name} is no member of an enum")


def _send(descriptor: int, data: bytes, deadline: float) -> None:
    view = memoryview(data)
    while view:
        _wait(descriptor, selectors.EVENT_WRITE, deadline)
        try:
            view = view[os.write(descriptor, view[:_CHUNK]) :]
        except BlockingIOError:
            continue
        except BrokenPipeError:
            raise EOFError from None


def _receive(descriptor: int, size: int, deadline: float) -> bytes:
    chunks = bytearray()
    while len(chunks) < size:
        _wait(descriptor, selectors.EVENT_READ, deadline)
        try:
            chunk = os.read(descriptor, min(_CHUNK, size - len(chunks)))
        except BlockingIOError:
            continue
        if not chunk:
            raise EOFError
        chunks += chunk
    return bytes(chunks)


def _wait(descriptor: int, event: int, deadline: float) -> None:
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, event)
        left = deadline - time.monotonic()
        if left <= 0 or not selector.select(left):
            raise TimeoutError
