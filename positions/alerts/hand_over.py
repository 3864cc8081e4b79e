"""Handing a mail over to a mail server, and what became of it."""

from __future__ import annotations

import os
import re
import smtplib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone

# Refusals for good of a mailbox or message, by code; other 5xx are about commands, signing in or encryption: our part.
PERMANENT = range(550, 555)
# Enhanced status codes (RFC 3463) say it more exactly, where a server gives them.
ADDRESS = "5.1."
OURS = ("5.1.7", "5.1.8", "5.3.", "5.5.", "5.7.")  # our sender, their machine, the protocol, and what we may not send
_ENHANCED = re.compile(rb"5\.\d{1,3}\.\d{1,3}\b")


class Outcome(Enum):
    ACCEPTED = "accepted"
    LATER = "later"  # not accepted, for now
    REFUSED = "refused"  # not accepted, for good: the recipient's server says so of this address or message
    UNKNOWN = "unknown"  # the connection broke after the text had begun


@dataclass(frozen=True, slots=True)
class Answer:
    """`reason` is a code or the name of an error: a server's own words may repeat the address."""

    outcome: Outcome
    reason: str = ""


class _Noting:
    """Notes whether the text of a message was begun: before that, nothing can have been accepted."""

    begun = False

    def data(self, msg: Any) -> Any:
        self.begun = True
        return super().data(msg)  # type: ignore[misc]


class NotingSmtp(_Noting, smtplib.SMTP):
    pass


class NotingSmtpSsl(_Noting, smtplib.SMTP_SSL):
    pass


class SmtpBackend(EmailBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return NotingSmtpSsl if self.use_ssl else NotingSmtp


class FolderBackend(BaseEmailBackend):
    """Writes each message to a file of its own that mail programs open, for installations without a mail server.

    Messages hold addresses: the folder is its owner's alone.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            file = folder / f"{timezone.localtime():%Y%m%d-%H%M%S}-{uuid.uuid4().hex[:8]}.eml"
            part = file.with_suffix(".part")
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as written:
                written.write(message.message().as_bytes())
            part.rename(file)
        return len(email_messages)


def hand_over(connection: BaseEmailBackend, mail: EmailMessage) -> Answer:
    """Send one mail over an open connection. A broken connection is closed, to be opened anew for the next."""
    smtp = getattr(connection, "connection", None)
    if isinstance(smtp, _Noting):
        smtp.begun = False
    try:
        connection.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as error:
        return _refused(*max(error.recipients.values()))
    except smtplib.SMTPDataError as error:
        return _refused(error.smtp_code, error.smtp_error)
    except smtplib.SMTPSenderRefused as error:  # whom we send from is our fault, not the recipient's
        return Answer(Outcome.LATER, f"sender refused, {error.smtp_code}")
    except (smtplib.SMTPException, OSError) as error:
        begun = isinstance(smtp, _Noting) and smtp.begun
        connection.close()
        return Answer(Outcome.UNKNOWN if begun else Outcome.LATER, type(error).__name__)
    return Answer(Outcome.ACCEPTED)


def _refused(code: int, said: bytes | str) -> Answer:
    """Tell a refusal of the reader's address from one of us, which would else stop every reader at once."""
    words = said if isinstance(said, bytes) else said.encode()
    found = _ENHANCED.match(words)
    status = found[0].decode() if found else ""
    for_good = code in PERMANENT or status.startswith(ADDRESS)
    return Answer(Outcome.REFUSED if for_good and not status.startswith(OURS) else Outcome.LATER, str(code))
