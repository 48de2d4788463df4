"""Addresses of report forms as definitions; below /noi-bo/bao-cao/bieu-mau/."""

from django.urls import path

from nhiemky.reporting.form_definitions import deciding, editing, views

urlpatterns = [
    path("bieu-mau/", views.index, name="forms"),
    path("bieu-mau/moi/", editing.new, name="form_new"),
    path("bieu-mau/toml/", editing.take, name="form_import"),
    path("bieu-mau/ban-thao/<int:pk>/", deciding.draft, name="form_draft"),
    path("bieu-mau/ban-thao/<int:pk>/ap-dung/", deciding.release, name="form_release"),
    path("bieu-mau/ban-thao/<int:pk>/bo/", deciding.discard, name="form_discard"),
    path("bieu-mau/ban-thao/<int:pk>/toml/", views.draft_toml, name="form_draft_toml"),
    path("bieu-mau/ban-thao/<int:pk>/<slug:part>/", editing.part, name="form_part"),
    path("bieu-mau/ban-thao/<int:pk>/<slug:table>/<int:row>/", editing.row, name="form_row"),
    path("bieu-mau/<int:pk>/thoi-ap-dung/", deciding.retire, name="form_retire"),
    path("bieu-mau/<str:code>/ban/<str:number>/", views.version, name="form_version"),
    path("bieu-mau/<str:code>/ban/<str:number>/toml/", views.toml, name="form_toml"),
]
