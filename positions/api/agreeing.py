"""How far coders agree, for machines."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from positions import agreements
from positions.api import records
from positions.api.asking import check
from positions.api.records import Records
from positions.api.serializers import AgreementSerializer
from positions.api.views import WRONG
from positions.models import Coder, Topic

PAIR = [
    OpenApiParameter("first", int, description=gettext_lazy("Nummer van de eerste codeur; samen met second.")),
    OpenApiParameter("second", int, description=gettext_lazy("Nummer van de tweede codeur.")),
]


class Agreement(APIView):
    @extend_schema(
        summary=gettext_lazy("Overeenstemming: de maat bij elk onderwerp, en twee codeurs vergeleken"),
        parameters=PAIR,
        responses={200: AgreementSerializer, 400: WRONG},
    )
    def get(self, request: Request) -> Response:
        check(request.query_params, also=("first", "second"))
        coders = {coder.pk: coder for coder in agreements.coders()}
        pair = pair_of(request, coders)
        marks = [{"topic": t.slug, **records.mark(agreements.mark_of(t))} for t in Topic.objects.all()]
        found = {
            "topics": marks,
            "coders": [Records(request).coder(coder) for coder in coders.values()],
            "compared": [records.compared(one) for one in agreements.between(*pair)] if pair else [],
        }
        return Response(AgreementSerializer(found).data)


def pair_of(request: Request, coders: dict[int, Coder]) -> tuple[Coder, Coder] | None:
    """The two that are asked for, None where none is. Raises ValidationError where they are no two coders."""
    if not {"first", "second"} & set(request.query_params):
        return None
    field = forms.TypedChoiceField(choices=[(pk, pk) for pk in coders], coerce=int)
    chosen, wrong = [], {}
    for name in ("first", "second"):
        try:
            chosen.append(coders[field.clean(request.query_params.get(name))])
        except forms.ValidationError as error:
            wrong[name] = error.messages
    if not wrong and chosen[0] == chosen[1]:
        wrong["second"] = [_("Kies twee verschillende codeurs.")]
    if wrong:
        raise ValidationError(wrong)
    return chosen[0], chosen[1]
