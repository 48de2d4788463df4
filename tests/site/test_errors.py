"""Pages of errors say what to do, in the reader's language, and need no database."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from nhiemky.organisation.models import Role
from nhiemky.site import errors
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
