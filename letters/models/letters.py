from __future__ import annotations

import re
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from letters.labels.kind_labels import KINDS as KIND_LABELS
from letters.labels.kind_labels import capital_label
from letters.labels.letter_names import made_name, own_words
from letters.labels.number_formats import format_dossier
from letters.models.cabinets import Cabinet, Minister
from letters.parser.classify import KINDS
from letters.parser.parsed_letter import Publication

PUBLICATIONS = [(publication.value, capital_label(publication.value)) for publication in Publication]


class Dossier(models.Model):
    """A parliamentary dossier: 28676, 35570-X, 21501-02."""

    number = models.CharField(_("nummer"), max_length=20)
    title = models.TextField(_("titel"), blank=True)
    is_example = models.BooleanField(_("verzonnen"), default=False, editable=False)

    class Meta:
        ordering = ["number"]
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        constraints = [
            models.UniqueConstraint(fields=["number"], name="dossier_number_once"),
        ]

    def __str__(self) -> str:
        return f"{format_dossier(self.number)} {self.title}".strip()


@cache
def _of_world() -> Combinable:
    """Return the condition of `in_world`, which is put together once: pages use it dozens of times."""
    return Q(is_example=False) | ~Exists(Letter.objects.real())


class LetterQuerySet(models.QuerySet["Letter"]):
    def real(self) -> LetterQuerySet:
        """Letters that are no examples, and not joined into another; while there are none, examples are shown."""
        return self.filter(is_example=False, joined_into__isnull=True).order_by()

    def in_world(self) -> LetterQuerySet:
        """Real letters; the fictional examples only while there are none. One list never has both."""
        return self.filter(_of_world())

    def standing(self) -> LetterQuerySet:
        """Letters, real and examples, that are not withdrawn and not joined into another."""
        return self.filter(withdrawn_at__isnull=True, joined_into__isnull=True)

    def published(self) -> LetterQuerySet:
        """Letters that may be shown: real or example as `in_world`, not withdrawn, not joined into another."""
        return self.in_world().standing()

    def letters(self) -> LetterQuerySet:
        """Letters of the cabinet, without motions, debates and other papers."""
        return self.filter(publication=Publication.LETTER)

    def needing_attention(self) -> LetterQuerySet:
        return self.exclude(attention=[])

    def named(self) -> LetterQuerySet:
        """Prefetch the relations for `Letter.name`, in one query."""
        return self.prefetch_related("signatories")


class Letter(models.Model):
    """One publication. `key` is its Kamerstuk number, else the ministry's reference, else a text digest.

    None means unknown, never a default. `attention` holds the codes of open questions to an editor
    (`letters.ingestion.open_questions`); `provenance` gives the origin of each field's value: {"field": {"by": "text" |
    "metadata" | "editor" | "other copy", "quote": str | None, "passage": int | None}}. A value from a source's own
    record also has "source", and "differs" with the text's own value where that differs. `signed_by` has [name,
    function] of those who signed for an office-holder, `on_behalf_of` the offices whose holder did not sign.
    """

    class Chamber(models.TextChoices):
        TWEEDE = "Tweede Kamer", _("Tweede Kamer")
        EERSTE = "Eerste Kamer", _("Eerste Kamer")
        BOTH = "Eerste en Tweede Kamer", _("Eerste en Tweede Kamer")

    key = models.CharField(max_length=120, unique=True)
    identifier = models.CharField(_("kenmerk"), max_length=120, unique=True, null=True, blank=True)
    is_example = models.BooleanField(_("verzonnen"), default=False, editable=False)
    publication = models.CharField(
        _("soort stuk"), max_length=40, choices=PUBLICATIONS, default=Publication.LETTER.value
    )
    kind = models.CharField(
        _("soort brief"), max_length=40, choices=[(k, KIND_LABELS[k]) for k in KINDS], null=True, blank=True
    )
    dossiers = models.ManyToManyField(Dossier, blank=True, related_name="letters", verbose_name=_("dossiers"))
    dossier_title = models.TextField(_("dossiertitel"), null=True, blank=True)
    number = models.CharField(_("nummer"), max_length=20, null=True, blank=True)
    session = models.CharField(_("vergaderjaar"), max_length=9, null=True, blank=True)
    title = models.TextField(_("titel"), null=True, blank=True)
    subject = models.TextField(_("betreft"), null=True, blank=True)
    chamber = models.CharField(_("Kamer"), max_length=30, choices=Chamber.choices, null=True, blank=True)
    document_date = models.DateField(_("datum van de brief"), null=True, blank=True)
    publication_date = models.DateField(_("gepubliceerd op"), null=True, blank=True)
    received_date = models.DateField(_("ontvangen op"), null=True, blank=True)
    written_date = models.TextField(_("datum zoals geschreven"), null=True, blank=True)
    # Its own index would be the beginning of `letter_of_a_cabinet`.
    cabinet = models.ForeignKey(
        Cabinet, on_delete=models.PROTECT, null=True, blank=True, db_index=False, verbose_name=_("kabinet")
    )
    demissionary = models.BooleanField(_("demissionair"), null=True, blank=True)
    attention = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("vraagt aandacht"))
    settled = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    provenance = models.JSONField(default=dict, blank=True)
    signed_by = models.JSONField(_("ondertekend door een ander"), default=list, blank=True, editable=False)
    on_behalf_of = ArrayField(
        models.TextField(), default=list, blank=True, editable=False, verbose_name=_("ondertekend namens")
    )
    # Few letters are joined: an index of the empty ones would be read whole where those that are not are asked for.
    joined_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="joined",
        editable=False,
    )
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    withdrawn_reason = models.TextField(_("reden van intrekking"), blank=True, editable=False)
    created_at = models.DateTimeField(_("toegevoegd"), auto_now_add=True)
    updated_at = models.DateTimeField(_("gewijzigd"), auto_now=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = [models.F("document_date").desc(nulls_last=True), "-id"]
        verbose_name = _("brief")
        verbose_name_plural = _("brieven")
        constraints = [
            models.CheckConstraint(condition=~Q(key=""), name="letter_has_key"),
            models.CheckConstraint(
                condition=Q(publication=Publication.LETTER.value) | Q(kind__isnull=True),
                name="only_letters_have_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""), name="withdrawn_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(demissionary__isnull=True) | Q(cabinet__isnull=False), name="demissionary_goes_with_cabinet"
            ),
        ]
        indexes = [
            # The letter list. Undated letters come last: an index of the other order is of no use to it.
            models.Index(models.F("document_date").desc(nulls_last=True), models.F("id").desc(), name="letter_by_date"),
            # Its neighbours on a line.
            models.Index("cabinet", models.F("document_date").desc(nulls_last=True), name="letter_of_a_cabinet"),
            models.Index(fields=["-created_at", "-id"], name="letter_by_arrival"),  # the feed
            models.Index(fields=["is_example"], name="letter_real_or_not"),  # LetterQuerySet.in_world
            models.Index(fields=["joined_into"], condition=Q(joined_into__isnull=False), name="letter_joined"),
            # The editor's work list.
            models.Index(
                fields=["-created_at", "-id"],
                condition=~Q(attention=[]) & Q(withdrawn_at__isnull=True, joined_into__isnull=True),
                name="letter_asking",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("letter", args=[self.key])

    @property
    def name(self) -> str:
        """The subject, else one made of kind, dossier, ministry and date, in the language of the page."""
        return self.subject or made_name(
            self.kind, self.publication, self.dossier_title, self.shown_ministries, self.document_date
        )

    @property
    def own_words(self) -> tuple[str, ...]:
        """The parts of the name that stand in the letter, in Dutch."""
        return own_words(self.subject, self.dossier_title, () if self.subject else self.shown_ministries)

    @cached_property
    def shown_ministries(self) -> list[str]:
        """The ministries that signed, each once, in order; call `named()` first for lists."""
        signatories = self.signatories.all() if self.pk else ()
        return list(dict.fromkeys(signed.ministry for signed in signatories if signed.ministry))

    @property
    def is_letter(self) -> bool:
        return self.publication == Publication.LETTER.value

    @property
    def no_letter(self) -> str:
        """The reason why it was parsed as no letter (`NoLetter`); "" for a letter and for a paper of a stated type."""
        return str(self.found("publication").get("reason", "")) if not self.is_letter else ""

    @property
    def edited(self) -> list[str]:
        """The fields whose value (or null) was set by an editor."""
        return sorted(field for field, found in self.provenance.items() if found.get("by") == "editor")

    def found(self, field: str) -> dict[str, Any]:
        """Return the provenance of `field`; empty if unknown."""
        found: dict[str, Any] = self.provenance.get(field, {})
        return found


class Identifier(models.Model):
    """A current or former name of a letter: a Kamerstuk number, a ministry's reference, an earlier key.

    Contains every key and identifier, so that one unique index prevents two letters with the same name. One that an
    editor corrected is free again and only in the history (`EditQuerySet.letter_formerly`).
    """

    value = models.CharField(max_length=120, unique=True)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="identifiers")

    class Meta:
        ordering = ["value"]
        verbose_name = _("kenmerk")
        verbose_name_plural = _("kenmerken")

    def __str__(self) -> str:
        return self.value


class Signatory(models.Model):
    """A signatory, in the order and words of the letter. `ministry` is the part of the office after "van", or empty."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="signatories")
    position = models.PositiveSmallIntegerField()
    name = models.TextField(_("naam"))
    office = models.TextField(_("ambt"))
    ministry = models.TextField(_("ministerie"), blank=True)
    minister = models.ForeignKey(Minister, on_delete=models.PROTECT, null=True, related_name="signatures")

    class Meta:
        ordering = ["position"]
        verbose_name = _("ondertekenaar")
        verbose_name_plural = _("ondertekenaars")
        constraints = [models.UniqueConstraint(fields=["letter", "position"], name="signatory_position_once")]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.name, self.office)))


class CitationQuerySet(models.QuerySet["Citation"]):
    def published(self) -> CitationQuerySet:
        """Citations in letters that may be shown."""
        return self.filter(letter__in=Letter.objects.published().order_by().values("pk"))

    def of_dossier(self, number: str) -> CitationQuerySet:
        """Citations of papers in this dossier, by the number that was read: `kst-28676-351`, `kst-28676-351-n1`."""
        start = f"kst-{number}-"
        return self.filter(target__startswith=start, target__regex=rf"^{re.escape(start)}[0-9A-Z]+(-[nb][0-9]+)?$")

    def with_targets(self) -> CitationQuerySet:
        return self.prefetch_related(self.targets())

    @staticmethod
    def targets() -> models.Prefetch[Any]:
        """Prefetch of `target_letter`, None if it may not be shown, with what its name takes. Two queries."""
        return models.Prefetch("target_letter", Letter.objects.published().named())


class Citation(models.Model):
    """A reference to another paper, as written. `target_letter` is filled when that paper is ingested.

    All places count characters of the letter's current text. `sentence` is the sentence in which it stands, verbatim,
    at `sentence_start`; for one in a footnote `note_of` is the sentence with the note's mark, at `note_of_start`
    (`letters.parser.citing_sentences`). None is unknown: read before they were kept, from a text that is no longer
    the letter's.
    """

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="citations")
    position = models.PositiveSmallIntegerField()
    written = models.CharField(_("zoals geschreven"), max_length=500)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    target = models.CharField(_("verwijst naar"), max_length=120, null=True, db_index=True)
    target_letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, related_name="cited_by")
    sentence = models.TextField(_("in de zin"), null=True, editable=False)
    sentence_start = models.PositiveIntegerField(null=True, editable=False)
    note_of = models.TextField(_("voetnoot bij"), null=True, editable=False)
    note_of_start = models.PositiveIntegerField(null=True, editable=False)

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        verbose_name = _("verwijzing")
        verbose_name_plural = _("verwijzingen")
        constraints = [
            models.UniqueConstraint(fields=["letter", "position"], name="citation_position_once"),
            models.CheckConstraint(
                condition=Q(target_letter__isnull=True) | Q(target__isnull=False), name="citation_resolves_a_target"
            ),
            models.CheckConstraint(
                condition=Q(sentence__isnull=True, sentence_start__isnull=True)
                | Q(sentence__isnull=False, sentence_start__lte=F("start"))
                & Q(end__lte=F("sentence_start") + Length("sentence")),
                name="citation_stands_in_its_sentence",
            ),
            models.CheckConstraint(
                condition=Q(note_of__isnull=True, note_of_start__isnull=True)
                | Q(note_of__isnull=False, note_of_start__isnull=False, sentence__isnull=False),
                name="citation_note_of_has_a_place",
            ),
        ]

    def __str__(self) -> str:
        return self.written

    @property
    def citing_spans(self) -> list[tuple[int, int]]:
        """The places of the citing sentence, and of the sentence that its footnote belongs to; empty if unknown."""
        places = ((self.sentence_start, self.sentence), (self.note_of_start, self.note_of))
        return [(start, start + len(words)) for start, words in places if start is not None and words is not None]
