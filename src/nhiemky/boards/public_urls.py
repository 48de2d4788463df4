"""The public addresses of boards."""

from django.urls import path

from nhiemky.boards import public_views as views

app_name = "public_boards"

urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.board, name="board"),
    path("<slug:slug>/bang.pdf", views.pdf, name="pdf"),
    path("<slug:slug>/so-lieu/<int:number>/<str:form>/", views.data, name="data"),
]
