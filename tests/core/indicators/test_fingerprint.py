"""A digest that follows a set of facts."""

from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.indicators.fingerprint import Fingerprint

ELEMENTS = st.lists(st.text(max_size=5), unique=True)


@given(ELEMENTS, ELEMENTS)
def test_any_way_to_a_set_gives_its_digest(first, second):
    straight = Fingerprint().changed(added=second)
    around = Fingerprint().changed(added=first)
    around = around.changed(added=set(second) - set(first), removed=set(first) - set(second))
    assert around == straight
    assert (around.digest() == Fingerprint().changed(added=first).digest()) == (set(first) == set(second))


def test_the_digest_does_not_depend_on_the_machine_or_the_release():
    assert Fingerprint().digest() == "e5a00aa9991ac8a5ee3109844d84a55583bd20572ad3ffcd42792f3c36b183ad"
    assert Fingerprint().changed(["a\tb"]).digest()[:16] == "00d1bf6f2d6ff07e"


def test_order_and_number_matter():
    twice = Fingerprint().changed(["a", "a"])
    assert twice != Fingerprint().changed(["a"])
    assert Fingerprint().changed(["a", "b"]) == Fingerprint().changed(["b", "a"])
