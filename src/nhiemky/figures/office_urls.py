"""The office's addresses of figures."""

from django.urls import path

from nhiemky.figures import views

app_name = "publishing"

urlpatterns = [
    path("", views.office, name="office"),
    path("cong-bo/<slug:offer>/", views.publish, name="publish"),
    path("dinh-chinh/<slug:key>/", views.correct, name="correct"),
]
