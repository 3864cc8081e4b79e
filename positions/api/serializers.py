"""API serializers, generated from the record definitions. Unknown values are null, never zero."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar

from django.http import HttpRequest
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from letters.records.fields import Field, Reader, Record, Type
from positions.reliability.report import coder_name

Serializer = serializers.Serializer[Any]
PLAIN: dict[Type, type[serializers.Field[Any, Any, Any, Any]]] = {
    Type.TEXT: serializers.CharField,
    Type.SLUG: serializers.SlugField,
    Type.ADDRESS: serializers.URLField,
    Type.INTEGER: serializers.IntegerField,
    Type.NUMBER: serializers.FloatField,
    Type.BOOLEAN: serializers.BooleanField,
    Type.DATE: serializers.DateField,
    Type.MOMENT: serializers.DateTimeField,
}


class RecordListSerializer(serializers.ListSerializer):  # type: ignore[type-arg]
    """Serialize the rows of a list together: a record goes through its fields once for all of them."""

    def to_representation(self, data: Any) -> list[Any]:
        child: Any = self.child
        return child.record.objects(list(data), reader_of(self.context["request"]))  # type: ignore[no-any-return]


class RecordSerializer(Serializer):
    """Serialize rows by their record definition, to plain JSON values; the fields are declared for the schema only."""

    record: ClassVar[Record]

    class Meta:
        list_serializer_class = RecordListSerializer

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return self.record.values(instance, reader_of(self.context["request"]))


def reader_of(request: HttpRequest) -> Reader:
    """Return a reader with absolute URLs of the requested site, and people's names only for users who may see them."""
    site = request.build_absolute_uri("/").removesuffix("/")
    return Reader(site.__add__, lambda coder: coder_name(coder, request.user))


@cache
def serializer_of(record: Record) -> type[RecordSerializer]:
    """Return a serializer class named after the record, which also names its schema component."""
    declared = {field.name: declared_field(field) for field in record.fields}
    made = type(f"{record.name}Serializer", (RecordSerializer,), {**declared, "record": record})
    return extend_schema_serializer(
        examples=[OpenApiExample("Verzonnen", value=record.example(), response_only=True)],
        deprecate_fields=[field.name for field in record.fields if field.instead],
    )(made)


def declared_field(field: Field) -> Any:
    """Return the serializer field that yields the schema of this record field."""
    about: dict[str, Any] = {"help_text": field.description} | ({"allow_null": True} if field.null else {})
    if isinstance(field.type, Record):
        return serializer_of(field.type)(many=field.many, **about)
    if field.many:
        length: dict[str, Any] = {"min_length": field.length, "max_length": field.length} if field.length else {}
        return serializers.ListField(child=PLAIN[field.type](), **length, **about)
    if field.choices:
        return serializers.ChoiceField(choices=list(field.choices), **about)
    limits: dict[str, Any] = {"min_value": field.least, "max_value": field.most, "allow_blank": field.blank or None}
    return PLAIN[field.type](**about, **{name: value for name, value in limits.items() if value is not None})
