"""Bars of votes share one scale and say in words what they show."""

import re

from django.utils import translation

from nhiemky.elections.pictures import WIDTH, votes_bar


def lengths(bar):
    return [int(found) for found in re.findall(r'class="value \w+" x="0" y="8" width="(\d+)"', bar)]


def test_a_bar_is_as_long_as_its_share_of_the_base():
    assert lengths(votes_bar("An", 28, 28, 15, elected=True)) == [WIDTH]
    assert lengths(votes_bar("An", 14, 28, 15, elected=False)) == [WIDTH // 2]


def test_the_mark_stands_at_the_majority_and_is_left_out_among_the_tied():
    marked, unmarked = votes_bar("An", 9, 28, 14, elected=False), votes_bar("An", 9, 28, None, elected=True)
    assert f'class="mark" x="{WIDTH // 2 - 1}"' in marked
    assert "mark" not in unmarked


def test_a_screen_reader_hears_the_numbers_and_a_name_cannot_write_markup():
    with translation.override("en"):
        assert 'aria-label="An: 27 of 28; 15 elect"' in votes_bar("An", 27, 28, 15, elected=True)
    assert "<b>" not in votes_bar("<b>", 27, 28, 15, elected=True)
