"""A real mail server on this machine, whose answers a test decides, and what a message says."""

from __future__ import annotations

import email
import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from tests.end_to_end.servers import free_port

ACCEPTED = "250 OK"


class Mailbox:
    """Handler that keeps what was accepted. `to_recipient` and `to_text` are answers for the next messages, in order;
    processes in `kills` are killed, and so many connections as `breaks` says are cut, when a text has come in and is
    not answered yet.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.to_recipient: list[str] = []
        self.to_text: list[str] = []
        self.kills: list[int] = []
        self.breaks = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        answer = self.to_recipient.pop(0) if self.to_recipient else ACCEPTED
        if answer == ACCEPTED:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = self.to_text.pop(0) if self.to_text else ACCEPTED
        if answer == ACCEPTED:
            self.mails.append(email.message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
            self.recipients += envelope.rcpt_tos
        for pid in self.kills:
            os.kill(pid, signal.SIGKILL)
        if self.breaks:
            self.breaks -= 1
            server.transport.abort()
        return answer


@contextmanager
def serving(mailbox: Mailbox, port: int | None = None) -> Iterator[int]:
    """Serve the mailbox; yields the port."""
    controller = Controller(mailbox, hostname="127.0.0.1", port=port or free_port(), ready_timeout=30.0)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def header(mail: EmailMessage, name: str) -> str:
    """Return a header as mail programs read it: without the space that folding a long one leaves."""
    return str(mail[name]).strip()


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part
    return str(part.get_content())


def html_of(mail: EmailMessage) -> str:
    part = mail.get_body(("html",))
    assert part
    return str(part.get_content()).replace("\r\n", "\n")


def links(mail: EmailMessage, path: str) -> list[str]:
    """Return the addresses in the text of the message that lead to this path."""
    return re.findall(rf"https?://\S+{re.escape(path)}\S*", text_of(mail))
