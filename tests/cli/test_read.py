"""`tradewatch read` of a plain text: lines wrapped by hand, and places that are those of the text."""

from __future__ import annotations

import json

import pytest

from tests.desk import run

TITLE = "US and China at odds over tariffs\n"


def read(body: str) -> list[dict[str, object]]:
    statements: list[dict[str, object]] = json.loads(run("read", "--json", input=TITLE + body).stdout)["statements"]
    return statements


def places(body: str) -> list[tuple[object, str]]:
    return [(one["speaker"], body[part["start"] : part["end"]]) for one in read(body) for part in one["parts"]]  # type: ignore[attr-defined]


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    body = (
        "“The tariffs on China will stay as long as\nBeijing holds the magnets back,” Treasury\nSecretary Scott Bessent\n"
        "said.\n\n“Chips will flow to\nChina,” Howard Lutnick said."
    )
    assert places(body) == [
        ("Scott Bessent", "The tariffs on China will stay as long as\nBeijing holds the magnets back,"),
        ("Howard Lutnick", "Chips will flow to\nChina,"),
    ]


@pytest.mark.parametrize("ends", ["\n", "\n\n", "\n \n", "\n\n\n"])
def test_paragraphs_stay_apart(ends: str) -> None:
    body = f"“The tariffs on China stay,” Bessent\nsaid.{ends}“Chips will flow,” Lutnick said."
    assert places(body) == [("Scott Bessent", "The tariffs on China stay,"), ("Howard Lutnick", "Chips will flow,")]


def test_answers_of_a_transcript_stay_lines() -> None:
    body = (
        "Lin Jian held a briefing.\n\nReuters: Will China answer the tariffs?\nLin Jian: We oppose the tariffs\nfirmly.\n"
        "AFP: And the talks?\nLin Jian: We will see."
    )
    assert [text for _, text in places(body)] == ["We oppose the tariffs\nfirmly.", "We will see."]
