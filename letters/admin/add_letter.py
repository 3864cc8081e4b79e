"""Page "Brief toevoegen": add letters as files, as pasted text, or typed into a form."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.conf import settings
from django.contrib.admin import ModelAdmin
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from letters.admin import field_rows
from letters.admin.letter_form import Fields, PasteForm, UploadForm, values_of_nothing
from letters.admin.page_frame import page, require
from letters.ingestion import announced_uploads
from letters.ingestion.store import store
from letters.models import AnnouncedFile, Ingestion

Channel = Ingestion.Channel
# Numbers that a script may give files of a batch: what the column holds.
LAST_NUMBER = 2**31
SIZES = range(2**62)


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
    batch = batch_asked(request)
    return page(
        request,
        model_admin,
        "add.html",
        _("Brief toevoegen"),
        groups=field_rows.groups(forms["fields"], {}, []),
        signed=field_rows.signed(forms["fields"], {}, []),
        way=way,
        **known_files(batch),
        most=settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        max_megabytes=settings.LETTERS_MAX_BYTES // 1024**2,
        **forms,
    )


def batch_asked(request: HttpRequest) -> uuid.UUID:
    """Return the batch that is gone on with, else a new one."""
    try:
        return uuid.UUID(request.GET.get("batch", ""))
    except ValueError:
        return uuid.uuid4()


def known_files(batch: uuid.UUID) -> dict[str, Any]:
    """Return what the script has to know of a batch that is gone on with."""
    files = list(AnnouncedFile.objects.filter(batch=batch))
    told = [[file.number, file.name, file.size, file.ingestion_id is not None] for file in files]
    return {
        "batch": batch,
        "known": json.dumps(told) if told else "",
        "missing": sum(file.ingestion_id is None for file in files),
    }


def add_files(request: HttpRequest, forms: dict[str, Any]) -> HttpResponse | None:
    """Handle the plain upload form (no JavaScript): all files in one request. Posted again, it adds none twice."""
    forms["upload"] = form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return None
    files, batch = form.cleaned_data["files"], form.cleaned_data["batch"] or uuid.uuid4()
    hold = len(files) == 1 or form.cleaned_data["look_first"]
    stored = [receive_file(file, request, batch, number, hold=hold) for number, file in enumerate(files)]
    return HttpResponseRedirect(address_of(stored[0]) if len(stored) == 1 else batch_address(batch))


def announce(request: HttpRequest) -> JsonResponse:
    """JSON endpoint for the upload script: takes number, name and size of each file that it is going to send."""
    require(request, "add_letter")
    most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
    try:
        batch = uuid.UUID(request.POST["batch"])
        files = [named_file(*each) for each in json.loads(request.POST["files"])]
    except (KeyError, TypeError, ValueError, RecursionError, RequestDataTooBig):
        return JsonResponse({"error": _("De lijst van bestanden is niet goed aangekomen.")}, status=400)
    if len(files) > most or not all(0 <= number < LAST_NUMBER and size in SIZES for number, _name, size in files):
        return JsonResponse({"error": too_many(len(files))}, status=400)
    announced_uploads.announce(batch, files, request.user)
    return JsonResponse({"announced": len(files)})


def named_file(number: Any, name: Any, size: Any) -> tuple[int, str, int]:
    """Return number, name and size as posted; raises ValueError if they are none."""
    if not (isinstance(number, int) and isinstance(name, str) and isinstance(size, int)):
        raise ValueError("a file has a whole number, a name and a size")
    name.encode()  # half of a character is no name
    return number, name, size


def too_many(count: int) -> str:
    most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
    return _("U koos %(count)s bestanden; het kunnen er %(most)s tegelijk zijn. Voeg ze in delen toe.") % {
        "count": count,
        "most": most,
    }


def upload(request: HttpRequest) -> JsonResponse:
    """JSON endpoint for the upload script: takes one file of a batch and returns the addresses to follow it."""
    require(request, "add_letter")
    form = UploadForm(request.POST, request.FILES)
    if request.method != "POST" or not form.is_valid() or len(form.cleaned_data["files"]) != 1:
        return JsonResponse({"error": _("Het bestand is niet goed aangekomen. Probeer het nog eens.")}, status=400)
    batch, number = form.cleaned_data["batch"] or uuid.uuid4(), form.cleaned_data["number"] or 0
    file = form.cleaned_data["files"][0]
    file.name = form.cleaned_data["name"] or file.name
    stored = receive_file(file, request, batch, number, hold=form.cleaned_data["look_first"])
    failed = stored.state == Ingestion.State.FAILED
    return JsonResponse(
        {"address": address_of(stored), "batch": batch_address(batch), "error": stored.shown_message if failed else ""}
    )


def receive_file(
    file: UploadedFile[Any], request: HttpRequest, batch: uuid.UUID, number: int, *, hold: bool
) -> Ingestion:
    # Reads at most the limit, which suffices for an oversized file to be rejected.
    data, size, name = file.read(settings.LETTERS_MAX_BYTES), file.size or 0, file.name or ""
    return announced_uploads.receive(
        data, batch=batch, number=number, name=name, size=size, user=request.user, hold=hold, channel=Channel.UPLOAD
    )


def add_pasted(request: HttpRequest, forms: dict[str, Any]) -> HttpResponse | None:
    forms["paste"] = form = PasteForm(request.POST, prefix="paste", label_suffix="")
    if not form.is_valid():
        return None
    return follow(store_text(form.cleaned_data["text"], request, Channel.PASTE, _("geplakte tekst"), {}))


def add_typed(request: HttpRequest, forms: dict[str, Any]) -> HttpResponse | None:
    forms["typed"] = text = PasteForm(request.POST, prefix="typed", label_suffix="")
    forms["fields"] = fields = Fields(request.POST, initial=values_of_nothing())
    if not all([text.is_valid(), fields.is_valid()]):
        return None
    return follow(store_text(text.cleaned_data["text"], request, Channel.TYPED, _("getypte brief"), fields.changed()))


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
