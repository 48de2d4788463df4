"""The public addresses of boards."""

from django.urls import path

from nhiemky.boards import views

app_name = "public_boards"

urlpatterns = [
    path("", views.public_index, name="index"),
    path("<slug:slug>/", views.public, name="board"),
    path("<slug:slug>/bang.pdf", views.public_pdf, name="pdf"),
    path("<slug:slug>/so-lieu/<int:number>/<str:form>/", views.public_data, name="data"),
]
