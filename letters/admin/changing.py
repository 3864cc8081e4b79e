"""One letter: its fields, its questions, its history, and what can be done with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format

from letters.admin import fieldrows, naming, texts
from letters.admin.foreseeing import Question
from letters.admin.pages import download, page, require
from letters.domain.dates import parse_date
from letters.forms import Fields, WithdrawForm, values_of_letter
from letters.ingestion import correcting, repeating, restoring, withdrawing
from letters.models import Change, Document, Ingestion, Letter, Resemblance
from letters.papers import dossier_words, session_words

CHANGED_MEANWHILE = (
    "Iemand anders heeft deze brief gewijzigd terwijl u bezig was. Uw invoer staat er nog. "
    "Kijk in de geschiedenis wat er is veranderd en sla dan nog eens op."
)


def change(request: HttpRequest, model_admin: ModelAdmin[Any], object_id: str) -> HttpResponse:
    require(request, "view_letter", "change_letter")
    letter = get_letter(object_id)
    fields = Fields(initial=values_of_letter(letter), letter=letter)
    if request.method == "POST":
        require(request, "change_letter")
        fields = Fields(request.POST, initial=fields.initial, letter=letter)
        if save(request, letter, fields):
            return HttpResponseRedirect(address(letter))
    return show(request, model_admin, letter, fields)


def save(request: HttpRequest, letter: Letter, fields: Fields) -> bool:
    if not fields.is_valid():
        return False
    if request.POST.get("seen") != letter.updated_at.isoformat():
        fields.form.add_error(None, CHANGED_MEANWHILE)
        return False
    try:
        changed = correcting.correct(
            letter, fields.changed(), user=request.user, reason=request.POST.get("reason", "").strip()
        )
    except correcting.CorrectionError as error:
        letter.refresh_from_db()
        fields.form.add_error(error.field if error.field in fields.form.fields else None, str(error))
        return False
    words = ", ".join(naming.FIELDS.get(field, field).lower() for field in changed)
    messages.success(request, f"Opgeslagen. Gewijzigd: {words}." if changed else "Er was niets gewijzigd.")
    return True


def show(request: HttpRequest, model_admin: ModelAdmin[Any], letter: Letter, fields: Fields) -> HttpResponse:
    revisions = list(letter.revisions.select_related("document").order_by("-number"))
    current = next((r for r in revisions if r.is_current), None)
    passages = list(current.passages.all()) if current else []
    shown = texts.show(current.text if current else "", passages, letter.provenance)
    asked = [question(letter, code) for code in letter.attention]
    questions = [Question(q["code"], q["field"], q["words"]) for q in asked if q["field"]]
    ingestions = list(letter.ingestions.select_related("user").defer("parsed").order_by("-pk")[:50])
    return page(
        request,
        model_admin,
        "change.html",
        letter.name,
        letter=letter,
        original=letter,
        fields=fields,
        seen=letter.updated_at.isoformat(),
        groups=fieldrows.groups(fields, shown.origins, questions),
        signed=fieldrows.signed(fields, shown.origins, questions),
        shown=shown,
        revisions=revisions,
        current=current,
        ingestions=[(i, naming.state_words(i), naming.outcome_words(i)) for i in ingestions],
        busy=any(i.state not in (*Ingestion.ENDED, Ingestion.State.HELD) for i in ingestions),
        files=files_of(letter),
        asked=asked,
        settled=[naming.short(code) for code in letter.settled],
        joined=letter.joined.all(),
        may_change=request.user.has_perm("letters.change_letter"),
    )


def question(letter: Letter, code: str) -> dict[str, Any]:
    """A question to the editor, in words, and where it is answered: a field, or the page of two letters."""
    of_two = code in naming.QUESTIONS_OF_TWO
    pair = Resemblance.objects.filter(later=letter, state=Resemblance.State.OPEN).first() if of_two else None
    return {"code": code, "words": naming.full(code), "field": naming.ASKED_OF.get(code, ""), "pair": pair}  # type: ignore[call-overload]


def files_of(letter: Letter) -> list[tuple[Document, str]]:
    """Every file that this letter came in as, with the name that it came under."""
    named: dict[Document, str] = {}
    for ingestion in letter.ingestions.filter(document__isnull=False).select_related("document").order_by("pk"):
        if ingestion.document:
            named.setdefault(ingestion.document, ingestion.name)
    return list(named.items())


def history(request: HttpRequest, model_admin: ModelAdmin[Any], object_id: str) -> HttpResponse:
    require(request, "view_letter", "change_letter")
    letter = get_letter(object_id)
    changes = [
        {"change": row, "event": event(row),
         "field": naming.FIELDS.get(row.field, row.field), "old": words(row.field, row.old),
         "new": words(row.field, row.new)}
        for row in letter.changes.select_related("user")
    ]  # fmt: skip
    title = f"Geschiedenis: {letter.name}"
    return page(request, model_admin, "history.html", title, letter=letter, original=letter, changes=changes)


def event(row: Change) -> str:
    """What happened, for a row that is no change of a value; else ""."""
    if row.field == "withdrawn":
        return "Teruggezet" if row.old else f"Ingetrokken (reden: {row.reason})"
    return ""


def words(field: str, value: str) -> str:
    """A value from the history, as people write it."""
    if field in correcting.DATES and (day := parse_date(value)):
        return date_format(day, "j F Y")
    if field == "text":
        return f"versie {value}"
    if field == "session":
        return session_words(value)
    if field == "dossiers":
        return "; ".join(dossier_words(number) for number in value.split("; "))
    return naming.short(value) if field == "settled" else value


def leave_unknown(request: HttpRequest, pk: int) -> HttpResponse:
    letter = posted(request, pk)
    code = request.POST.get("code", "")
    if code not in letter.attention:
        messages.warning(request, "Deze vraag is intussen al beantwoord.")
    elif code in naming.QUESTIONS_OF_TWO:
        messages.warning(request, "Kies op de pagina met beide brieven of het dezelfde brief is.")
    else:
        correcting.leave_unknown(letter, code, user=request.user)
        messages.success(request, f"Genoteerd: {naming.short(code)}. Deze vraag komt niet meer terug.")
    return HttpResponseRedirect(address(letter))


def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    letter = posted(request, pk)
    if repeating.read_again(letter, user=request.user):
        messages.success(request, "De brief wordt opnieuw gelezen. Hieronder ziet u hoe ver dat is.")
    else:
        messages.warning(request, "Deze brief heeft geen eigen tekst om te lezen.")
    return HttpResponseRedirect(address(letter))


def restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    letter = posted(request, pk)
    revision = get_object_or_404(letter.revisions, number=number)
    if restoring.restore(letter, revision, user=request.user):
        messages.success(
            request,
            f"Versie {number} is weer de tekst. Kloppen de gegevens nog? Ze kunnen uit de andere versie komen. "
            "Die blijft bewaard: u kunt er hieronder weer de tekst van maken.",
        )
    else:
        messages.warning(request, f"Versie {number} was al de tekst.")
    return HttpResponseRedirect(address(letter))


def withdraw(request: HttpRequest, model_admin: ModelAdmin[Any], pk: int) -> HttpResponse:
    require(request, "change_letter")
    letter = get_letter(pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdrawing.withdraw(letter, user=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "De brief is ingetrokken. U kunt hem altijd terugzetten.")
        return HttpResponseRedirect(address(letter))
    return page(request, model_admin, "withdraw.html", "Brief intrekken", form=form, letters=[letter], single=letter)


def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    letter = posted(request, pk)
    withdrawing.put_back(letter, user=request.user)
    messages.success(request, "De brief is teruggezet.")
    return HttpResponseRedirect(address(letter))


def original(request: HttpRequest, pk: int, document_pk: int) -> HttpResponse:
    require(request, "view_letter", "change_letter")
    for document, name in files_of(get_letter(pk)):
        if document.pk == document_pk:
            return download(document, name)
    raise Http404


def posted(request: HttpRequest, pk: int) -> Letter:
    """The letter to change, for a view that only takes a POST."""
    if request.method != "POST":
        raise PermissionDenied
    require(request, "change_letter")
    return get_letter(pk)


def get_letter(pk: str | int) -> Letter:
    if not str(pk).isdecimal():
        raise Http404
    # Signatories are not prefetched: the writer asks after them again once it has changed them.
    return get_object_or_404(Letter.objects.in_world().select_related("cabinet", "withdrawn_by", "joined_into"), pk=pk)


def address(letter: Letter) -> str:
    return reverse("admin:letters_letter_change", args=[letter.pk])
