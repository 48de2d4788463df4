"""The office's addresses of boards."""

from django.urls import URLPattern, URLResolver, path

from nhiemky.boards import result_views, views

app_name = "boards"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.index, name="index"),
    path("moi/", views.make, name="make"),
    path("bao-cao-nhiem-ky/<int:pk>/", views.term_report, name="term_report"),
    path("bao-cao-nhiem-ky/<int:pk>/bao-cao.<str:form>", views.term_report_file, name="term_report_file"),
    path("chi-so/<slug:code>/tep/<str:form>/", result_views.indicator_data, name="indicator_data"),
    path("nghi-quyet/<int:pk>/tep/<str:form>/", result_views.targets_data, name="targets_data"),
    path("<slug:slug>/", views.board, name="board"),
    path("<slug:slug>/sua/", views.change, name="change"),
    path("<slug:slug>/xoa/", views.remove, name="remove"),
    path("<slug:slug>/cong-bo/", views.publish, name="publish"),
    path("<slug:slug>/bang.pdf", views.pdf, name="pdf"),
    path("<slug:slug>/hinh/", views.panel_add, name="panel_add"),
    path("<slug:slug>/hinh/<int:pk>/", views.panel_change, name="panel_change"),
    path("<slug:slug>/hinh/<int:pk>/xoa/", views.panel_remove, name="panel_remove"),
    path("<slug:slug>/hinh/<int:pk>/chuyen/", views.panel_move, name="panel_move"),
    path("<slug:slug>/so-lieu/<int:number>/<str:form>/", views.data, name="data"),
]
