"""The step line of a total."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tradewatch.book.words import plain
from tradewatch.tui.chart import step_chart

BEGIN = datetime(2025, 2, 1, 5, tzinfo=UTC)
END = datetime(2026, 11, 24, tzinfo=UTC)


def test_every_rate_has_a_row_and_the_line_ends_on_the_last() -> None:
    steps = [
        (datetime(2025, 2, 4, tzinfo=UTC), Decimal(10)),
        (datetime(2025, 4, 10, tzinfo=UTC), Decimal(145)),
        (datetime(2025, 5, 14, tzinfo=UTC), Decimal(30)),
        (datetime(2026, 7, 24, tzinfo=UTC), Decimal("12.5")),
    ]
    lines = [plain(one) for one in step_chart(steps, BEGIN, END, 70)]
    assert [line.partition(" %")[0].strip() for line in lines[:5]] == ["145", "30", "12.5", "10", "0"]
    assert lines[2].endswith("─")
    assert lines[0].count("╭") == lines[0].count("╮") == 1
    assert "Feb 2025" in lines[-1]
    assert "2026" in lines[-1]


def test_what_rests_on_an_announcement_is_dashed() -> None:
    steps = [(BEGIN, Decimal(10))]
    line = plain(step_chart(steps, BEGIN, END, 70, dashed_from=END - timedelta(days=60))[0])
    assert line.endswith("╌")
    assert "─" in line


@given(
    st.lists(st.tuples(st.integers(0, 660), st.sampled_from(["0", "10", "12.5", "84", "145"])), max_size=12),
    st.integers(12, 160),
)
def test_each_column_carries_one_line_without_gaps(steps: list[tuple[int, str]], width: int) -> None:
    made = sorted((BEGIN + timedelta(days=day), Decimal(rate)) for day, rate in steps)
    lines = [plain(one) for one in step_chart(made, BEGIN, END, width)]
    rows = [line.partition("┤")[2] for line in lines[:-2]]
    assert len({len(row) for row in rows}) == 1
    for column in zip(*rows, strict=True):
        marks = "".join(column).strip()
        assert marks, "a gap in the line"
        assert marks in ("─", "╌") or (len(marks) >= 2 and marks[0] in "╭╮" and marks[-1] in "╯╰")
        assert set(marks[1:-1]) <= {"│"}
