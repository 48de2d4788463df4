"""Addresses of `zones`."""

from django.urls import URLPattern, URLResolver, path

from nhiemky.zones import views
from nhiemky.zones.views import certificates, enterprises, plants, projects

app_name = "zones"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.overview, name="zones"),
    path("them/", views.add, name="zone_add"),
    path("tim/", views.search, name="search"),
    path("khu/<slug:code>/", views.zone, name="zone"),
    path("khu/<slug:code>/sua/", views.change, name="zone_change"),
    path("khu/<slug:code>/so-lieu/", views.add_fact, name="fact_add"),
    path("so-lieu/<int:pk>/chon/", views.choose_fact, name="fact_choose"),
    path("khu/<slug:code>/nuoc-thai/", plants.add, name="plant_add"),
    path("nuoc-thai/<int:pk>/dinh-chinh/", plants.correct, name="plant_correct"),
    path("doanh-nghiep/them/", enterprises.add, name="enterprise_add"),
    path("doanh-nghiep/<int:pk>/", enterprises.enterprise, name="enterprise"),
    path("doanh-nghiep/<int:pk>/sua/", enterprises.change, name="enterprise_change"),
    path("doanh-nghiep/<int:pk>/nguoi-bao-cao/", enterprises.name_reporter, name="reporter_name"),
    path("nguoi-bao-cao/<int:pk>/ket-thuc/", enterprises.end_reporter, name="reporter_end"),
    path("du-an/them/", projects.add, name="project_add"),
    path("du-an/<slug:code>/", projects.project, name="project"),
    path("du-an/<slug:code>/sua/", projects.change, name="project_change"),
    path("du-an/<slug:code>/dieu-chinh/", certificates.adjust, name="certificate_adjust"),
    path("du-an/<slug:code>/thu-hoi/", certificates.revoke, name="certificate_revoke"),
    path("giay-chung-nhan/<int:pk>/dinh-chinh/", certificates.correct, name="certificate_correct"),
]
