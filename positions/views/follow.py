"""Following by mail: asking, confirming and leaving, for readers without an account.

What a link in a mail is about stands in its query string, which is never logged. Mail scanners follow links, so a GET
only shows a page with a button.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from letters.example_notice import showing_examples
from letters.models import Letter
from letters.search.letter_filter import LetterFilter
from positions.alerts import subscriptions
from positions.alerts.addresses import one_address
from positions.alerts.subjects import About, Subject, SubjectError, followed, letters_of, subject_of, words
from positions.api.throttling import FollowRate, seconds_to_wait
from positions.codebook.store import axes
from positions.models import Rhythm, Subscription, Topic

View = Callable[..., HttpResponse]
MINISTERS = 200  # to choose from, those who signed most letters


class FollowForm(forms.Form):
    address = forms.CharField(
        label=gettext_lazy("Uw e-mailadres"),
        max_length=400,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Vul uw e-mailadres in.")},
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("Hoe vaak?"),
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies hoe vaak u bericht wilt.")},
    )

    def clean_address(self) -> str:
        return one_address(self.cleaned_data["address"])


def of_mail(view: View) -> View:
    """Serve a page of following by mail, which is never cached: 404 where no mail is sent."""

    @never_cache
    @wraps(view)
    def served(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponse:
        if not settings.MAILING:
            raise Http404
        return view(request, *args, **rest)

    return served


@of_mail
@sensitive_post_parameters("address")
@require_http_methods(["GET", "HEAD", "POST"])
def follow_page(request: HttpRequest) -> HttpResponse:
    """Ask for mail on what the query string names; without it, choose what. The answer never tells who is known."""
    try:
        subject = subject_of(request.GET)
    except SubjectError as error:
        return _choose(request, str(error))
    if subject is None:
        return _choose(request, _("Kies eerst wat u wilt volgen.") if request.method == "POST" else "")
    form = FollowForm(request.POST if request.method == "POST" else None, initial={"rhythm": Rhythm.AT_ONCE})
    if not form.is_bound:
        return _ask(request, subject, form, 200)
    if seconds := seconds_to_wait(FollowRate(), request):
        message = _("U vroeg in korte tijd te vaak om berichten. Probeer het over %(minutes)s minuten weer.")
        form.add_error(None, message % {"minutes": -(-seconds // 60)})
        response = _ask(request, subject, form, 429)
        response["Retry-After"] = str(seconds)
        return response
    if not form.is_valid():
        return _ask(request, subject, form, 400)
    subscriptions.ask(form.cleaned_data["address"], subject, Rhythm(form.cleaned_data["rhythm"]))
    return HttpResponseRedirect(reverse("follow-asked"))


@of_mail
@require_safe
def follow_asked(request: HttpRequest) -> HttpResponse:
    return render(request, "positions/follow/asked.html", {"folder": folder()})


@of_mail
@require_http_methods(["GET", "HEAD", "POST"])
def follow_confirm(request: HttpRequest) -> HttpResponse:
    """Show what a link in a message confirms, and confirm it by a POST."""
    subscription = subscriptions.of_token(request.GET.get("t", ""))
    if subscription is None:
        return render(request, "positions/follow/gone.html", status=404)
    if request.method == "POST":
        subscriptions.confirm(subscription)
        return HttpResponseRedirect(request.get_full_path())
    return render(request, "positions/follow/confirm.html", _about(subscription))


# A mail program stops a subscription by a POST of its own (RFC 8058), without session or page: the token is the right.
@csrf_exempt
@of_mail
@require_http_methods(["GET", "HEAD", "POST"])
def follow_stop(request: HttpRequest) -> HttpResponse:
    """Show what a link stops, and stop it by a POST: one subscription, a digest, or all of an address (`all`).

    A POST says that it is stopped also if it was so before: a mail program may ask twice.
    """
    if not request.GET.get("t"):
        raise Http404
    found = _stopped_by(request)
    if request.method == "POST":
        if found and "all" in request.POST:
            subscriptions.leave(found[0].subscriber_id)
        elif found:
            subscriptions.stop(Subscription.objects.filter(pk__in=[each.pk for each in found]))
        return render(request, "positions/follow/stopped.html")
    if not found:
        return render(request, "positions/follow/gone.html", status=404)
    return render(request, "positions/follow/stop.html", {"stopped": [words(followed(each)) for each in found]})


@require_safe
def privacy_page(request: HttpRequest) -> HttpResponse:
    return render(request, "positions/privacy/page.html", {"here": "privacy", "contact": settings.LETTERS_CONTACT})


def folder() -> str:
    """Return the folder that messages go to where there is no mail server; "" where there is one."""
    return "" if settings.EMAIL_HOST else str(settings.EMAIL_FILE_PATH)


def _choose(request: HttpRequest, problem: str) -> HttpResponse:
    known = axes()
    ministers = LetterFilter({}, queryset=Letter.objects.published()).filters["minister"]
    found = ministers.grouped(Letter.objects.published()).order_by("-count", "value")
    named = ministers.read(found.values_list("value", "called", "count"))
    context = {
        "problem": problem,
        "topics": [topic for topic in Topic.objects.all() if topic.slug in known],
        "ministers": [value for value, _title, _letters in named if value != "unknown"][:MINISTERS],
    }
    return render(request, "positions/follow/choose.html", context, status=400 if request.method == "POST" else 200)


def _ask(request: HttpRequest, subject: Subject, form: FollowForm, status: int) -> HttpResponse:
    context = {
        "form": form,
        "what": words(subject),
        "page": subject.page,
        "steps": subject.about is About.STEPS,
        "letters": letters_of(subject).qs.count() if subject.about is About.LETTERS else None,
        "folder": folder(),
        "invented": showing_examples(),
    }
    return render(request, "positions/follow/page.html", context, status=status)


def _about(subscription: Subscription) -> dict[str, Any]:
    subject = followed(subscription)
    return {
        "subscription": subscription,
        "what": words(subject),
        "page": subject.page,
        "stop": f"{reverse('follow-stop')}?t={subscription.token}",
        "dropped": subject.is_dropped,
    }


def _stopped_by(request: HttpRequest) -> list[Subscription]:
    """Return the subscriptions that the link is about: of a digest's token those in its rhythm (`w`)."""
    token, rhythm = request.GET.get("t", ""), request.GET.get("w", "")
    if rhythm not in Rhythm.values:
        subscription = subscriptions.of_token(token)
        return [subscription] if subscription else []
    subscriber = subscriptions.subscriber_of_token(token)
    return list(Subscription.objects.confirmed().filter(subscriber=subscriber, rhythm=rhythm)) if subscriber else []
