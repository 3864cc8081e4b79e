"""The records of the API: what is unknown is null, never a zero or an empty text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from positions.api import examples
from positions.domain.lines import Change
from positions.domain.scale import Confidence, Holder
from positions.models import Coder, State

Serializer = serializers.Serializer[Any]
HOLDERS = [(holder.value, holder.value) for holder in Holder]
SHOWN_STATES = [(state.value, state.label) for state in (State.ACCEPTED, State.PROPOSED)]


class SignatorySerializer(Serializer):
    name = serializers.CharField()
    office = serializers.CharField()
    ministry = serializers.CharField(allow_blank=True, help_text=_("Leeg als het ambt geen ministerie noemt."))


class CitationSerializer(Serializer):
    written = serializers.CharField(help_text=_("Zoals het in de brief staat."))
    target = serializers.CharField(allow_null=True, help_text=_("Het stuk dat bedoeld is, als dat te lezen was."))


@extend_schema_serializer(examples=[examples.LETTER])
class LetterSerializer(Serializer):
    key = serializers.CharField(help_text=_("Blijvende naam van de brief in Standpunt."))
    url = serializers.URLField()
    identifier = serializers.CharField(allow_null=True, help_text=_("Kamerstuknummer of kenmerk."))
    name = serializers.CharField(help_text=_("Waar de brief over gaat; anders soort, ministerie en datum."))
    subject = serializers.CharField(allow_null=True)
    title = serializers.CharField(allow_null=True)
    publication = serializers.CharField()
    kind = serializers.CharField(allow_null=True)
    dossiers = serializers.ListField(child=serializers.CharField())
    dossier_title = serializers.CharField(allow_null=True)
    number = serializers.CharField(allow_null=True)
    session = serializers.CharField(allow_null=True)
    chamber = serializers.CharField(allow_null=True)
    document_date = serializers.DateField(allow_null=True, help_text=_("Datum van de brief zelf."))
    publication_date = serializers.DateField(allow_null=True)
    received_date = serializers.DateField(allow_null=True)
    cabinet = serializers.CharField(allow_null=True)
    demissionary = serializers.BooleanField(allow_null=True)
    signatories = SignatorySerializer(many=True)
    citations = CitationSerializer(many=True)
    edited = serializers.ListField(child=serializers.CharField(), help_text=_("Velden die de redactie heeft ingevuld."))
    complete = serializers.BooleanField(help_text=_("Of er niets meer aan de redactie wordt gevraagd."))
    added = serializers.DateTimeField(help_text=_("Wanneer de brief in Standpunt kwam."))
    changed = serializers.DateTimeField()


@extend_schema_serializer(examples=[examples.PASSAGE])
class PassageSerializer(Serializer):
    letter = serializers.CharField(help_text=_("Sleutel van de brief."))
    number = serializers.IntegerField(help_text=_("Volgnummer van de alinea."))
    kind = serializers.CharField()
    label = serializers.CharField(allow_null=True)  # type: ignore[assignment]
    language = serializers.CharField()
    headings = serializers.ListField(child=serializers.CharField(), help_text=_("De koppen erboven."))
    page = serializers.IntegerField(allow_null=True)
    start = serializers.IntegerField(help_text=_("Plaats in de tekst van de brief, in tekens vanaf 0."))
    end = serializers.IntegerField()
    text = serializers.CharField()
    sentences = serializers.ListField(child=serializers.CharField())


class PolesSerializer(Serializer):
    nl = serializers.CharField()
    en = serializers.CharField()


class MarkSerializer(Serializer):
    kind = serializers.ChoiceField(choices=["tentative", "between", "reliable", "unmeasured"])
    alpha = serializers.FloatField(allow_null=True, help_text=_("Krippendorffs alfa, de laagste van het onderwerp."))
    units = serializers.IntegerField()
    pair = serializers.CharField(allow_blank=True, help_text=_("people, machine, of leeg."))


@extend_schema_serializer(examples=[examples.TOPIC])
class TopicSerializer(Serializer):
    slug = serializers.SlugField()
    url = serializers.URLField()
    name_nl = serializers.CharField()
    name_en = serializers.CharField()
    low_pole = PolesSerializer(allow_null=True, help_text=_("Wat −2 is."))
    high_pole = PolesSerializer(allow_null=True, help_text=_("Wat +2 is."))
    reliability = MarkSerializer()


class CoderSerializer(Serializer):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Coder.Kind.choices)
    name = serializers.CharField(help_text=_("Een mens met een account heet hier naar zijn nummer."))


@extend_schema_serializer(examples=[examples.STANCE])
class StanceSerializer(Serializer):
    id = serializers.IntegerField()
    url = serializers.URLField()
    letter = serializers.CharField(help_text=_("Sleutel van de brief."))
    date = serializers.DateField(allow_null=True, help_text=_("Datum van de brief."))
    quote = serializers.CharField(help_text=_("Woordelijk zoals het in de brief staat."))
    start = serializers.IntegerField(help_text=_("Plaats in de tekst van de brief, in tekens vanaf 0."))
    end = serializers.IntegerField()
    passage = serializers.IntegerField(allow_null=True, help_text=_("Volgnummer van de alinea."))
    topic = serializers.SlugField()
    holder = serializers.ChoiceField(choices=HOLDERS)
    score = serializers.IntegerField(
        allow_null=True, min_value=-2, max_value=2, help_text=_("Null is een vermelding; 0 is een standpunt.")
    )
    state = serializers.ChoiceField(choices=SHOWN_STATES)
    coder = CoderSerializer()
    codebook = serializers.CharField()
    confidence = serializers.ChoiceField(
        choices=[c.value for c in Confidence],
        allow_null=True,
        help_text=_("Hoe zeker een machine was; null bij mensen."),
    )
    coded = serializers.DateTimeField()
    decided = serializers.DateTimeField(allow_null=True)


class LetterRefSerializer(Serializer):
    key = serializers.CharField()
    url = serializers.URLField()
    name = serializers.CharField()
    date = serializers.DateField(allow_null=True)
    kind = serializers.CharField(allow_null=True)
    cabinet = serializers.CharField(allow_null=True)
    demissionary = serializers.BooleanField(allow_null=True)


class QuoteSerializer(Serializer):
    stance = serializers.IntegerField(help_text=_("Nummer van het standpunt."))
    words = serializers.CharField()
    score = serializers.IntegerField()


@extend_schema_serializer(examples=[examples.POSITION])
class PositionSerializer(Serializer):
    topic = serializers.SlugField()
    holder = serializers.ChoiceField(choices=HOLDERS)
    letter = LetterRefSerializer()
    state = serializers.ChoiceField(choices=SHOWN_STATES, help_text=_("Geaccepteerd, of alleen nog voorstellen."))
    position = serializers.FloatField(help_text=_("Gemiddelde score, −2 tot +2."))
    sentences = serializers.IntegerField(help_text=_("Op hoeveel zinnen het rust."))
    lowest = serializers.IntegerField()
    highest = serializers.IntegerField()
    salience = serializers.FloatField(
        help_text=_("Deel van de zinnen van de brief dat over het onderwerp gaat, 0 tot 1.")
    )
    change = serializers.ChoiceField(choices=[c.value for c in Change], allow_null=True)
    moved = serializers.FloatField(allow_null=True, help_text=_("Verschil met de vorige brief."))
    typical = QuoteSerializer()
    stances = serializers.ListField(child=serializers.IntegerField())


class SideSerializer(Serializer):
    letter = LetterRefSerializer()
    position = serializers.FloatField()
    sentences = serializers.IntegerField()
    typical = QuoteSerializer()


@extend_schema_serializer(examples=[examples.CHANGE])
class ChangeSerializer(Serializer):
    id = serializers.CharField()
    topic = serializers.SlugField()
    holder = serializers.ChoiceField(choices=HOLDERS)
    change = serializers.ChoiceField(choices=[c.value for c in Change])
    moved = serializers.FloatField(allow_null=True, help_text=_("Null bij de eerste brief."))
    before = SideSerializer(allow_null=True)
    after = SideSerializer()


class AlphaSerializer(Serializer):
    alpha = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    units = serializers.IntegerField()


class AlphasSerializer(Serializer):
    topic = serializers.CharField(allow_null=True, help_text=_("Null: alle onderwerpen samen."))
    presence = AlphaSerializer()
    holder = AlphaSerializer()
    kind = AlphaSerializer()
    score = AlphaSerializer()


class ComparedSerializer(Serializer):
    way = serializers.CharField(allow_blank=True, help_text=_("blind, in-sight, of leeg bij twee machines."))
    in_sight = serializers.BooleanField(help_text=_("Of de een de voorstellen van de ander zag."))
    sentences = serializers.IntegerField()
    topics = AlphasSerializer(many=True)


class TopicMarkSerializer(MarkSerializer):
    topic = serializers.SlugField()


@extend_schema_serializer(examples=[examples.AGREEMENT])
class AgreementSerializer(Serializer):
    topics = TopicMarkSerializer(many=True)
    coders = CoderSerializer(many=True)
    compared = ComparedSerializer(many=True, help_text=_("Van de twee codeurs in first en second; anders leeg."))


class WrongSerializer(Serializer):
    """By the name of the field, what is wrong with it."""

    def to_representation(self, instance: Mapping[str, Any]) -> dict[str, Any]:
        return dict(instance)
