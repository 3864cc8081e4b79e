"""Redirect from letters that the user codes blind to their own coding."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from positions.models import AssignedSentence, Assignment


def redirect_to_own_coding(request: HttpRequest, letter_id: int) -> HttpResponseRedirect | None:
    """Return the redirect; None if there is nothing to hide."""
    own = AssignedSentence.objects.filter(
        assignment__in=Assignment.objects.hiding_from(request.user).order_by(), revision__letter=letter_id
    )
    sentence = own.order_by().first()
    if sentence is None:
        return None
    messages.info(request, _("U codeert deze brief blind. Is dat klaar, dan ziet u wat anderen en de machine vonden."))
    return HttpResponseRedirect(reverse("blind", args=[sentence.assignment_id]))
