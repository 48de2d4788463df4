"""Addresses of `elections`."""

from django.urls import URLPattern, URLResolver, path

from nhiemky.elections.views import counting, elections, preparation, publication, results

app_name = "elections"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", elections.index, name="index"),
    path("moi/", elections.prepare, name="prepare"),
    path("quy-che/<slug:name>/", elections.rulebook, name="rulebook"),
    path("<int:pk>/", elections.election, name="election"),
    path("<int:pk>/sua/", elections.change, name="change"),
    path("<int:pk>/buoc/", elections.step, name="step"),
    path("<int:pk>/danh-sach/", preparation.candidates, name="candidates"),
    path("<int:pk>/ban-kiem-phieu/", preparation.committee, name="committee"),
    path("<int:pk>/co-mat/", preparation.attendance, name="attendance"),
    path("<int:pk>/phieu/", preparation.ballots, name="ballots"),
    path("<int:pk>/kiem-phieu/", counting.count, name="count"),
    path("<int:pk>/doi-chieu/", counting.comparison, name="comparison"),
    path("<int:pk>/kiem-lai/", counting.recount, name="recount"),
    path("<int:pk>/cong-bo/", results.declare, name="declare"),
    path("ung-cu-vien/<int:pk>/", preparation.candidate, name="candidate"),
    path("ket-qua/<int:pk>/", results.result, name="result"),
    path("ket-qua/<int:pk>/bien-ban.pdf", results.minutes_pdf, name="minutes_pdf"),
    path("ket-qua/<int:pk>/bien-ban.docx", results.minutes_docx, name="minutes_docx"),
    path("ket-qua/<int:pk>/tep/", publication.published, name="published"),
    path("ket-qua/<int:pk>/tep/<str:name>", publication.published_file, name="published_file"),
    path("ket-qua/<int:pk>/dinh-chinh/", results.correct, name="correct"),
    path("ket-qua/<int:pk>/vong-tiep/", results.next_round, name="next_round"),
]
