"""Pages of errors say what to do, in the reader's language, and need no database."""

import io
import logging

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import path, reverse
from django.utils import translation

from nhiemky.organisation.models import Role
from nhiemky.site import errors, urls
from tests import people

PAGES = [
    (lambda request: errors.bad_request(request, SuspiciousOperation()), 400, "tải lại trang", "reload the page"),
    (lambda request: errors.forbidden(request, PermissionDenied()), 403, "quản trị viên", "ask the administrator"),
    (lambda request: errors.not_found(request, Http404()), 404, "kiểm tra lại địa chỉ", "Check the address"),
    (errors.server_error, 500, "báo quản trị viên", "tell the administrator"),
    (errors.csrf_failure, 403, "gửi lại biểu mẫu", "send the form again"),
]  # fmt: skip


@pytest.mark.parametrize(("view", "status", "vi", "en"), PAGES)
def test_each_page_says_what_to_do_without_a_database(view, status, vi, en, settings):
    settings.DEMONSTRATION = True
    for language, advice in (("vi", vi), ("en", en)):
        with translation.override(language):
            answer = view(RequestFactory().get("/"))
        assert answer.status_code == status
        assert advice in answer.content.decode()
        assert 'class="demonstration"' in answer.content.decode()


def test_a_form_without_its_token_gets_the_page(house):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(people.account(Role.CLERK, house.cell))
    answer = browser.post(reverse("logout"))
    assert answer.status_code == 403
    assert "Biểu mẫu đã hết hạn" in answer.content.decode()


def test_a_page_without_the_right_is_the_page_that_says_so(house, client):
    client.force_login(people.account(Role.REPORTER, house.board))
    answer = client.get(reverse("organisation:units"))
    assert answer.status_code == 403
    assert "Không có quyền mở trang này" in answer.content.decode()


def test_what_fails_is_written_down_with_its_time_and_address(settings, monkeypatch):
    """Not while DEBUG is on only, as Django does: an administrator is told the time and the address, and looks."""

    @login_not_required
    def broken(request):
        raise ArithmeticError("the wheel came off")

    class Addresses:
        urlpatterns = (path("broken/", broken), *urls.urlpatterns)
        handler500 = "nhiemky.site.errors.server_error"

    settings.ROOT_URLCONF = Addresses
    written = io.StringIO()
    (handler,) = [each for each in logging.getLogger("django.request").handlers if each.name == "stderr"]
    monkeypatch.setattr(handler, "stream", written)
    answer = Client(raise_request_exception=False).get("/broken/?name=secret")
    assert answer.status_code == 500
    assert "Internal Server Error: /broken/" in written.getvalue()
    assert "ArithmeticError: the wheel came off" in written.getvalue()
    assert written.getvalue().startswith("20")
    assert "secret" not in written.getvalue()
