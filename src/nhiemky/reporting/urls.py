"""Addresses of `reporting`."""

from django.urls import URLPattern, URLResolver, path

from nhiemky.reporting import views
from nhiemky.reporting.board_forms import views as board_forms
from nhiemky.reporting.form_definitions import urls as form_definitions
from nhiemky.reporting.views import oversight, review, tokens, workbooks, writing

app_name = "reporting"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.inbox, name="inbox"),
    path("theo-doi/", oversight.oversight, name="oversight"),
    path("theo-doi/nhac/", oversight.remind, name="remind"),
    path("theo-doi/gia-han/<slug:code>/<slug:form>/<slug:period>/", oversight.extend, name="extend"),
    path("ky/", oversight.periods, name="periods"),
    path("ky/<int:board>/<slug:form>/<slug:period>/khoa/", oversight.close, name="close"),
    path("ky/<int:pk>/mo-lai/", oversight.reopen, name="reopen"),
    path("bieu-ban/", board_forms.index, name="board_forms"),
    path("bieu-ban/lap/", board_forms.filled, name="board_form"),
    path("bieu-ban/luu/<int:pk>/", board_forms.record, name="board_record"),
    path("bieu-ban/ha-tang/<slug:code>/", board_forms.infrastructure, name="infrastructure"),
    path("lap/<slug:code>/<slug:form>/<slug:period>/", writing.begin, name="begin"),
    path("bang-tinh/", workbooks.workbooks, name="workbooks"),
    path("bang-tinh/xuat/", workbooks.export, name="export"),
    path("bang-tinh/<int:pk>/", workbooks.workbook_import, name="workbook_import"),
    path("bang-tinh/<int:pk>/tien-do/", workbooks.workbook_progress, name="workbook_progress"),
    path("bang-tinh/<int:pk>/nop/", workbooks.workbook_submit, name="workbook_submit"),
    path("bang-tinh/<slug:form>/<slug:period>/", workbooks.many, name="workbook_many"),
    path("lap/<slug:code>/<slug:form>/<slug:period>/bang-tinh/", workbooks.new, name="workbook_new"),
    path("<int:pk>/bang-tinh/", workbooks.one, name="workbook"),
    path("ma-truy-cap/", tokens.tokens, name="tokens"),
    path("ma-truy-cap/<int:pk>/thu-hoi/", tokens.revoke, name="token_revoke"),
    *form_definitions.urlpatterns,
    path("<int:pk>/", review.report, name="report"),
    path("<int:pk>/nhap/", writing.edit, name="edit"),
    path("<int:pk>/tu-luu/", writing.autosave, name="autosave"),
    path("<int:pk>/gop-y/", review.comment, name="comment"),
    path("<int:pk>/thay-doi/", review.changes, name="changes"),
    path("<int:pk>/xoa/", writing.discard, name="discard"),
    path("<int:pk>/dinh-chinh/", writing.correct, name="correct"),
    path("<int:pk>/duyet/", review.review, name="review"),
]
