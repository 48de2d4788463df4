"""The public addresses of indicators."""

from django.urls import path

from nhiemky.boards import indicator_views as views

app_name = "public_indicators"

urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:code>/", views.indicator, name="indicator"),
    path("<slug:code>/bang/<slug:slug>/<int:number>/<str:form>/", views.panel_data, name="panel_data"),
    path("<slug:code>/so-lieu/<slug:key>/<str:form>/", views.figure_data, name="figure_data"),
]
