"""Names and titles of a draft, held against the roster of its day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.desk import READER
from tradewatch.book.load import load_book
from tradewatch.feeds.reading.draft.people import PeopleCheck
from tradewatch.feeds.reading.draft.sections import sections
from tradewatch.feeds.reading.lexicon import load_lexicon
from tradewatch.instants import parse_instant

DAY = date(2025, 6, 6)


def found(text: str, day: date = DAY) -> list[tuple[str, str]]:
    check = PeopleCheck(load_book().roster, day, load_lexicon())
    at = parse_instant(f"{day.isoformat()}T12:00-04:00")
    return [(one.text, str(one.verdict)) for section in sections(text, READER, at) for one in check.findings(section)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Treasury Secretary Scott Bessent spoke.", [("Treasury Secretary Scott Bessent", "agrees")]),
        ("Commerce Secretary Scott Bessent spoke.", [("Commerce Secretary Scott Bessent", "differs")]),
        ("Scott Bessent, the Treasury secretary, spoke.", [("Scott Bessent, the Treasury secretary", "agrees")]),
        ("Scott Bessent, the commerce secretary, spoke.", [("Scott Bessent, the commerce secretary", "differs")]),
        ("U.S. Trade Representative Jamieson Greer spoke.", [("U.S. Trade Representative Jamieson Greer", "agrees")]),
        ("Chinese Vice Premier He Lifeng spoke.", [("Chinese Vice Premier He Lifeng", "agrees")]),
        ("China's Premier He Lifeng spoke.", [("China's Premier He Lifeng", "differs")]),
        ("Chinese Commerce Minister Wang Wentao spoke.", [("Chinese Commerce Minister Wang Wentao", "agrees")]),
        ("Scott Bessant spoke.", [("Scott Bessant", "differs")]),
        ("Scot Bessent spoke.", [("Scot Bessent", "differs")]),
        ("Jameison Greer spoke.", [("Jameison Greer", "differs")]),
        ("Vice Premier He Lifang spoke.", [("He Lifang", "differs")]),
        ("Wang Wentau spoke.", [("Wang Wentau", "differs")]),
        ("Lifeng He spoke.", [("Lifeng He", "differs")]),
        ("The minister met Lutnik.", [("Lutnik", "differs")]),
        ("Treasury Secretary Janet Yellen spoke.", [("Treasury Secretary Janet Yellen", "differs")]),
        ("Former Treasury Secretary Janet Yellen spoke.", []),
        ("former Treasury Secretary Scott Bessent spoke.", [("former Treasury Secretary Scott Bessent", "differs")]),
        ("German Finance Minister Lars Klingbeil spoke.", []),
        ("Deputy Treasury Secretary Michael Faulkender spoke.", []),
        ("Stephen Miller spoke. A farmer named Miller, 54, did not.", []),
        ("Professor Wang Wenbin of Fudan spoke.", []),
        ("President Xi met President Trump.", [("President Xi", "agrees"), ("President Trump", "agrees")]),
        ("Scott Bessent and Howard Lutnick spoke.", []),
        ("“Commerce Secretary Scott Bessent,” he wrote.", []),
        ("Treasury Secretary SCOTT BESSENT spoke.", [("Treasury Secretary SCOTT BESSENT", "agrees")]),
        ("Foreign Ministry spokesperson Lin Jian spoke.", [("Foreign Ministry spokesperson Lin Jian", "agrees")]),
        ("Foreign Ministry spokesman Scott Bessent spoke.", [("Foreign Ministry spokesman Scott Bessent", "differs")]),
        ("White House spokeswoman He Lifeng spoke.", [("White House spokeswoman He Lifeng", "differs")]),
        ("Commerce Ministry spokesperson Lin Jian spoke.", [("Commerce Ministry spokesperson Lin Jian", "differs")]),
        (
            "He Yongqian, a spokesperson for the Commerce Ministry, spoke.",
            [("He Yongqian, a spokesperson for the Commerce Ministry", "agrees")],
        ),
    ],
)
def test_titles_and_names(text: str, wanted: list[tuple[str, str]]) -> None:
    assert found(text) == wanted


def test_a_post_counts_from_its_day_to_its_last() -> None:
    text = "White House press secretary Karoline Leavitt spoke."
    assert [one for _, one in found(text)] == ["agrees"]
    assert [one for _, one in found(text, date(2026, 11, 24))] == ["differs"]


def test_the_answer_tells_who_holds_the_post() -> None:
    check = PeopleCheck(load_book().roster, DAY, load_lexicon())
    section = next(sections("Commerce Secretary Scott Bessent spoke.", READER, parse_instant("2025-06-06T12:00-04:00")))
    record = next(check.findings(section)).record
    assert "Treasury Secretary" in record
    assert "Howard Lutnick" in record
