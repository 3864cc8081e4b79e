"""Handing a mail over to a mail server, and what became of it."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

PERMANENT = range(500, 600)


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


def hand_over(connection: BaseEmailBackend, mail: EmailMessage) -> Answer:
    """Send one mail over an open connection. A broken connection is closed, to be opened anew for the next."""
    smtp = getattr(connection, "connection", None)
    if isinstance(smtp, _Noting):
        smtp.begun = False
    try:
        connection.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as error:
        return _refused(max(code for code, _words in error.recipients.values()))
    except smtplib.SMTPDataError as error:
        return _refused(error.smtp_code)
    except smtplib.SMTPSenderRefused as error:  # whom we send from is our fault, not the recipient's
        return Answer(Outcome.LATER, f"sender refused, {error.smtp_code}")
    except (smtplib.SMTPException, OSError) as error:
        begun = isinstance(smtp, _Noting) and smtp.begun
        connection.close()
        return Answer(Outcome.UNKNOWN if begun else Outcome.LATER, type(error).__name__)
    return Answer(Outcome.ACCEPTED)


def _refused(code: int) -> Answer:
    return Answer(Outcome.REFUSED if code in PERMANENT else Outcome.LATER, str(code))
