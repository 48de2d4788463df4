"""Addresses of `organisation`."""

from django.urls import URLPattern, URLResolver, path

from nhiemky.organisation.views import accounts, excel, members, ratings, units

app_name = "organisation"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", units.units, name="units"),
    path("don-vi/moi/", units.unit_create, name="unit_create"),
    path("don-vi/<int:pk>/", units.unit, name="unit"),
    path("don-vi/<int:pk>/sua/", units.unit_change, name="unit_change"),
    path("don-vi/<int:pk>/nhiem-ky/moi/", units.term_open, name="term_open"),
    path("don-vi/<int:pk>/dang-vien/", members.members, name="members"),
    path("don-vi/<int:pk>/dang-vien/moi/", members.admit, name="admit"),
    path("don-vi/<int:pk>/dang-vien/xuat/", excel.export, name="members_export"),
    path("don-vi/<int:pk>/dang-vien/mau/", excel.template, name="members_template"),
    path("don-vi/<int:pk>/dang-vien/nhap/", excel.upload, name="members_import"),
    path("don-vi/<int:pk>/xep-loai/", ratings.ratings, name="ratings"),
    path("dang-vien/<int:pk>/", members.member, name="member"),
    path("dang-vien/<int:pk>/sua/", members.member_change, name="member_change"),
    path("dang-vien/<int:pk>/trang-thai/", members.status_change, name="status_change"),
    path("dang-vien/<int:pk>/to-dang/", members.group_change, name="group_change"),
    path("dang-vien/<int:pk>/chuc-vu/", members.appoint, name="appoint"),
    path("dang-vien/<int:pk>/roi/", members.leave, name="leave"),
    path("chuc-vu/<int:pk>/ket-thuc/", members.appointment_end, name="appointment_end"),
    path("tai-khoan/", accounts.accounts, name="accounts"),
    path("tai-khoan/moi/", accounts.account_create, name="account_create"),
    path("tai-khoan/<int:pk>/", accounts.account, name="account"),
    path("tai-khoan/<int:pk>/mat-khau/", accounts.password_reset, name="password_reset"),
    path("vai-tro/<int:pk>/ket-thuc/", accounts.grant_end, name="grant_end"),
]
