"""Public addresses of figures."""

from django.urls import path

from nhiemky.figures import views

app_name = "figures"

urlpatterns = [
    path("", views.figure_list, name="list"),
    path("facts.json", views.facts, name="facts"),
    path("<slug:key>/", views.figure, name="figure"),
]
