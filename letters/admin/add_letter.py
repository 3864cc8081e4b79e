"""Page "Brief toevoegen": add letters as files, as pasted text, or typed into a form."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib.admin import ModelAdmin
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from letters.admin import field_rows
from letters.admin.letter_form import Fields, PasteForm, UploadForm, values_of_nothing
from letters.admin.page_frame import page, require
from letters.ingestion.store import store
from letters.models import Ingestion

Channel = Ingestion.Channel


def add(request: HttpRequest, model_admin: ModelAdmin[Any]) -> HttpResponse:
    require(request, "add_letter")
    way = request.POST.get("way", "") if request.method == "POST" else ""
    ways = {"files": add_files, "paste": add_pasted, "typed": add_typed}
    forms: dict[str, Any] = {
        "upload": UploadForm(),
        "paste": PasteForm(prefix="paste", label_suffix=""),
        "typed": PasteForm(prefix="typed", label_suffix=""),
        "fields": Fields(initial=values_of_nothing()),
    }
    if way in ways and (answer := ways[way](request, forms)):
        return answer
    return page(
        request,
        model_admin,
        "add.html",
        "Brief toevoegen",
        groups=field_rows.groups(forms["fields"], {}, []),
        signed=field_rows.signed(forms["fields"], {}, []),
        way=way,
        batch=uuid.uuid4(),
        max_megabytes=settings.LETTERS_MAX_BYTES // 1024**2,
        **forms,
    )


def add_files(request: HttpRequest, forms: dict[str, Any]) -> HttpResponse | None:
    """Handle the plain upload form (no JavaScript): all files in one request."""
    forms["upload"] = form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return None
    files, batch = form.cleaned_data["files"], uuid.uuid4()
    hold = len(files) == 1 or form.cleaned_data["look_first"]
    stored = [store_file(file, request, batch, hold=hold) for file in files]
    return HttpResponseRedirect(address_of(stored[0]) if len(stored) == 1 else batch_address(batch))


def upload(request: HttpRequest) -> JsonResponse:
    """JSON endpoint for the upload script: takes one file of a batch and returns the addresses to follow it."""
    require(request, "add_letter")
    form = UploadForm(request.POST, request.FILES)
    if request.method != "POST" or not form.is_valid() or len(form.cleaned_data["files"]) != 1:
        return JsonResponse({"error": "Het bestand is niet goed aangekomen. Probeer het nog eens."}, status=400)
    batch = form.cleaned_data["batch"] or uuid.uuid4()
    file = form.cleaned_data["files"][0]
    file.name = form.cleaned_data["name"] or file.name
    stored = store_file(file, request, batch, hold=form.cleaned_data["look_first"])
    failed = stored.state == Ingestion.State.FAILED
    return JsonResponse(
        {"address": address_of(stored), "batch": batch_address(batch), "error": stored.message if failed else ""}
    )


def store_file(file: UploadedFile[Any], request: HttpRequest, batch: uuid.UUID, *, hold: bool) -> Ingestion:
    # Reads at most the limit, which suffices for an oversized file to be rejected.
    data = file.read(settings.LETTERS_MAX_BYTES)
    user: Any = request.user
    return store(data, name=file.name or "", channel=Channel.UPLOAD, user=user, batch=batch, hold=hold, size=file.size)


def add_pasted(request: HttpRequest, forms: dict[str, Any]) -> HttpResponse | None:
    forms["paste"] = form = PasteForm(request.POST, prefix="paste", label_suffix="")
    if not form.is_valid():
        return None
    return follow(store_text(form.cleaned_data["text"], request, Channel.PASTE, "geplakte tekst", {}))


def add_typed(request: HttpRequest, forms: dict[str, Any]) -> HttpResponse | None:
    forms["typed"] = text = PasteForm(request.POST, prefix="typed", label_suffix="")
    forms["fields"] = fields = Fields(request.POST, initial=values_of_nothing())
    if not all([text.is_valid(), fields.is_valid()]):
        return None
    return follow(store_text(text.cleaned_data["text"], request, Channel.TYPED, "getypte brief", fields.changed()))


def store_text(
    text: str, request: HttpRequest, channel: Ingestion.Channel, name: str, corrections: dict[str, Any]
) -> Ingestion:
    today = date_format(timezone.localtime(), "j F Y H.i")
    data = text.replace("\r\n", "\n").encode()
    user: Any = request.user
    return store(data, name=f"{name} {today}.txt", channel=channel, user=user, hold=True, corrections=corrections)


def follow(ingestion: Ingestion) -> HttpResponse:
    return HttpResponseRedirect(address_of(ingestion))


def address_of(ingestion: Ingestion) -> str:
    return reverse("admin:letters_ingestion_look", args=[ingestion.pk])


def batch_address(batch: uuid.UUID) -> str:
    return reverse("admin:letters_ingestion_batch", args=[batch])
