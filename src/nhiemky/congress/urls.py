"""Addresses of `congress`."""

from django.urls import URLPattern, URLResolver, path

from nhiemky.congress.views import decisions, pages, preparation, roll, session

app_name = "congress"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.congresses, name="congresses"),
    path("moi/", pages.create, name="create"),
    path("<int:pk>/", pages.congress, name="congress"),
    path("<int:pk>/sua/", pages.change, name="change"),
    path("<int:pk>/buoc/", pages.step, name="step"),
    path("<int:pk>/bien-ban.docx", pages.minutes_docx, name="minutes_docx"),
    path("<int:pk>/bien-ban.pdf", pages.minutes_pdf, name="minutes_pdf"),
    path("<int:pk>/chuong-trinh/", preparation.agenda, name="agenda"),
    path("<int:pk>/chuong-trinh/sao-chep/", preparation.copy, name="copy"),
    path("<int:pk>/muc/<int:item_pk>/sua/", preparation.item_change, name="item_change"),
    path("<int:pk>/muc/<int:item_pk>/chuyen/", preparation.item_move, name="item_move"),
    path("<int:pk>/muc/<int:item_pk>/bo/", preparation.item_remove, name="item_remove"),
    path("<int:pk>/muc/<int:item_pk>/bai-hoc/", preparation.lesson, name="lesson"),
    path("<int:pk>/muc/<int:item_pk>/bat-dau/", session.item_start, name="item_start"),
    path("<int:pk>/muc/<int:item_pk>/ket-thuc/", session.item_end, name="item_end"),
    path("<int:pk>/tham-luan/", preparation.papers, name="papers"),
    path("<int:pk>/tham-luan/<int:paper_pk>/", pages.paper, name="paper"),
    path("<int:pk>/tham-luan/<int:paper_pk>/bo/", preparation.paper_remove, name="paper_remove"),
    path("<int:pk>/diem-danh/", roll.roll, name="roll"),
    path("<int:pk>/diem-danh/lap/", roll.draw_up, name="draw_up"),
    path("<int:pk>/diem-danh/con-lai/", roll.mark_rest, name="mark_rest"),
    path("<int:pk>/diem-danh/<int:row_pk>/", roll.mark, name="mark"),
    path("<int:pk>/dieu-hanh/", session.conduct, name="conduct"),
    path("<int:pk>/bieu-quyet/", session.vote, name="vote"),
    path("<int:pk>/bieu-quyet/<int:vote_pk>/dinh-chinh/", session.vote_correct, name="vote_correct"),
    path("<int:pk>/phat-bieu/", session.speak, name="speak"),
    path("<int:pk>/phat-bieu/dieu-khien/", session.floor, name="floor"),
    path("<int:pk>/phat-bieu/<int:speech_pk>/rut/", session.speaker_withdraw, name="speaker_withdraw"),
    path("<int:pk>/doan-chu-tich/", decisions.bodies, name="bodies"),
    path("<int:pk>/quyet-dinh/", decisions.decisions, name="decisions"),
    path("<int:pk>/quyet-dinh/bau-cu/", decisions.election_create, name="election_create"),
    path("<int:pk>/quyet-dinh/nghi-quyet/", decisions.resolution_name, name="resolution_name"),
    path("<int:pk>/quyet-dinh/thong-qua/", decisions.resolution_decide, name="resolution_decide"),
]
