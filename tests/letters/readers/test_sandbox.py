from __future__ import annotations

import os
import pickle
import re
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from letters.readers import read
from letters.readers.blocks import Block, BlockKind, ReaderFault, ReadingError
from letters.readers.inline_text import clean
from letters.readers.sandbox.frames import AnswerError, loads
from letters.readers.sandbox.reader_process import ReaderProcess, SandboxLimits, read_safely
from tests.letters.readers import hostile_readers
from tests.letters.readers.departmental_letter import departmental_pdf

HERE = "tests.letters.readers.hostile_readers."
FUNCTIONS = [HERE + name for name, value in vars(hostile_readers).items() if callable(value) and name.islower()]
FAULTY = "tests.letters.readers.faulty_readers."
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc, or needs limits that only Linux keeps")


@pytest.fixture
def reader() -> Iterator[ReaderProcess]:
    process = ReaderProcess(SandboxLimits(seconds=5), FUNCTIONS)
    yield process
    process.close()


def code(reader: ReaderProcess, function: str) -> str:
    with pytest.raises(ReadingError) as caught:
        reader.call(HERE + function, b"")
    return caught.value.code


def fault(reader: ReaderProcess, function: str) -> str:
    with pytest.raises(ReaderFault) as caught:
        reader.call(function, b"")
    return str(caught.value)


def gone(pid: int, *, within: float = 5.0) -> bool:
    """True if the process has ended, or is a zombie not yet reaped by its new parent."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
            if sys.platform == "linux" and ") Z" in Path(f"/proc/{pid}/stat").read_text():
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False


def test_what_is_read_in_the_child_is_what_is_read_here() -> None:
    data = departmental_pdf()
    assert read_safely(data) == read(data)


def test_a_reading_error_comes_through_with_code_and_words() -> None:
    with pytest.raises(ReadingError) as caught:
        read_safely(b"")
    assert caught.value.code == "empty"
    assert "leeg" in str(caught.value)


def test_one_child_serves_many_calls(reader: ReaderProcess) -> None:
    assert [reader.call(HERE + "echo", b"een"), reader.pid] == ["een", reader.pid]
    first = reader.pid
    assert reader.call(HERE + "echo", b"x" * 3_000_000) == "x" * 3_000_000
    assert reader.pid == first


def test_a_call_that_takes_too_long_is_ended_and_the_next_one_works() -> None:
    reader = ReaderProcess(SandboxLimits(seconds=2), FUNCTIONS)
    reader.call(HERE + "echo", b"warm")
    child = reader.pid
    assert code(reader, "sleep") == "too-slow"
    assert child is not None and gone(child)
    reader.close()


@pytest.mark.parametrize("how", ["crash", "be_killed"])
def test_a_document_that_kills_its_reader_is_told_so_and_the_next_one_works(reader: ReaderProcess, how: str) -> None:
    assert code(reader, how) == "reader-died"
    assert reader.call(HERE + "echo", b"verder") == "verder"


@linux
def test_a_document_that_takes_too_much_memory_is_stopped(reader: ReaderProcess) -> None:
    assert code(reader, "eat_memory") == "reader-died"
    assert reader.call(HERE + "echo", b"verder") == "verder"


def test_a_worn_out_child_is_not_held_against_the_document(reader: ReaderProcess) -> None:
    assert reader.call(HERE + "die_second_time", b"") == "goed"
    assert reader.call(HERE + "die_second_time", b"") == "goed"


def test_a_child_is_replaced_after_so_many_calls() -> None:
    reader = ReaderProcess(SandboxLimits(calls=2), FUNCTIONS)
    pids = []
    for _ in range(4):
        reader.call(HERE + "echo", b"")
        pids.append(reader.pid)
    assert pids[1] is None and pids[0] != pids[2]
    reader.close()


def test_only_listed_functions_run() -> None:
    with pytest.raises(ValueError, match=r"os\.system"):
        ReaderProcess().call("os.system", b"true")


def test_an_answer_with_foreign_classes_is_refused(reader: ReaderProcess) -> None:
    Path("/tmp/forged").unlink(missing_ok=True)
    assert "system is not for an answer" in fault(reader, HERE + "forge")
    assert not Path("/tmp/forged").exists()


def test_an_answer_may_not_name_functions_of_ours_either() -> None:
    assert loads(pickle.dumps(Block("tekst"))) == Block("tekst")
    with pytest.raises(AnswerError):
        loads(pickle.dumps(clean))


@pytest.mark.parametrize(
    ("owner", "name", "member"),
    [
        (BlockKind, "PARAGRAPH", BlockKind.PARAGRAPH),
        (BlockKind, "__class__", None),
        (BlockKind, "value", None),
        (Block, "__init__", None),
        (Block("tekst"), "text", None),
        ("tekst", "upper", None),
    ],
)
def test_of_what_an_answer_may_name_only_a_member_of_an_enum_is_taken(owner, name: str, member) -> None:
    """As Python 3.11.0 to 3.11.3 pickle them: by `getattr`."""
    answer = pickle.dumps(ByAttribute(owner, name))
    if member is None:
        with pytest.raises(AnswerError):
            loads(answer)
    else:
        assert loads(answer) is member


class ByAttribute:
    def __init__(self, owner: object, name: str) -> None:
        self.owner, self.name = owner, name

    def __reduce__(self) -> tuple[object, tuple[object, str]]:
        return getattr, (self.owner, self.name)


TOLD = {
    "fail": r"^KeyError \(tests\.letters\.readers\.faulty_readers:\d+\): 'fout'$",
    "recurse": "^RecursionError .*maximum recursion depth",
    "leave": r"^SystemExit .*: 3$",
    "fail_speechless": r"^SpeechlessError .*: \(LookupError in its message\)$",
    "fail_in_lines": "een 2026-01-01 ERROR letters twee",
    "nowhere_to_be_found": "^AttributeError: module .* has no attribute 'nowhere_to_be_found'",
    "answer_function": "pickle",
    "answer_deep": "^RecursionError",
    "answer_foreign": "fractions.Fraction is not for an answer",
    "refuse_with_a_code_of_its_own": "'xxx",
    "refuse_without_words": "'empty'",
}


@pytest.fixture(scope="module")
def faulty() -> Iterator[ReaderProcess]:
    process = ReaderProcess(functions=[*FUNCTIONS, FAULTY + "run_out_of_memory", *(FAULTY + name for name in TOLD)])
    yield process
    process.close()


@pytest.mark.parametrize("function", TOLD)
def test_a_fault_of_ours_is_told_in_one_short_line_and_the_next_call_works(
    faulty: ReaderProcess, function: str
) -> None:
    told = fault(faulty, FAULTY + function)
    assert re.search(TOLD[function], told)
    assert told.isprintable() and len(told) <= 500
    assert faulty.call(HERE + "echo", b"verder") == "verder"


def test_memory_that_runs_out_is_no_fault_of_ours(faulty: ReaderProcess) -> None:
    with pytest.raises(ReadingError) as caught:
        faulty.call(FAULTY + "run_out_of_memory", b"")
    assert caught.value.code == "reader-died"


def test_no_document_is_read_by_a_child_that_failed_before(faulty: ReaderProcess) -> None:
    faulty.call(HERE + "echo", b"")
    child = faulty.pid
    fault(faulty, FAULTY + "fail")
    faulty.call(HERE + "echo", b"")
    assert faulty.pid != child


@linux
def test_the_child_has_no_sockets_or_files_of_ours(reader: ReaderProcess, tmp_path: Path) -> None:
    with socket.socket() as ours, (tmp_path / "open").open("w") as file:
        os.set_inheritable(ours.fileno(), True)
        os.set_inheritable(file.fileno(), True)
        found = reader.call(HERE + "list_files", b"")
    assert isinstance(found, list)
    assert all(name.startswith(("pipe:", "/dev/null", "/proc/")) for name in found)


def test_the_child_knows_neither_django_nor_our_secrets(reader: ReaderProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "geheim")
    modules, names = reader.call(HERE + "loaded_modules", b""), reader.call(HERE + "environment", b"")
    assert isinstance(modules, list) and isinstance(names, list)
    assert "letters.readers" in modules
    assert not [name for name in modules if name.split(".")[0] in ("django", "celery", "psycopg2")]
    assert "SECRET_KEY" not in names


def test_a_fork_gets_a_child_of_its_own(reader: ReaderProcess) -> None:
    reader.call(HERE + "echo", b"")
    ours = reader.pid
    into, out = os.pipe()
    forked = os.fork()
    if forked == 0:
        answer = reader.call(HERE + "echo", b"fork")
        os.write(out, f"{answer} {reader.pid}".encode())
        reader.close()
        os._exit(0)
    os.waitpid(forked, 0)
    answer, theirs = os.read(into, 100).decode().split()
    assert answer == "fork"
    assert int(theirs) != ours
    assert reader.call(HERE + "echo", b"nog hier") == "nog hier"
    assert reader.pid == ours


def test_the_child_ends_with_its_parent() -> None:
    into, out = os.pipe()
    forked = os.fork()
    if forked == 0:
        reader = ReaderProcess(SandboxLimits(seconds=60), FUNCTIONS)
        reader.call(HERE + "echo", b"")
        os.write(out, str(reader.pid).encode())
        threading.Thread(target=reader.call, args=(HERE + "sleep", b""), daemon=True).start()
        time.sleep(0.3)
        os.kill(os.getpid(), 9)
    os.waitpid(forked, 0)
    assert gone(int(os.read(into, 100)))


def test_the_child_ends_with_its_parent_though_a_sibling_lives_on() -> None:
    """A forked sibling inherits the parent's pipes and must close them, or the child would wait for ever."""
    into, out = os.pipe()
    forked = os.fork()
    if forked == 0:
        reader = ReaderProcess(functions=FUNCTIONS)
        # From a thread, so that the kernel does not tie the child to this process.
        starter = threading.Thread(target=reader.call, args=(HERE + "echo", b""))
        starter.start()
        starter.join()
        sibling = os.fork()
        if sibling == 0:
            time.sleep(60)
            os._exit(0)
        os.write(out, f"{reader.pid} {sibling}".encode())
        os._exit(0)
    os.waitpid(forked, 0)
    child, sibling = map(int, os.read(into, 100).split())
    try:
        assert gone(child)
    finally:
        os.kill(sibling, signal.SIGKILL)


def test_several_threads_share_one_child(reader: ReaderProcess) -> None:
    answers: list[object] = []
    threads = [
        threading.Thread(target=lambda number=number: answers.append(reader.call(HERE + "echo", str(number).encode())))
        for number in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers, key=str) == sorted((str(number) for number in range(20)), key=str)
