"""Addresses of `reporting`."""

from django.urls import URLPattern, URLResolver, path

from nhiemky.reporting import views
from nhiemky.reporting.views import review, writing

app_name = "reporting"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.inbox, name="inbox"),
    path("theo-doi/", views.oversight, name="oversight"),
    path("lap/<slug:code>/<slug:form>/<slug:period>/", writing.begin, name="begin"),
    path("<int:pk>/", review.report, name="report"),
    path("<int:pk>/nhap/", writing.edit, name="edit"),
    path("<int:pk>/xoa/", writing.discard, name="discard"),
    path("<int:pk>/dinh-chinh/", writing.correct, name="correct"),
    path("<int:pk>/duyet/", review.review, name="review"),
]
