"""The page of one letter for editors: fields, open questions, history and actions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.admin import asking_letters, display_names, field_rows, ledger_lines, text_panel
from letters.admin.expected_questions import Question
from letters.admin.letter_form import Fields, WithdrawForm, values_of_letter
from letters.admin.page_frame import download, page, require
from letters.ingestion import edit, restore_text, retry
from letters.ingestion import withdraw as ingestion_withdraw
from letters.labels.number_formats import format_dossier, format_session
from letters.ledger import from_json
from letters.models import Document, Edit, Ingestion, Letter, PossibleDuplicate, Revision
from letters.pages.next_steps import NEXT_STEPS
from letters.parser.written_dates import parse_date
from letters.readers.integers import BIGINT, parse_integer

CHANGED_MEANWHILE = gettext_lazy(
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
            return go_on(request, letter)
    return show(request, model_admin, letter, fields)


def save(request: HttpRequest, letter: Letter, fields: Fields) -> bool:
    if not fields.is_valid():
        return False
    if request.POST.get("seen") != letter.updated_at.isoformat():
        fields.form.add_error(None, CHANGED_MEANWHILE)
        return False
    try:
        changed = edit.correct(
            letter, fields.changed(), user=request.user, reason=request.POST.get("reason", "").strip()
        )
    except edit.CorrectionError as error:
        letter.refresh_from_db()
        fields.form.add_error(error.field if error.field in fields.form.fields else None, str(error))
        return False
    words = ", ".join(display_names.FIELDS.get(field, field).lower() for field in changed)
    messages.success(
        request, _("Opgeslagen. Gewijzigd: %(words)s.") % {"words": words} if changed else _("Er was niets gewijzigd.")
    )
    return True


def go_on(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Redirect to the letter or, where that is asked for (`next`), to the one that asks after it, else to the home."""
    if "next" not in request.POST:
        return HttpResponseRedirect(address(letter))
    following = asking_letters.following(letter)
    if following:
        messages.info(request, _("Hier is de volgende brief die aandacht vraagt."))
    elif letter.attention:
        messages.info(request, _("Alleen de brief waar u was vraagt nog aandacht."))
    else:
        messages.info(request, _("Er vraagt geen brief meer aandacht."))
    return HttpResponseRedirect(following or reverse("admin:index"))


def show(request: HttpRequest, model_admin: ModelAdmin[Any], letter: Letter, fields: Fields) -> HttpResponse:
    revisions = list(letter.revisions.select_related("document").order_by("-number"))
    current = next((r for r in revisions if r.is_current), None)
    passages = list(current.passages.all()) if current else []
    shown = text_panel.show(current.text if current else "", passages, letter.provenance)
    asked = [question(letter, code, current) for code in letter.attention]
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
        groups=field_rows.groups(fields, shown.origins, questions),
        signed=field_rows.signed(
            fields, shown.origins, questions, field_rows.by_others(letter.signed_by, letter.on_behalf_of)
        ),
        shown=shown,
        revisions=revisions,
        current=current,
        account=ledger_lines.line(current.ledger) if current else "",
        ingestions=[(i, display_names.state_words(i), display_names.outcome_words(i)) for i in ingestions],
        busy=any(i.state not in (*Ingestion.ENDED, Ingestion.State.HELD) for i in ingestions),
        files=files_of(letter),
        asked=asked,
        may_leave=[each for each in asked if each["code"] not in display_names.QUESTIONS_OF_TWO],
        following=asking_letters.following(letter),
        settled=[f"“{display_names.short(code)}”" for code in letter.settled],
        joined=letter.joined.all(),
        next_steps=NEXT_STEPS.of_letters(request.user, [letter]).get(letter.pk, []),
        may_change=request.user.has_perm("letters.change_letter"),
    )


def question(letter: Letter, code: str, current: Revision | None) -> dict[str, Any]:
    """A question to the editor, in words, and where it is answered: a field, or the page of two letters."""
    of_two = code in display_names.QUESTIONS_OF_TWO
    pair = (
        PossibleDuplicate.objects.filter(later=letter, state=PossibleDuplicate.State.OPEN).first() if of_two else None
    )
    words = (
        display_names.full(code, current.unread_pages, from_json(current.ledger or ()))
        if current
        else display_names.full(code)
    )
    field = display_names.ASKED_OF.get(code, "")  # type: ignore[call-overload]
    return {"code": code, "words": words, "field": field, "leave": display_names.leave(code), "pair": pair}


def files_of(letter: Letter) -> list[tuple[Document, str]]:
    """Return every file of this letter, with the name of its first ingestion."""
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
         "field": display_names.FIELDS.get(row.field, row.field), "old": words(row.field, row.old),
         "new": words(row.field, row.new)}
        for row in letter.edits.select_related("user")
    ]  # fmt: skip
    title = _("Geschiedenis: %(name)s") % {"name": letter.name}
    return page(request, model_admin, "history.html", title, letter=letter, original=letter, changes=changes)


def event(row: Edit) -> str:
    """Return the description of a history row that is not a change of value (withdrawn, put back); else ""."""
    if row.field == "withdrawn":
        return _("Teruggezet") if row.old else _("Ingetrokken (reden: %(reason)s)") % {"reason": row.reason}
    return ""


def words(field: str, value: str) -> str:
    """Return a value from the history in display form."""
    if field in edit.DATES and (day := parse_date(value)):
        return date_format(day, "j F Y")
    if field == "text":
        return _("versie %(value)s") % {"value": value}
    if field == "session":
        return format_session(value)
    if field == "dossiers":
        return "; ".join(format_dossier(number) for number in value.split("; "))
    return display_names.short(value) if field == "settled" else value


def leave_unknown(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the posted questions as they were read; with `next`, go on to the letter that asks after this one."""
    letter = posted(request, pk)
    for code in request.POST.getlist("code") or [""]:
        leave_one(request, letter, code)
    return go_on(request, letter)


def leave_one(request: HttpRequest, letter: Letter, code: str) -> None:
    if code not in letter.attention:
        messages.warning(request, _("Deze vraag is intussen al beantwoord."))
    elif code in display_names.QUESTIONS_OF_TWO:
        messages.warning(request, _("Kies op de pagina met beide brieven of het dezelfde brief is."))
    else:
        edit.leave_unknown(letter, code, user=request.user)
        messages.success(request, display_names.left(code))


def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    letter = posted(request, pk)
    if retry.read_again(letter, user=request.user):
        messages.success(request, _("De brief wordt opnieuw gelezen. Hieronder ziet u hoe ver dat is."))
    else:
        messages.warning(request, _("Deze brief heeft geen eigen tekst om te lezen."))
    return HttpResponseRedirect(address(letter))


def restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    letter = posted(request, pk)
    revision = get_object_or_404(letter.revisions, number=number)
    if restore_text.restore(letter, revision, user=request.user):
        messages.success(
            request,
            _(
                "Versie %(number)s is weer de tekst. Kloppen de gegevens nog? Ze kunnen uit de andere versie komen. "
                "Die blijft bewaard: u kunt er hieronder weer de tekst van maken."
            )
            % {"number": number},
        )
    else:
        messages.warning(request, _("Versie %(number)s was al de tekst.") % {"number": number})
    return HttpResponseRedirect(address(letter))


def withdraw(request: HttpRequest, model_admin: ModelAdmin[Any], pk: int) -> HttpResponse:
    require(request, "change_letter")
    letter = get_letter(pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ingestion_withdraw.withdraw(letter, user=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("De brief is ingetrokken. U kunt hem altijd terugzetten."))
        return HttpResponseRedirect(address(letter))
    return page(request, model_admin, "withdraw.html", _("Brief intrekken"), form=form, letters=[letter], single=letter)


def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    letter = posted(request, pk)
    ingestion_withdraw.put_back(letter, user=request.user)
    messages.success(request, _("De brief is teruggezet."))
    return HttpResponseRedirect(address(letter))


def original(request: HttpRequest, pk: int, document_pk: int) -> HttpResponse:
    require(request, "view_letter", "change_letter")
    for document, name in files_of(get_letter(pk)):
        if document.pk == document_pk:
            return download(document, name)
    raise Http404


def posted(request: HttpRequest, pk: int) -> Letter:
    """Return the letter for a view that only accepts POST. Raises PermissionDenied."""
    if request.method != "POST":
        raise PermissionDenied
    require(request, "change_letter")
    return get_letter(pk)


def get_letter(pk: str | int) -> Letter:
    if parse_integer(str(pk), digits=BIGINT) is None:
        raise Http404
    # Signatories are not prefetched: `edit` queries them again after changing them.
    return get_object_or_404(Letter.objects.in_world().select_related("cabinet", "withdrawn_by", "joined_into"), pk=pk)


def address(letter: Letter) -> str:
    return reverse("admin:letters_letter_change", args=[letter.pk])
