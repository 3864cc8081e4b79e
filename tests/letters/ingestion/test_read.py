"""A bug of ours while reading a file is reported at once, and the rest of the batch continues."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterator

import pytest

from letters.ingestion import read, restore_text, retry
from letters.models import Content, Ingestion, Letter
from letters.readers.problems import MESSAGES, Problem
from letters.readers.sandbox.reader_process import ReaderProcess, SandboxLimits
from tests.factories import SENTENCES, letter

State = Ingestion.State
HERE = "tests.letters.readers.faulty_readers."
REAL = read.READ_LETTER
FAULTS = {
    "fail": "KeyError (tests.letters.readers.faulty_readers:",
    "recurse": "RecursionError",
    "leave": "SystemExit",
    "answer_function": "pickle",
    "answer_foreign": "fractions.Fraction is not for an answer",
    "answer_words": "no letter: TypeError",
    "answer_half": "no letter: KeyError",
    "answer_number": "no letter",
    "answer_nul": "no letter",
    "answer_surrogate": "no letter: UnicodeEncodeError",
    "refuse_with_a_code_of_its_own": "a refusal that is none of ours",
    "refuse_without_words": "a refusal that is none of ours",
    "nowhere_to_be_found": "AttributeError",
}


@pytest.fixture(scope="module")
def process() -> Iterator[ReaderProcess]:
    names = [REAL, HERE + "run_out_of_memory", *(HERE + name for name in FAULTS)]
    process = ReaderProcess(SandboxLimits(seconds=20), names)
    yield process
    process.close()


@pytest.fixture
def broken(process: ReaderProcess, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make files read by a broken function, or by the real one again."""
    monkeypatch.setattr(read, "reader", lambda: process)
    return lambda name: monkeypatch.setattr(read, "READ_LETTER", HERE + name if name else REAL)


@pytest.mark.parametrize("function", FAULTS)
def test_a_fault_of_ours_fails_the_file_at_once_and_says_so(take_in, broken, caplog, function: str) -> None:
    broken(function)
    with caplog.at_level(logging.ERROR, logger="letters"):
        ingestion = take_in(letter())
    assert (ingestion.state, ingestion.problem, ingestion.attempts) == (State.FAILED, "internal-error", 0)
    assert ingestion.message == MESSAGES[Problem.INTERNAL_ERROR]
    (record,) = caplog.records
    assert FAULTS[function] in record.getMessage()
    assert (record.levelname, record.ingestion) == ("ERROR", ingestion.pk)


def test_the_bytes_are_kept_and_the_file_can_be_tried_again(take_in, broken, run_steps) -> None:
    broken("fail")
    ingestion = take_in(letter())
    assert bytes(Content.objects.get(document=ingestion.document_id).data) == letter().encode()
    broken("")
    assert retry.try_again(ingestion)
    run_steps()
    ingestion.refresh_from_db()
    assert (ingestion.state, ingestion.problem, Letter.objects.count()) == (State.DONE, "", 1)


def test_a_file_that_an_editor_wants_to_look_at_first_fails_too(take_in, broken) -> None:
    broken("answer_nul")
    assert take_in(letter(), hold=True).state == State.FAILED


def test_the_rest_of_a_batch_goes_on(take_in, broken) -> None:
    batch = uuid.uuid4()
    states = []
    for number, function in enumerate(("", "fail", "", "answer_words", "")):
        broken(function)
        sentences = (f"Zin {number} staat in geen andere brief.", *SENTENCES[number : number + 2])
        states.append(take_in(letter(number=str(number + 1), sentences=sentences), batch=batch).state)
    assert states == [State.DONE, State.FAILED, State.DONE, State.FAILED, State.DONE]
    assert Letter.objects.count() == 3


def test_memory_that_runs_out_is_told_apart(take_in, broken) -> None:
    broken("run_out_of_memory")
    assert take_in(letter()).problem == "reader-died"


def test_an_earlier_text_is_put_back_by_its_words_when_its_file_cannot_be_read(take_in, broken, admin_user) -> None:
    held = take_in(letter()).letter
    take_in(letter(sentences=(*SENTENCES[:-1], "Zie Kamerstuk 99 301, nr. 3.")))
    broken("fail")
    earlier, later = held.revisions.order_by("number")
    assert restore_text.restore(held, earlier, user=admin_user)
    assert restore_text.restore(held, later, user=admin_user)
    assert [citation.target for citation in held.citations.all()] == ["kst-99301-3"]


def test_a_letter_that_writes_of_nul_is_no_fault(take_in) -> None:
    ingestion = take_in(letter(title=r"Over \u0000 op zee"))
    assert (ingestion.state, ingestion.letter.dossier_title) == (State.DONE, r"Over \u0000 op zee")
