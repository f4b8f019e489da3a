"""Texts that are statements without quotation marks: whose post it is, who asks and who answers."""

from __future__ import annotations

import pytest

from tests.desk import READER, item

NAME = "Marco Rubio (@SecRubio)"
TARIFFS = "Tariffs on China stay."


def said(title: str, words: str, feed: str = "Harbour Wire") -> list[tuple[str | None, str, str]]:
    reading = READER.read(item(title, words, feed_title=feed, wanted=True))
    return [(one.speaker, str(one.channel), one.quote) for one in reading.statements]


def test_a_handle_in_the_headline_of_an_outlet_makes_no_post() -> None:
    found = said(f"{NAME} meets Wang Yi on tariffs with China", "The two met. “The tariffs on China stay,” Rubio said.")
    assert found == [("Marco Rubio", "unknown", "The tariffs on China stay,")]


@pytest.mark.parametrize("title", [f"{NAME}: {TARIFFS}", NAME])
def test_a_headline_that_is_the_head_of_a_post_does(title: str) -> None:
    assert said(title, TARIFFS) == [("Marco Rubio", "social_media", TARIFFS)]


@pytest.mark.parametrize("feed", ["Marco Rubio posts", "Marco Rubio (X)", "X posts of Marco Rubio"])
def test_feeds_that_are_mirrors(feed: str) -> None:
    assert said("Tariffs", TARIFFS, feed) == [("Marco Rubio", "social_media", TARIFFS)]


@pytest.mark.parametrize("feed", ["Harbour Post", "Posts and Beams Weekly", "Harbour Wire (English)"])
def test_feeds_that_are_none(feed: str) -> None:
    assert said("Rubio on tariffs", TARIFFS, feed) == []


@pytest.mark.parametrize(("handle", "speaker"), [("@howardlutnick", "Howard Lutnick"), ("@nobody_known", None)])
def test_words_that_were_passed_on_are_not_the_owners(handle: str, speaker: str | None) -> None:
    assert said("", f"RT {handle}: {TARIFFS}", "Trump’s Truth (mirror)") == [(speaker, "truth_social", TARIFFS)]


BRIEFED = (
    "Journalist from CCTV: The US raised tariffs on China. Your comment?\nSpokesperson: China opposes this.\n"
    "Tariff wars have no winners.\nJournalist from Reuters: Any talks?\nSpokesperson: We will see."
)


@pytest.mark.parametrize(
    ("title", "lead", "speaker"),
    [
        ("Foreign Ministry Spokesperson’s briefing: US tariffs", "", "Ministry of Foreign Affairs (China)"),
        ("Regular briefing on US tariffs", "Lin Jian took questions.\n", "Lin Jian"),
    ],
)
def test_a_spokesperson_answers_and_a_journalist_asks(title: str, lead: str, speaker: str) -> None:
    found = said(title, lead + BRIEFED)
    assert [(one[0], one[2]) for one in found] == [
        (speaker, "China opposes this. Tariff wars have no winners."),
        (speaker, "We will see."),
    ]


@pytest.mark.parametrize("end", ["END 4:20 P.M. EST", "   END   4:20 P.M. EST"])
def test_what_nobody_heard_and_the_end_are_no_part_of_an_answer(end: str) -> None:
    words = f"Q Will tariffs on China rise?\nTHE PRESIDENT: We will see.\nQ (Inaudible.)\nTHE PRESIDENT: Thank you.\n{end}\nA note."
    found = said("Remarks by President Trump in Press Gaggle on China tariffs", words)
    assert [one[2] for one in found] == ["We will see.", "Thank you."]
