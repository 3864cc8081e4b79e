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
        """Return wordings in at least two letters that may be shown, annotated over their sentences there: `letters`,
        `texts` (distinct), `first`, `last` (dates), `undated` letters, `for_form` (all sentences are formulaic).
        """
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
    """A chain of near-duplicate sentences in several letters: each is close to another one in the chain.

    Written by `positions.text_reuse.detection` alone. When two chains turn out to be one, the older keeps its URL and
    the other's redirects there (`joined_into`).
    """

    joined_into = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="joined")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WordingQuerySet.as_manager()

    letters: int  # set by `shown`
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
        """Return sentences in current texts of letters that may be shown."""
        letters = Letter.objects.published().letters().order_by().values("pk")
        return self.filter(revision__is_current=True, revision__letter__in=letters)


class WordingSentence(models.Model):
    """A sentence that is compared across letters: its place and words, and the bands of its signature.

    `quote` is the revision's text from `start` up to `end` (enforced by a trigger); `passage` is the number of its
    paragraph. `digest` is equal for the same words. Without a wording it occurs in one letter only.
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
        ordering = ["-revision_id", "start"]
        verbose_name = "zin"
        verbose_name_plural = "zinnen"
        constraints = [
            models.UniqueConstraint(fields=["revision", "start"], name="worded_sentence_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="worded_sentence_ends_after_start"),
        ]
        indexes = [
            # positions.text_reuse.near_duplicate_search: one query finds candidates for a new letter; fastupdate would
            # make every such query scan the pending list.
            GinIndex(fields=["bands"], name="worded_sentence_bands", fastupdate=False),
            models.Index(fields=["digest"], name="worded_sentence_digest"),  # the same words in other letters
        ]

    def __str__(self) -> str:
        return self.quote[:80]


class WordingRound(models.Model):
    """A text whose sentences are stored under a version of the algorithm; without one it is still to do.

    `compared` is false until they were compared with those of other letters.
    """

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, primary_key=True, related_name="+")
    version = models.CharField(max_length=20)
    compared = models.BooleanField(default=True)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "formuleringenronde"
        verbose_name_plural = "formuleringenrondes"

    def __str__(self) -> str:
        return f"{self.version} op {self.revision_id}"
