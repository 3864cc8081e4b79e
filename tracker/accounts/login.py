"""Login with name and password and, if enabled, a code; and the account page for two-factor authentication."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlencode

from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_otp import login as otp_login

from tracker.accounts import two_factor

HALF_WAY, SHOW_ONCE = "second-step", "backup-codes"  # session keys
SECONDS = 300
WRONG = gettext_lazy("Deze code klopt niet, of is al gebruikt. Wacht even en probeer het met de volgende code.")


class NameForm(AuthenticationForm):
    """Login form that limits the user name to the length that accounts have, as the table of failed attempts does."""

    username = UsernameField(max_length=150, widget=forms.TextInput(attrs={"autofocus": True}))


class SignIn(LoginView):
    """First login step: an account with two-factor enabled is sent on to the code instead of being logged in."""

    authentication_form = NameForm

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        if not two_factor.is_on(user):
            return super().form_valid(form)
        self.request.session[HALF_WAY] = {"user": user.pk, "backend": user.backend, "until": time.time() + SECONDS}
        return HttpResponseRedirect(f"{reverse('login-code')}?{urlencode({'next': self.get_redirect_url()})}")


class TokenForm(forms.Form):
    """Form for a two-factor code. Wrong codes count towards the lockout, in addition to django-otp's own throttling."""

    token = forms.CharField(max_length=20)

    def __init__(self, request: Any, user: Any, **more: Any) -> None:
        super().__init__(**more)
        self.request, self.user = request, user

    def clean_token(self) -> str:
        who = {"username": self.user.get_username()}
        if not AxesProxyHandler.is_allowed(self.request, who):
            self.request.axes_locked_out, self.request.axes_credentials = True, who
            raise forms.ValidationError(WRONG)
        device = two_factor.accepted(self.user, self.cleaned_data["token"])
        if device is None:
            user_login_failed.send(__name__, credentials=who, request=self.request)
            raise forms.ValidationError(WRONG)
        self.user.otp_device = device
        return str(self.cleaned_data["token"])

    def get_user(self) -> Any:
        return self.user


class SecondStep(LoginView):
    """Second login step: the code, within `SECONDS` (five minutes) after the password."""

    form_class = TokenForm  # type: ignore[assignment]
    template_name = "registration/login_code.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.half_way = who_is_half_way(request)
        if self.half_way is None:
            return redirect("login")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.half_way}

    def form_valid(self, form: Any) -> HttpResponse:
        del self.request.session[HALF_WAY]
        return super().form_valid(form)


def who_is_half_way(request: HttpRequest) -> Any:
    """Return the user who passed the password step and still has to enter a code; None if none or expired."""
    found = request.session.get(HALF_WAY)
    if not found or found["until"] < time.time():
        return None
    user = get_user_model()._default_manager.filter(pk=found["user"], is_active=True).first()
    if user:
        user.backend = found["backend"]
    return user


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def second_step_page(request: HttpRequest) -> HttpResponse:
    """Account page for two-factor: turn it on, get backup codes, turn it off. The last two require a current code."""
    user: Any = request.user
    if request.method == "POST":
        said = ACTIONS.get(request.POST.get("action", ""), nothing)(request, request.POST.get("token", "")[:20])
        messages.add_message(request, *said)
        return redirect("second-step")
    on = two_factor.is_on(user)
    device = None if on else two_factor.begun(user)
    context = {
        "on": on,
        "verified": user.is_verified(),
        "demanded": two_factor.is_demanded(user),
        "device": device,
        "secret": two_factor.secret(device) if device else "",
        "picture": two_factor.picture(device) if device else "",
        "codes": request.session.pop(SHOW_ONCE, []),
    }
    return render(request, "registration/two_factor.html", context)


Said = tuple[int, str]


def start(request: HttpRequest, token: str) -> Said:
    if not two_factor.is_on(request.user):
        two_factor.begin(request.user)
    return messages.INFO, _("Scan de code met uw app en vul in wat de app laat zien.")


def confirm(request: HttpRequest, token: str) -> Said:
    device = two_factor.confirm(request.user, token)
    if device is None:
        return messages.ERROR, str(WRONG)
    request.session.cycle_key()
    otp_login(request, device)
    request.session[SHOW_ONCE] = two_factor.new_codes(request.user)
    return messages.SUCCESS, _("Aanmelden in twee stappen staat aan.")


def verify(request: HttpRequest, token: str) -> Said:
    device = two_factor.accepted(request.user, token)
    if device is None:
        return messages.ERROR, str(WRONG)
    otp_login(request, device)
    return messages.SUCCESS, _("Dank u. U kunt verder.")


def codes(request: HttpRequest, token: str) -> Said:
    if two_factor.accepted(request.user, token) is None:
        return messages.ERROR, str(WRONG)
    request.session[SHOW_ONCE] = two_factor.new_codes(request.user)
    return messages.SUCCESS, _("Dit zijn uw nieuwe reservecodes. De oude werken niet meer.")


def off(request: HttpRequest, token: str) -> Said:
    """Turn two-factor off. A device that was never confirmed is removed without a code."""
    if two_factor.is_on(request.user) and two_factor.accepted(request.user, token) is None:
        return messages.ERROR, str(WRONG)
    two_factor.turn_off(request.user)
    return messages.SUCCESS, _("Aanmelden in twee stappen staat uit.")


def nothing(request: HttpRequest, token: str) -> Said:
    return messages.ERROR, _("Dit formulier is niet compleet. Laad de pagina opnieuw.")


ACTIONS = {"start": start, "confirm": confirm, "verify": verify, "codes": codes, "off": off}


class TwoFactorDemand:
    """Middleware that redirects accounts that must use two-factor, and did not log in with it, to the account page."""

    OPEN = ("second-step", "login", "login-code", "logout", "admin:logout", "healthz", "readyz", "metrics")

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        user: Any = request.user
        match = request.resolver_match
        if not match or match.view_name in self.OPEN or not user.is_authenticated:
            return None
        return redirect("second-step") if two_factor.is_demanded(user) and not user.is_verified() else None
