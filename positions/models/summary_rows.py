from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, Q
from django.db.models.functions import Now

from letters.models import Cabinet, Letter, Revision
from positions.domain.scale import Holder
from positions.models.codebooks import Topic


class StanceSummary(models.Model):
    """The stances that count of one holder on one topic in one letter's current text: accepted, or open proposals.

    Written by `positions.summary_table` alone, from `StanceQuerySet.speaking`; read where a letter is not `SummaryDue`.
    The arrays are parallel, of this `length`, in the order of the text: start of the sentence, score (None for a
    mention), stance id, whether a person judged it singly, the quote of a position, and whether coders differ on it.
    `counts` are the sentences at −2 to +2, `sentences` their sum, and `read_singly` how many of them were judged
    singly; a disputed sentence is in none of the three. Dates, cabinets and what may be shown are the letter's, and not
    repeated here.

    No foreign key binds the rows: those of a letter that is gone are not joined to anything, and deleted later.
    """

    # Its own index would be the beginning of `summary_of_letter`.
    letter = models.ForeignKey(
        Letter, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    topic = models.ForeignKey(Topic, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    holder = models.CharField(max_length=20, choices=[(h.value, h.value) for h in Holder])
    accepted = models.BooleanField()
    sentences = models.PositiveIntegerField()
    read_singly = models.PositiveIntegerField()
    counts = ArrayField(models.PositiveIntegerField(), size=5)
    length = models.PositiveIntegerField()
    starts = ArrayField(models.PositiveIntegerField())
    scores = ArrayField(models.SmallIntegerField(null=True))
    stances = ArrayField(models.BigIntegerField())
    singly = ArrayField(models.BooleanField())
    quotes = ArrayField(models.TextField(null=True))
    disputed = ArrayField(models.BooleanField())

    class Meta:
        default_permissions = ()
        verbose_name = "samenvatting van standpunten"
        verbose_name_plural = "samenvattingen van standpunten"
        constraints = [
            models.UniqueConstraint(fields=["revision", "topic", "holder", "accepted"], name="summed_up_once"),
        ]
        indexes = [
            # With what the sums of a topic take, which so are read without the rows and their arrays. Of these only the
            # one that has always five numbers: an entry of an index has a limit.
            models.Index(
                fields=["topic", "holder", "accepted"],
                include=["letter", "revision", "sentences", "read_singly", "counts", "length"],
                name="sums_of_topic",
            ),
            models.Index(fields=["letter", "topic", "holder", "accepted"], name="summary_of_letter"),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.topic_id}, {self.holder}"


class LetterSummaryQuerySet(models.QuerySet["LetterSummary"]):
    def in_world(self) -> LetterSummaryQuerySet:
        """As LetterQuerySet.in_world."""
        return self.filter(Q(is_example=False) | ~Exists(Letter.objects.real()))


class LetterSummary(models.Model):
    """Coding of a letter's current text: whether a machine ran on it, a proposal waits, and people went through it.

    Kept like `StanceSummary`. `read`: a person went through all of it (`AssignmentQuerySet.reading`); `coded_twice`:
    two coders finished a common sentence; `lost`: how many accepted quotes left its text and wait for a decision. On a
    letter that is withdrawn, joined into another or of another sort nothing waits and nothing is lost.
    """

    letter = models.OneToOneField(
        Letter, on_delete=models.DO_NOTHING, db_constraint=False, primary_key=True, related_name="+"
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    proposed_on = models.BooleanField()
    waiting = models.BooleanField()
    read = models.BooleanField()
    coded_twice = models.BooleanField()
    lost = models.PositiveIntegerField()
    is_example = models.BooleanField()

    objects = LetterSummaryQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = "stand van een brief"
        verbose_name_plural = "standen van brieven"
        indexes = [
            # The queue, among all that is decided.
            models.Index(fields=["revision"], condition=Q(waiting=True), name="summary_waiting"),
            models.Index(fields=["revision"], condition=Q(lost__gt=0), name="summary_lost"),
        ]

    def __str__(self) -> str:
        return str(self.letter_id)


class DecisionCount(models.Model):
    """Decisions that machines ask for on one topic in one letter's current text (`StanceQuerySet.by_decision`).

    Kept like `StanceSummary`, of letters that may be shown in their world, of which `example` is the invented one.
    `waiting` of the `proposed` are open, and on `differing` of those coders differ.
    """

    # Its own index would be the beginning of `counted_once`.
    letter = models.ForeignKey(
        Letter, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    topic = models.ForeignKey(Topic, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    example = models.BooleanField()
    proposed = models.PositiveIntegerField()
    waiting = models.PositiveIntegerField()
    differing = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        verbose_name = "telling van beslissingen"
        verbose_name_plural = "tellingen van beslissingen"
        constraints = [models.UniqueConstraint(fields=["letter", "topic"], name="counted_once")]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.topic_id}"


class DecisionTotal(models.Model):
    """Part of the sums of `DecisionCount` on one topic: the sums are those of all parts.

    Who changes counts adds a part with the difference, so that nobody waits for another; a task adds the parts up.
    """

    topic = models.ForeignKey(Topic, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    example = models.BooleanField()
    proposed = models.IntegerField()
    waiting = models.IntegerField()
    differing = models.IntegerField()

    class Meta:
        default_permissions = ()
        verbose_name = "deel van de telling van beslissingen"
        verbose_name_plural = "delen van de telling van beslissingen"

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.proposed}"


class SummaryDue(models.Model):
    """A letter whose summaries and counts may be out of date, and the transaction that made them so.

    Written by triggers alone (migrations 0016 and 0026), in the transaction that changes the letter's stances, who went
    through it or whether it may be shown, so that it becomes visible with the change. Until `positions.summary_table`
    has summed the letter up, readers do that themselves.
    """

    letter = models.BigIntegerField()
    transaction = models.PositiveBigIntegerField(db_index=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()
        verbose_name = "samenvatting die wacht"
        verbose_name_plural = "samenvattingen die wachten"
        constraints = [models.UniqueConstraint(fields=["letter", "transaction"], name="due_once_a_transaction")]

    def __str__(self) -> str:
        return str(self.letter)


class DaySummary(models.Model):
    """The letters of one day, real or examples, on one topic, as charts sum them up: those of one cabinet in which one
    holder takes a position, all accepted or all proposed.

    Written by `positions.summary_table` alone, from `StanceSummary` and the letters, of those that may be shown; read
    where the day is not `DayDue`. `numbers` are in the order of `positions.summary_table.day_statements.NUMBERS`. A row
    without holder and numbers says that an accepted stance carries the topic on that day.
    """

    topic = models.ForeignKey(Topic, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    example = models.BooleanField()
    holder = models.CharField(max_length=20, choices=[("", ""), *((h.value, h.value) for h in Holder)])
    accepted = models.BooleanField()
    day = models.DateField(null=True)
    cabinet = models.ForeignKey(
        Cabinet, null=True, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    numbers = ArrayField(models.IntegerField(null=True))

    class Meta:
        default_permissions = ()
        verbose_name = "samenvatting van een dag"
        verbose_name_plural = "samenvattingen van dagen"
        indexes = [
            models.Index(fields=["topic", "example", "holder", "day"], name="day_of_topic"),
            models.Index(fields=["day"], name="day_summed_up"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.topic_id}, {self.holder}"


class DayDue(models.Model):
    """A day whose summaries may be out of date (None: of letters without a date), and the transaction that made it so.

    Written by triggers alone (migration 0029): in the transaction that changes the summary of one of its letters, or a
    letter's date, cabinet, sort or whether it may be shown. The days of letters that are `SummaryDue` are due too.
    """

    day = models.DateField(null=True)
    transaction = models.PositiveBigIntegerField()

    class Meta:
        default_permissions = ()
        verbose_name = "dag die wacht"
        verbose_name_plural = "dagen die wachten"
        constraints = [models.UniqueConstraint(fields=["day", "transaction"], name="day_due_once_a_transaction")]

    def __str__(self) -> str:
        return str(self.day)
