"""The public address of `elections`: counting published files again."""

from django.urls import URLPattern, URLResolver, path

from nhiemky.elections.views import publication

app_name = "count_again"

urlpatterns: list[URLPattern | URLResolver] = [path("", publication.count_files, name="files")]
