"""A lower room asks, a higher one answers."""

import pytest

from nhiemky.records.ports import Port, UnfilledPortError


def test_a_port_answers_with_what_filled_it_last_and_says_so_while_nobody_did():
    port: Port[[int], str] = Port("how a number is written")
    with pytest.raises(UnfilledPortError, match="how a number is written"):
        port(1)
    port.fill(str)
    port.fill(hex)
    assert port(255) == "0xff"
