"""E-mails are opened in the reading process, with their limits before a file is made of them."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from letters.sources import email_files
from letters.sources.source_errors import Fault, SourceError


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    email_files.close()


def email(files: int, *, size: int = 3, kind: str = "pdf") -> bytes:
    message = EmailMessage()
    message["Subject"] = "Stukken"
    message.set_content("Bijgaand.")
    for number in range(files):
        message.add_attachment(b"x" * size, maintype="application", subtype=kind, filename=f"stuk {number}.{kind}")
    return message.as_bytes()


def test_an_email_is_opened_in_a_process_of_its_own() -> None:
    assert email_files.letters_in(email(2)) == [
        email_files.Part("stuk 0.pdf", b"xxx"),
        email_files.Part("stuk 1.pdf", b"xxx"),
    ]
    assert email_files._process().pid is not None
    email_files.close()
    assert email_files._process().pid is None


def test_more_files_than_allowed_are_refused_before_one_is_decoded() -> None:
    data = email(email_files.MOST + 1, size=400_000)
    bare = _peak(email(1, size=400_000 * (email_files.MOST + 1)))
    assert _peak(data) < bare
    with pytest.raises(SourceError) as caught:
        email_files.letters_in(data)
    assert (caught.value.code, "50 bestanden" in str(caught.value)) == (Fault.NO_MAIL, True)


def _peak(data: bytes) -> int:
    """Bytes that opening an e-mail takes at most."""
    tracemalloc.start()
    email_files.opened(data)
    try:
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_parts_of_any_sort_are_counted() -> None:
    with pytest.raises(SourceError, match="meer dan 1000"):
        email_files.letters_in(email(email_files.MOST_PARTS, kind="png"))


@pytest.mark.parametrize(
    "answer", [[], None, 3, [("a.pdf", b"x" * 9)], [("a.pdf", "x")], [("a.pdf", b"x"), 3], [("a", b"")] * 51]
)
def test_an_answer_that_cannot_come_out_of_the_email_is_refused(answer: object) -> None:
    with pytest.raises(SourceError):
        email_files._checked(answer, 5)


def test_an_email_of_emails_without_end_is_refused_and_the_next_is_opened() -> None:
    nested = b"Subject: x\nContent-Type: message/rfc822\n\n" * 5000
    with pytest.raises(SourceError):
        email_files.letters_in(nested)
    assert email_files.letters_in(email(1)) == [email_files.Part("stuk 0.pdf", b"xxx")]
