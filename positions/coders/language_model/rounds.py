"""Rounds of the language model over letters, kept window by window: what was answered is never asked again.

The network is asked outside every transaction, by threads that do not touch the database; what came back is kept in
one short update. When all windows of a letter are answered or failed, its proposals are written at once.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from django.db import transaction
from django.utils import timezone

from letters.harvesting.source_lock import source_lock
from letters.models import Revision
from letters.parsed_revision import parsed_letter_of
from letters.parser.parsed_letter import ParsedLetter
from positions.codebook import store
from positions.coders import run
from positions.coders.language_model import budget, which_letters
from positions.coders.language_model.ask import MOST_ATTEMPTS, ask_window, codings_of
from positions.coders.language_model.coder import NAME, version_of
from positions.coders.language_model.config import ModelConfig, NotConfigured, config
from positions.coders.language_model.faults import EndpointError, Fault
from positions.domain.codebook.types import Codebook
from positions.domain.language_model.answer import Refused, from_json, proposals
from positions.domain.language_model.windows import BEFORE, NumberedSentence, Window, numbered_sentences, windows_of
from positions.models import CodebookVersion, Coder, ModelRound, ModelWindow
from positions.summary_table.refresh import summing_up

if TYPE_CHECKING:
    from positions.coders.language_model.chat_completions import ModelClient, Reply

log = logging.getLogger(__name__)
Number = TypeVar("Number", int, float, Decimal)

LOCK = "language-model"
MOST_FAULTS = 5  # requests on a window that got no answer
FIRST_PAUSE, LONGEST_PAUSE = 60, 3600  # seconds after a fault
NOT_SENT = "De brief wordt niet meer gestuurd: ingetrokken, of door een instelling uitgesloten."
OVERTAKEN = "Ingehaald door een andere tekst, een ander model, een andere vraag of een ander codeboek."
BUDGET_SPENT = "Het budget van vandaag (€ {budget:.2f}) is op. Morgen gaat het verder."
NO_USAGE = (
    "De server zegt niet hoeveel tokens een antwoord kostte; zo is het budget niet te bewaken. "
    "Laat LANGUAGE_MODEL_BUDGET leeg, of neem een server die «usage» geeft."
)


class AlreadyAsking(Exception):
    """Another process is asking the model."""


@dataclass(frozen=True, slots=True)
class Pause:
    """The reason why asking stops, in Dutch, and until when by itself; "" where only the time for it is over.

    `of_letter`: others can be asked.
    """

    line: str = ""
    until: datetime | None = None
    fault: bool = False
    of_letter: bool = False


def work(
    of: ModelConfig, coder: Coder, codebook: CodebookVersion, texts: Iterable[int], *, seconds: float | None = None
) -> list[ModelRound]:
    """Ask on these texts (ids) in turn, until all are done, asking has to pause, or the seconds are over.

    Returns the rounds, the last of which has the reason of a pause. Raises AlreadyAsking.
    """
    ends_at = None if seconds is None else time.monotonic() + seconds
    from positions.coders.language_model.chat_completions import ModelClient  # noqa: PLC0415 - httpx takes long to load

    found: list[ModelRound] = []
    with source_lock(LOCK) as mine, ModelClient(of) as client:
        if not mine:
            raise AlreadyAsking
        for pk in texts:
            revision = which_letters.texts(of).filter(pk=pk).first()
            if revision is None:
                continue  # withdrawn, or given another text, since the list was made
            found.append(begin(revision, coder, codebook, of.window))
            if not _Asking(of, client, found[-1], codebook, ends_at).go_on():
                break
    return found


def work_a_while(seconds: float) -> None:
    """Go on with the letters that wait, if a model is set and asking is not paused or done elsewhere."""
    try:
        found = config()
    except NotConfigured as error:
        log.error("the language model is not asked: %s", error)
        return
    codebook = CodebookVersion.objects.order_by("pk").last()
    if found is None or codebook is None:
        return
    coder = coder_of(found, codebook)
    if is_paused(coder, codebook):
        return
    texts = which_letters.to_do(found, coder, codebook).values_list("pk", flat=True)[: run.BATCH]
    try:
        work(found, coder, codebook, list(texts), seconds=seconds)
    except AlreadyAsking:
        log.info("the language model is being asked by another process")


def coder_of(of: ModelConfig, codebook: CodebookVersion) -> Coder:
    """Return the row of this model under this codebook: with another prompt it is another coder."""
    version = version_of(of, store.codebook_of(codebook.pk))
    return Coder.objects.get_or_create(name=NAME, version=version)[0]


def is_paused(coder: Coder, codebook: CodebookVersion) -> bool:
    """Return whether the last pause is not over yet."""
    own = ModelRound.objects.filter(coder=coder, codebook=codebook, state=ModelRound.State.OPEN)
    return own.filter(again_at__gt=timezone.now()).exists()


@transaction.atomic
def begin(revision: Revision, coder: Coder, codebook: CodebookVersion, size: int) -> ModelRound:
    """Return the text's round, opened: a new one with its windows, or the one there is with what was answered.

    Of one that was done, the failed windows wait again.
    """
    text = Revision.objects.select_for_update().only("pk").get(pk=revision.pk)
    found, new = ModelRound.objects.get_or_create(revision=text, coder=coder, codebook=codebook)
    if new:
        windows = windows_of(parsed_letter_of(revision), size)
        ModelWindow.objects.bulk_create(ModelWindow(round=found, first=each.first, last=each.last) for each in windows)
    elif found.state != ModelRound.State.OPEN:
        _reopen(found)
    others = ModelRound.objects.filter(revision__letter=revision.letter_id, state=ModelRound.State.OPEN)
    others.exclude(pk=found.pk).update(state=ModelRound.State.OVERTAKEN, line=OVERTAKEN, again_at=None)
    found.revision = revision
    return found


def _reopen(found: ModelRound) -> None:
    found.windows.filter(state=ModelWindow.State.FAILED).update(
        state=ModelWindow.State.WAITING, attempts=0, faults=0, reason="", complaint=""
    )
    found.state, found.line, found.ended_at, found.proposals = ModelRound.State.OPEN, "", None, None
    found.save(update_fields=["state", "line", "ended_at", "proposals"])


class _Asking:
    """The windows of one round that wait, asked some at once."""

    def __init__(
        self,
        config: ModelConfig,
        client: ModelClient,
        asked: ModelRound,
        codebook: CodebookVersion,
        ends_at: float | None,
    ) -> None:
        self._config, self._client, self._round, self._ends_at = config, client, asked, ends_at
        self._codebook: Codebook = store.codebook_of(codebook.pk)
        self._letter: ParsedLetter = parsed_letter_of(asked.revision)
        self._sentences = numbered_sentences(self._letter)

    def go_on(self) -> bool:
        """Ask until the round is done, or asking has to pause; returns whether the next letter can be asked."""
        pause = self._ask()
        if pause is None:
            finish(self._round, self._sentences)
        elif pause.of_letter and overtaken(self._round):
            return True
        else:
            _note(self._round, pause)
        return pause is None or pause.of_letter

    def _ask(self) -> Pause | None:
        waiting = deque(self._round.windows.filter(state=ModelWindow.State.WAITING))
        running: dict[Future[Reply], ModelWindow] = {}
        pause: Pause | None = None
        with ThreadPoolExecutor(self._config.at_once) as pool:
            while running or (waiting and not pause):
                while waiting and not pause and len(running) < self._config.at_once:
                    if not (pause := self._has_to_pause()):
                        row = waiting.popleft()
                        running[pool.submit(self._reply, _window(row, self._sentences), row.complaint)] = row
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    row = running.pop(future)
                    pause = self._take(row, future) or pause
                    if row.state == ModelWindow.State.WAITING:
                        waiting.append(row)
        return pause if waiting else None

    def _has_to_pause(self) -> Pause | None:
        if not which_letters.texts(self._config).filter(pk=self._round.revision_id).exists():
            return Pause(NOT_SENT, of_letter=True)
        if self._ends_at is not None and time.monotonic() >= self._ends_at:
            return Pause()
        if budget.is_spent(self._config):
            return Pause(BUDGET_SPENT.format(budget=self._config.budget), budget.tomorrow())
        return None

    def _reply(self, window: Window, complaint: str) -> Reply:
        """Run in a thread, without the database."""
        subject = self._letter.subject
        return ask_window(self._client, self._config, window, self._codebook, subject=subject, complaint=complaint)

    def _take(self, row: ModelWindow, future: Future[Reply]) -> Pause | None:
        """Keep what came back; returns the pause that follows from it."""
        try:
            reply = future.result()
        except EndpointError as error:
            return self._take_fault(row, error)
        self._take_reply(row, reply)
        if self._config.budget is not None and self._config.cost(reply.tokens_in, reply.tokens_out) is None:
            return Pause(NO_USAGE, timezone.now() + timedelta(seconds=LONGEST_PAUSE), fault=True)
        return None

    def _take_reply(self, row: ModelWindow, reply: Reply) -> None:
        self._round.faults = 0
        row.attempts += 1
        row.tokens_in, row.tokens_out = _sum(row.tokens_in, reply.tokens_in), _sum(row.tokens_out, reply.tokens_out)
        row.seconds = _sum(row.seconds, reply.seconds)
        row.cost = _sum(row.cost, self._config.cost(reply.tokens_in, reply.tokens_out))
        try:
            codings = codings_of(reply, _window(row, self._sentences), self._codebook)
        except Refused as refused:
            row.reason, row.complaint = str(refused), refused.complaint
            if refused.for_good or row.attempts >= MOST_ATTEMPTS:
                row.state = ModelWindow.State.FAILED
        else:
            row.answer, row.reason, row.complaint = [coding.as_json() for coding in codings], "", ""
            row.state = ModelWindow.State.ANSWERED
        _keep(row)

    def _take_fault(self, row: ModelWindow, error: EndpointError) -> Pause | None:
        row.reason = str(error)
        if error.of_window(answers=self._answers()):
            row.faults += 1
        if error.code is Fault.TOO_LONG or row.faults >= MOST_FAULTS:
            row.state = ModelWindow.State.FAILED
        _keep(row)
        if error.code is Fault.TOO_LONG:
            return None
        faults = self._round.faults
        seconds = max(error.wait or 0, min(FIRST_PAUSE * 2**faults, LONGEST_PAUSE))
        return Pause(str(error), timezone.now() + timedelta(seconds=min(seconds, 24 * 3600)), fault=True)

    def _answers(self) -> bool:
        return ModelWindow.objects.filter(round__coder=self._round.coder_id, state=ModelWindow.State.ANSWERED).exists()


@summing_up
def finish(of: ModelRound, sentences: Sequence[NumberedSentence]) -> None:
    """Write the proposals of an open round whose windows are settled, and close it; all or nothing."""
    Revision.objects.select_for_update().only("pk").get(pk=of.revision_id)
    if overtaken(of):
        return
    answers = of.windows.filter(state=ModelWindow.State.ANSWERED).values_list("answer", flat=True)
    found = proposals([coding for answer in answers for coding in from_json(answer or ())], sentences)
    whole = not of.windows.exclude(state=ModelWindow.State.ANSWERED).exists()
    written = run.record(found, of.revision, of.coder, of.codebook, whole=whole)
    of.state, of.ended_at, of.proposals = ModelRound.State.DONE, timezone.now(), len(found)
    of.line, of.faults, of.again_at = "", 0, None
    of.save(update_fields=["state", "ended_at", "proposals", "line", "faults", "again_at"])
    key = of.revision.letter.key
    log.info("%s proposed %s stances on %s", of.coder, written, key, extra={"letter": key})


def overtaken(of: ModelRound) -> bool:
    """Return whether the letter has another text by now; the round is closed then."""
    if Revision.objects.filter(pk=of.revision_id, is_current=True).exists():
        return False
    ModelRound.objects.filter(pk=of.pk).update(state=ModelRound.State.OVERTAKEN, line=OVERTAKEN, again_at=None)
    of.refresh_from_db(fields=["state", "line", "again_at"])
    return True


def _note(of: ModelRound, pause: Pause) -> None:
    of.line, of.again_at = pause.line, pause.until
    of.faults = min(of.faults + pause.fault, 1000)
    of.save(update_fields=["line", "again_at", "faults"])
    if pause.line:
        log.warning("the language model pauses: %s", pause.line)


def _keep(row: ModelWindow) -> None:
    row.asked_at = timezone.now()
    row.save()


def _window(row: ModelWindow, sentences: Sequence[NumberedSentence]) -> Window:
    before = sentences[max(0, row.first - 1 - BEFORE) : row.first - 1]
    return Window(tuple(sentences[row.first - 1 : row.last]), tuple(before))


def _sum(so_far: Number | None, more: Number | None) -> Number | None:
    if so_far is None or more is None:
        return more if so_far is None else so_far
    return so_far + more
