"""A roll against a plain list that is sorted anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tradewatch.storage.roll import Roll

IDS = st.integers(-40, 40).filter(bool)
STEPS = st.lists(
    st.one_of(st.dictionaries(IDS, st.integers(0, 9), max_size=30), st.sets(IDS, max_size=30)), max_size=12
)


@given(steps=STEPS, rising=st.booleans())
def test_whatever_is_put_and_dropped_each_id_stands_once_where_its_time_wants_it(
    steps: list[dict[int, int] | set[int]], rising: bool
) -> None:
    roll, plain = Roll(rising=rising), dict[int, int]()
    for step in steps:
        if isinstance(step, dict):
            roll.put(step)
            plain |= step
        else:
            roll.drop(step)
            plain = {number: second for number, second in plain.items() if number not in step}
        assert [(number, roll.seconds(place)) for place, number in enumerate(roll)] == sorted(
            plain.items(), key=lambda one: (-one[1], one[0] if rising else -one[0])
        )
        assert {number for number in range(-40, 41) if number in roll} == set(plain)
