from __future__ import annotations

from datetime import date

from django.contrib.postgres.aggregates import BoolAnd
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, F, Max, Min, Q
from django.urls import reverse

from letters.models import Letter, Revision


class WordingQuerySet(models.QuerySet["Wording"]):
    def shown(self) -> WordingQuerySet:
        """Those that stand in two letters or more that may be shown, with the facts of their sentences there:
        `letters`, `texts` (different ones), `first`, `last` (dates), `undated` letters, `for_form` (all of them)."""
        letter = "sentences__revision__letter"
        there = self.filter(
            sentences__revision__is_current=True,
            sentences__revision__letter__in=Letter.objects.published().letters().order_by().values("pk"),
        )
        return there.annotate(
            letters=Count(letter, distinct=True),
            texts=Count("sentences__digest", distinct=True),
            first=Min(f"{letter}__document_date"),
            last=Max(f"{letter}__document_date"),
            undated=Count(letter, distinct=True, filter=Q(**{f"{letter}__document_date": None})),
            for_form=BoolAnd("sentences__for_form"),
        ).filter(Q(("letters__gte", 2)))  # type: ignore[no-redef]


class Wording(models.Model):
    """Sentences of several letters that hang together: each is nearly word for word another one in the chain.

    Written by `positions.wordings` alone. Two chains that turn out to be one keep the older's address; the other's
    leads there (`joined_into`).
    """

    joined_into = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="joined")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WordingQuerySet.as_manager()

    letters: int  # as `shown` finds them
    texts: int
    undated: int
    first: date | None
    last: date | None

    class Meta:
        ordering = ["pk"]
        verbose_name = "formulering"
        verbose_name_plural = "formuleringen"

    def __str__(self) -> str:
        return f"formulering {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("wording-chain", args=[self.pk])


class WordingSentenceQuerySet(models.QuerySet["WordingSentence"]):
    def shown(self) -> WordingSentenceQuerySet:
        """In current texts of letters that may be shown."""
        letters = Letter.objects.published().letters().order_by().values("pk")
        return self.filter(revision__is_current=True, revision__letter__in=letters)


class WordingSentence(models.Model):
    """A sentence that is looked for in other letters: its place and words, and the bands of its signature.

    `quote` is the revision's text from `start` up to `end` (a trigger holds it); `passage` numbers its paragraph.
    `digest` is the same for the same words. Without a wording it stands in one letter alone.
    """

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    passage = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    language = models.CharField(max_length=2, default="nl")
    words = models.PositiveSmallIntegerField()
    digest = models.BigIntegerField()
    for_form = models.BooleanField(default=False)
    bands = ArrayField(models.IntegerField())
    wording = models.ForeignKey(Wording, on_delete=models.SET_NULL, null=True, related_name="sentences")

    objects = WordingSentenceQuerySet.as_manager()

    class Meta:
        ordering = ["revision", "start"]
        verbose_name = "zin"
        verbose_name_plural = "zinnen"
        constraints = [
            models.UniqueConstraint(fields=["revision", "start"], name="worded_sentence_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="worded_sentence_ends_after_start"),
        ]
        indexes = [
            # positions.wordings.candidates: one query finds what a new letter may share; fastupdate would make
            # every such query read through what has not been sorted in yet.
            GinIndex(fields=["bands"], name="worded_sentence_bands", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.quote[:80]


class WordingRound(models.Model):
    """That a text's sentences are in, under a version of what decides; what is not here is still to do."""

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, primary_key=True, related_name="+")
    version = models.CharField(max_length=20)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "formuleringenronde"
        verbose_name_plural = "formuleringenrondes"

    def __str__(self) -> str:
        return f"{self.version} op {self.revision_id}"
