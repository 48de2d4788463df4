"""Addresses of `ballots`."""

from django.urls import URLPattern, URLResolver, path

from nhiemky.ballots.views import answering, batches, comparing, counting, keeping, pages_of_scans, papers

app_name = "ballots"

urlpatterns: list[URLPattern | URLResolver] = [
    path("cuoc-bau/<int:election>/mau/", papers.paper, name="paper"),
    path("cuoc-bau/<int:election>/mau/phieu.pdf", papers.pdf, name="pdf"),
    path("cuoc-bau/<int:election>/mau/layout.json", papers.layout, name="layout"),
    path("cuoc-bau/<int:election>/mau/xem-<int:sheet>.png", papers.preview, name="preview"),
    path("cuoc-bau/<int:election>/tap/", batches.opened, name="open"),
    path("tap/<int:pk>/", batches.batch, name="batch"),
    path("tap/<int:pk>/tien-do/", batches.progress, name="progress"),
    path("tap/<int:pk>/ban-quet/", batches.scans, name="scans"),
    path("tap/<int:pk>/doc-tiep/", batches.resume, name="resume"),
    path("tap/<int:pk>/tron/", batches.mix, name="mix"),
    path("tap/<int:pk>/bo/", batches.discard, name="discard"),
    path("trang/<int:pk>/", pages_of_scans.page, name="page"),
    path("trang/<int:pk>/anh.jpg", pages_of_scans.picture, name="page_picture"),
    path("tap/<int:pk>/cau-hoi/", answering.questions, name="questions"),
    path("tap/<int:pk>/dau-chua-ro/", answering.doubts, name="doubts"),
    path("cau-hoi/<int:pk>/", answering.answer, name="answer"),
    path("cau-hoi/<int:pk>/hang.jpg", answering.crop, name="crop"),
    path("tap/<int:pk>/cau-hoi/rut-lai/", answering.undo, name="undo_answer"),
    path("phieu/<uuid:ballot>/nhap-ca-phieu/", answering.whole, name="whole"),
    path("tap/<int:pk>/nhap/", counting.key_in, name="key_in"),
    path("tap/<int:pk>/nhap/rut-lai/", counting.undo_key_in, name="undo_key_in"),
    path("tap/<int:pk>/khoa/<slug:side>/", counting.close, name="close"),
    path("tap/<int:pk>/khac-nhau/", comparing.differences, name="differences"),
    path("tap/<int:pk>/chuyen/", comparing.hand_over, name="hand_over"),
    path("phieu/<uuid:ballot>/xem-lai/", comparing.look_again, name="look_again"),
    path("phieu/<uuid:ballot>/to-<int:sheet>.jpg", counting.picture, name="picture"),
    path("luu-giu/", keeping.index, name="keeping"),
    path("tap/<int:pk>/luu-giu/", keeping.kept, name="kept"),
    path("tap/<int:pk>/luu-giu/mo/", keeping.opening, name="opening"),
    path("tap/<int:pk>/luu-giu/khieu-nai/", keeping.complaint, name="complaint"),
    path("khieu-nai/<int:pk>/xong/", keeping.settle, name="settle"),
    path("tap/<int:pk>/luu-giu/tieu-huy/", keeping.destruction, name="destruction"),
]
