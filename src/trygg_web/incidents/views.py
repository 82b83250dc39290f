"""Läs in: the drop, the four steps, the rows to mend, the relations to rule on."""

import re
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trygg_web.access.errors import InvalidInput
from trygg_web.access.permissions import Permission, may, needs, user_of
from trygg_web.incidents import actions, exports, forms, queries
from trygg_web.incidents.reports.profiles import REQUIRED
from trygg_web.sheets.faults import NOTICE, ROW

AT_ONCE = 1_000  # rows that are read in while one waits; more go to the worker
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
@needs(Permission.IMPORT_SEE)
def imports(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    form = forms.FileForm(request.POST or None, request.FILES or None)
    if form.is_valid() and (run := _received(request, form)):
        return redirect("incidents:run", run_id=run)
    page = _page(request)
    shown = {
        "form": form,
        "may_import": may(user, Permission.IMPORT),
        "may_rule": may(user, Permission.RELATION_RULE),
        "runs": queries.runs(user, page),
        "page": page,
        "relations": queries.relations_waiting(user),
    }
    return render(request, "incidents/imports.html", shown, status=400 if form.errors else 200)


def _received(request: HttpRequest, form: forms.FileForm) -> UUID | None:
    file = form.cleaned_data["file"]
    try:
        run = actions.receive(file.read(), file.name, sender=form.cleaned_data["sender"], by=user_of(request))
    except InvalidInput as fault:
        form.add_error("file", str(fault))
        return None
    if run.state == "done":
        messages.info(request, _("Den här filen är redan inläst. Ingenting har ändrats."))
    return run.pk


@require_GET
@needs(Permission.IMPORT_SEE)
def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    user = user_of(request)
    found = queries.run(user, run_id)
    if found.state == "previewed":
        return _preview(request, run_id) if may(user, Permission.IMPORT) else _state(request, found)
    return _state(request, found)


def _state(request: HttpRequest, found: queries.RunShown) -> HttpResponse:
    user = user_of(request)
    part = "_progress" if request.headers.get("HX-Request") and found.state == "running" else found.state
    template = {"running": "running", "_progress": "progress"}.get(part, "result")
    shown = {"run": found, "progress": queries.progress(user, found.id), "may_import": may(user, Permission.IMPORT)}
    answer = render(request, f"incidents/{template}.html", shown)
    if request.headers.get("HX-Request") and found.state != "running":
        answer = HttpResponse()
        answer["HX-Refresh"] = "true"
    return answer


def _preview(request: HttpRequest, run_id: UUID, form: forms.ColumnsForm | None = None) -> HttpResponse:
    found = queries.preview(user_of(request), run_id, REQUIRED)
    shown = {
        "preview": found,
        "run": found.run,
        "form": form or forms.ColumnsForm(None, columns=found.columns, kind=found.run.kind),
        "words": forms.WordsForm(None, coded=found.coded, layout=found.profile),
        "missing": [forms.FIELDS[field] for field in found.missing],
        "notices": [(NOTICE[code], count) for code, count in found.notices if code in NOTICE],
        "rejected": [(row, column, ROW.get(reason, reason), cells) for row, column, reason, cells in found.rejected],
        "samples": [(row, cells, ROW.get(reason, "")) for row, cells, reason in found.samples],
        "open_columns": bool(found.missing or not found.profile or form),
    }
    return render(request, "incidents/preview.html", shown, status=400 if form else 200)


@require_POST
@needs(Permission.IMPORT)
def columns(request: HttpRequest, run_id: UUID) -> HttpResponse:
    found = queries.preview(user_of(request), run_id)
    form = forms.ColumnsForm(request.POST, columns=found.columns, kind=found.run.kind)
    if not form.is_valid():
        return _preview(request, run_id, form)
    actions.remap(run_id, form.chosen, by=user_of(request))
    if name := form.cleaned_data["name"]:
        actions.save_profile(run_id, name, by=user_of(request))
    messages.success(request, _("Kolumnerna läses nu så här."))
    return redirect("incidents:run", run_id=run_id)


@require_POST
@needs(Permission.IMPORT)
def words(request: HttpRequest, run_id: UUID) -> HttpResponse:
    found = queries.preview(user_of(request), run_id)
    form = forms.WordsForm(request.POST, coded=found.coded, layout=found.profile)
    if not form.is_valid():
        raise InvalidInput(_("Välj i listorna vad orden betyder och försök igen."))
    actions.reword(run_id, form.meant, by=user_of(request))
    if name := form.cleaned_data["name"]:
        actions.save_profile(run_id, name, by=user_of(request))
    messages.success(request, _("Orden läses nu så här."))
    return redirect("incidents:run", run_id=run_id)


@require_POST
@needs(Permission.IMPORT)
def read_in(request: HttpRequest, run_id: UUID) -> HttpResponse:
    user = user_of(request)
    if queries.run(user, run_id).counts.get("rows", 0) <= AT_ONCE:
        actions.import_reports(run_id, by=user)
    else:
        actions.start(run_id, by=user)
    return redirect("incidents:run", run_id=run_id)


@require_POST
@needs(Permission.IMPORT)
def discard(request: HttpRequest, run_id: UUID) -> HttpResponse:
    actions.discard(run_id, by=user_of(request))
    messages.success(request, _("Filen lästes inte in. Ingenting har ändrats."))
    return redirect("incidents:imports")


@require_GET
@needs(Permission.IMPORT)
def rejected(request: HttpRequest, run_id: UUID) -> HttpResponse:
    user = user_of(request)
    found = queries.run(user, run_id)
    page = Paginator(range(found.waiting), 50).get_page(request.GET.get("sida"))
    rows = [(row, ROW.get(row.reason, row.reason)) for row in queries.rejected(user, run_id, page.number)]
    return render(request, "incidents/rejected.html", {"run": found, "rows": rows, "page": page})


@require_GET
@needs(Permission.IMPORT)
def download(request: HttpRequest, run_id: UUID) -> HttpResponse:
    found = queries.rejected_for_download(user_of(request), run_id)
    rows = [(row, str(ROW.get(row.reason, row.reason))) for row in found]
    answer = HttpResponse(exports.rejected_sheet(rows), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="rader-{run_id}.xlsx"'
    return answer


@require_http_methods(["GET", "POST"])
@needs(Permission.IMPORT)
def mend(request: HttpRequest, rejected_id: UUID) -> HttpResponse:
    user = user_of(request)
    row = queries.rejected_row(user, rejected_id)
    form = forms.MendForm(request.POST or None, cells=row.cells, masked=row.masked)
    if form.is_valid():
        mended = actions.mend(rejected_id, form.mends, by=user)
        if mended.state == "mended":
            messages.success(request, _("Raden är rättad och inläst."))
            return redirect("incidents:rejected", run_id=row.run)
        row = queries.rejected_row(user, rejected_id)
        form = forms.MendForm(None, cells=row.cells, masked=row.masked)
        messages.warning(request, _("Raden gick fortfarande inte att läsa. Det du skrev är sparat."))
    odd = next((f"cell-{at}" for at, (label, _value) in enumerate(row.cells) if label == row.column), "")
    shown = {"row": row, "form": form, "odd": odd, "says": ROW.get(row.reason, row.reason)}
    return render(request, "incidents/mend.html", shown)


@require_POST
@needs(Permission.IMPORT)
def drop(request: HttpRequest, rejected_id: UUID) -> HttpResponse:
    row = queries.rejected_row(user_of(request), rejected_id)
    actions.drop_rejected(rejected_id, by=user_of(request))
    messages.success(request, _("Raden är lagd åt sidan."))
    return redirect("incidents:rejected", run_id=row.run)


@require_GET
@needs(Permission.RELATION_RULE)
def relations(request: HttpRequest) -> HttpResponse:
    return _relations(request)


def _relations(request: HttpRequest, odd: forms.RuleForm | None = None, about: str = "") -> HttpResponse:
    user = user_of(request)
    waiting = queries.relations_waiting(user)
    page = Paginator(range(waiting), queries.RELATIONS_PAGE).get_page(request.GET.get("sida"))
    asked = queries.relation_queue(user, page.number)
    rows = [(one, odd if one.key == about and odd else forms.RuleForm(prefix=one.key)) for one in asked]
    shown = {"rows": rows, "ruled": queries.ruled(user), "waiting": waiting, "page": page}
    return render(request, "incidents/relations.html", shown, status=400 if odd else 200)


@require_POST
@needs(Permission.RELATION_RULE)
def rule(request: HttpRequest, report_id: UUID) -> HttpResponse:
    suspect, victim = (_place(request, side) for side in ("suspect", "victim"))
    key = f"{str(report_id)[:8]}-{suspect}-{victim}"
    form = forms.RuleForm(request.POST, prefix=key)
    if not form.is_valid():
        return _relations(request, form, key)
    partner, because = form.cleaned_data["partner"] == "yes", form.cleaned_data["because"]
    pair = {"suspect": suspect, "victim": victim}
    actions.rule_relation(report_id, partner, **pair, because=because, by=user_of(request))
    messages.success(request, _("Svaret är sparat. Det kan ändras längst ned på sidan."))
    return redirect("incidents:relations")


@require_POST
@needs(Permission.RELATION_RULE)
def undo(request: HttpRequest, ruling_id: UUID) -> HttpResponse:
    actions.undo_ruling(ruling_id, by=user_of(request))
    messages.success(request, _("Svaret är ändrat. Anmälan väntar igen."))
    return redirect("incidents:relations")


def _place(request: HttpRequest, side: str) -> int:
    told = request.POST.get(side, "0")
    return int(told) if re.fullmatch(r"-1|\d{1,3}", told) else 0


def _page(request: HttpRequest) -> int:
    asked = request.GET.get("sida", "1")
    return int(asked) if asked.isdecimal() and len(asked) < 7 else 1
