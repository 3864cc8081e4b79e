"""The codebook's pages in the admin: start a draft, edit it, add a topic, try it on a letter, release it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.readers.integers import BIGINT, parse_integer
from positions.codebook import store
from positions.codebook.editor import draft_report, drafts, trial_page
from positions.codebook.editor.forms import SeenForm, SourceForm, TopicForm
from positions.domain.codebook_draft.check import DraftCheck
from positions.models import CodebookDraft, CodebookVersion

LOST = gettext_lazy(
    "Uw tekst staat hieronder nog, maar is niet bewaard. Kopieer hem, open het concept opnieuw en voeg hem samen."
)


@admin.register(CodebookDraft)
class CodebookDraftAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    group = ("codebook", 20)
    list_display = ["name", "state", "started_by", "started_at", "changed_by", "changed_at"]
    list_select_related = ["started_from", "released_as", "started_by", "changed_by"]
    change_list_template = "admin/positions/drafts.html"

    @admin.display(description=gettext_lazy("concept"))
    def name(self, draft: CodebookDraft) -> str:
        return _("Concept %(draft)s, begonnen bij %(started_from)s") % {
            "draft": draft.pk,
            "started_from": draft.started_from,
        }

    @admin.display(description=gettext_lazy("stand"))
    def state(self, draft: CodebookDraft) -> str:
        return (
            _("uitgebracht als versie %(number)s") % {"number": draft.released_as.number}
            if draft.released_as
            else _("in de maak")
        )

    def has_delete_permission(self, request: HttpRequest, obj: CodebookDraft | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.released_as_id)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def get_urls(self) -> list[URLPattern]:
        pages = [
            ("onderwerp", self.topic_view),
            ("proberen", self.try_view),
            ("uitbrengen", self.release_view),
            ("verder", self.go_on_view),
        ]
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"positions_codebookdraft_{name}")
            for name, view in pages
        ]
        return own + super().get_urls()

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        if not CodebookVersion.objects.exists():
            messages.error(request, _("Er is nog geen codeboek geladen. Voer eerst `manage.py load_codebook` uit."))
            return HttpResponseRedirect(reverse("admin:positions_codebookdraft_changelist"))
        if request.method == "POST":
            return HttpResponseRedirect(_address(drafts.start(request.user)))  # type: ignore[arg-type]
        return self._page(request, "start", _("Nieuw concept"), None, version=store.newest())

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Edit the whole source; it is saved even if it is invalid, and its first error is shown."""
        draft = self._draft(request, parse_integer(object_id, digits=BIGINT) or 0, change=request.method == "POST")
        form = SourceForm(
            request.POST or None,
            initial={"source": draft.source, "seen": draft.edition},
        )
        if request.method == "POST" and form.is_valid() and self._saved(request, draft, form):
            return HttpResponseRedirect(_address(draft, request.POST.get("then", "")))
        found = drafts.examine(draft)
        return self._page(request, "draft", str(draft), draft, form=form, **_looked_at(draft, found))

    def _saved(self, request: HttpRequest, draft: CodebookDraft, form: SourceForm) -> bool:
        try:
            drafts.save(draft, form.cleaned_data["source"], request.user, seen=form.cleaned_data["seen"])  # type: ignore[arg-type]
        except drafts.DraftError as error:
            form.add_error("source", f"{error} {LOST}")
            return False
        messages.success(request, _("Het concept is bewaard."))
        return True

    def topic_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft(request, pk, change=True)
        taken = set(drafts.examine(draft).names)
        form = TopicForm(request.POST or None, taken=taken, initial={"seen": draft.edition})
        if request.method == "POST" and form.is_valid():
            try:
                drafts.add_topic(draft, form.topic(), request.user, seen=form.cleaned_data["seen"])  # type: ignore[arg-type]
            except drafts.DraftError as error:
                form.add_error(
                    None, _("%(error)s Open dit formulier opnieuw; uw woorden staan hieronder nog.") % {"error": error}
                )
            else:
                messages.success(request, _("Het onderwerp staat onderaan het concept. Probeer het nu op een brief."))
                return HttpResponseRedirect(_address(draft))
        return self._page(request, "topic", _("Onderwerp toevoegen"), draft, form=form)

    def try_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Compare the proposals of the draft and of the version before on one letter; nothing is stored."""
        draft = self._draft(request, pk)
        return self._page(
            request, "try", _("Probeer op een brief"), draft, **trial_page.context(request.GET, draft, request.user)
        )

    def release_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft(request, pk, change=True)
        if not request.user.has_perm("positions.release_codebookdraft"):
            raise PermissionDenied
        form = SeenForm(request.POST or None, initial={"seen": draft.edition})
        if request.method == "POST" and form.is_valid():
            if version := self._released(request, draft, form.cleaned_data["seen"]):
                messages.success(
                    request,
                    _("Versie %(number)s is uitgebracht. Alle brieven worden opnieuw voorgesteld.")
                    % {"number": version.number},
                )
                return HttpResponseRedirect(reverse("admin:positions_codebookdraft_changelist"))
            return HttpResponseRedirect(request.path)
        looked_at = _looked_at(draft, drafts.examine(draft))
        return self._page(
            request,
            "release",
            _("Breng het codeboek uit"),
            draft,
            form=form,
            number=store.next_number(),
            lines=draft_report.difference(draft.started_from.source, draft.source),
            **looked_at,
        )

    def _released(self, request: HttpRequest, draft: CodebookDraft, seen: int) -> CodebookVersion | None:
        try:
            confirmed = request.POST.get("meanings") == "yes"
            return drafts.release(draft, request.user, seen=seen, meanings_confirmed=confirmed)  # type: ignore[arg-type]
        except drafts.Refused:
            messages.error(request, _("Het codeboek kan zo niet uitgebracht worden. Hieronder staat wat eraan schort."))
        except drafts.DraftError as error:
            messages.error(request, str(error))
        return None

    def go_on_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft(request, pk, change=True)
        form = SeenForm(request.POST)
        if request.method == "POST" and form.is_valid():
            try:
                drafts.go_on_from_newest(draft, request.user, seen=form.cleaned_data["seen"])  # type: ignore[arg-type]
                messages.success(
                    request,
                    _("Dit concept komt nu na %(newest)s. Kijk na wat er verschilt.") % {"newest": store.newest()},
                )
            except drafts.DraftError as error:
                messages.error(request, str(error))
        return HttpResponseRedirect(_address(draft, "uitbrengen"))

    def _draft(self, request: HttpRequest, pk: int, *, change: bool = False) -> CodebookDraft:
        related = ("started_from", "released_as", "started_by", "changed_by")
        draft = get_object_or_404(CodebookDraft.objects.select_related(*related), pk=pk)
        may = self.has_change_permission if change else self.has_view_permission
        if not may(request, draft):
            raise PermissionDenied
        return draft

    def _page(
        self, request: HttpRequest, template: str, title: str, draft: CodebookDraft | None, **context: Any
    ) -> TemplateResponse:
        frame = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "draft": draft,
            "may_change": bool(draft and not draft.released_as_id and self.has_change_permission(request, draft)),
            "may_release": request.user.has_perm("positions.release_codebookdraft"),
            **context,
        }
        return TemplateResponse(request, f"admin/positions/{template}.html", frame)


def _looked_at(draft: CodebookDraft, found: DraftCheck) -> dict[str, Any]:
    return {
        "fault": draft_report.fault(found.fault, draft.source),
        "added": [found.names[slug] for slug in found.added],
        "meanings": [draft_report.meaning(change, found.names) for change in found.changes],
        "remarks": [(remark, found.names[remark.topic]) for remark in found.remarks],
        "newer": store.newest() if draft.started_from_id != store.newest().pk else None,
    }


def _address(draft: CodebookDraft, then: str = "") -> str:
    """Return the URL of the draft's page, or of the step named by `then`."""
    if then in ("onderwerp", "proberen", "uitbrengen"):
        return reverse(f"admin:positions_codebookdraft_{then}", args=[draft.pk])
    return reverse("admin:positions_codebookdraft_change", args=[draft.pk])
