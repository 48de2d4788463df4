"""What is read once for a request."""

import asyncio

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from nhiemky.records.remembered import forget, once_a_request, remembered, remembering

READ: list[int] = []


@remembered
def number() -> int:
    READ.append(1)
    return len(READ)


@pytest.fixture(autouse=True)
def nothing_read():
    READ.clear()


def test_outside_of_a_request_everything_is_read_anew():
    assert (number(), number()) == (1, 2)


def test_within_one_it_is_read_once_until_something_is_written():
    with remembering():
        assert (number(), number()) == (1, 1)
        with remembering():
            assert number() == 1
        forget()
        assert number() == 2
    assert number() == 3


def test_each_request_reads_for_itself_also_after_an_error():
    def page(request):
        number()
        number()
        if request.path == "/wrong":
            raise ValueError
        return HttpResponse(str(number()))

    answer = once_a_request(page)
    assert [answer(RequestFactory().get("/")).content for _ in range(2)] == [b"1", b"2"]
    with pytest.raises(ValueError):
        answer(RequestFactory().get("/wrong"))
    assert number() == 4


def test_requests_that_are_answered_at_the_same_time_do_not_share_what_they_read():
    async def page(_request):
        first = number()
        await asyncio.sleep(0)
        return HttpResponse(f"{first} {number()}")

    async def both():
        answer = once_a_request(page)
        return await asyncio.gather(*(answer(RequestFactory().get("/")) for _ in range(2)))

    assert sorted(each.content for each in asyncio.run(both())) == [b"1 1", b"2 2"]
