"""A newsroom's own lexicon adds to the bundled one, wins over it, and has its mistakes named with their place."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.desk import item
from tradewatch.book.load import load_book
from tradewatch.errors import FactsError
from tradewatch.feeds.reading.lexicon import Lexicon, load_lexicon
from tradewatch.feeds.reading.reader import Reader
from tradewatch.records import Reading


@pytest.fixture
def own(tmp_path: Path) -> Any:
    def write(content: object) -> str:
        path = tmp_path / "lexicon.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        load_lexicon.cache_clear()
        return str(path)

    return write


def read(lexicon: str, title: str, summary: str) -> Reading:
    return Reader(load_book().roster, lexicon=lexicon).read(item(title, summary))


def test_terms_of_a_topic_are_plain_words_and_are_matched_as_such(own: Any) -> None:
    path = own({"topics": {"agriculture": ["barge rates (St. Louis)", "re:pecans?"]}})
    assert "agriculture" in read(path, "US and China tariffs move barge rates (St. Louis)", "The tariffs bite.").topics
    assert "agriculture" in read(path, "US and China tariffs hit the pecan", "The tariffs bite.").topics
    assert "agriculture" not in read(path, "US and China tariffs move barge rates (St Louis)", "They bite.").topics


def test_a_term_is_taken_out(own: Any) -> None:
    title, summary = "US and China set tariffs on soybeans", "Soybeans are dear: tariffs of China hit the US."
    assert "agriculture" in read("", title, summary).topics
    lexicon = load_lexicon(own({"topics": {"agriculture": ["-soybeans?"]}}))
    assert lexicon.topics["agriculture"].search("soybeans") is None


def test_verbs_bodies_and_titles_of_the_desk_are_read(own: Any) -> None:
    path = own({
        "schema": "tradewatch/lexicon/1",
        "speech": {"say": {"regular": ["thunder"]}},
        "bodies": {"Barge Council": ["Barge Council"]},
        "people": {"titles": {"purse keeper": "Treasury Secretary"}},
        "relevance": {"base": -9.0},
    })  # fmt: skip
    lexicon = load_lexicon(path)
    assert lexicon.say.fullmatch("thundered")
    assert list(lexicon.body_index.find("the Barge Council meets")) == [("body:Barge Council", 4, 17)]
    assert lexicon.titles["purse keeper"] == "Treasury Secretary"
    assert lexicon.base_points == -9.0
    assert not read(path, "US and China talk", "They talk.").relevant


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "lexicon.json: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ([], "lexicon.json: a list"),
        ({"topcs": {}}, "lexicon.json, topcs: not known"),
        ({"topics": {"tarifs": ["x"]}}, "lexicon.json, topics.tarifs: not known"),
        ({"topics": {"tariffs": "duty"}}, "lexicon.json, topics.tariffs: no list of terms"),
        ({"topics": {"tariffs": ["x", "re:(a"]}}, "lexicon.json, topics.tariffs[1]: 're:(a'"),
        ({"topics": {"tariffs": ["re:(a)"]}}, "lexicon.json, topics.tariffs[0]: 're:(a)' has a group"),
        ({"topics": {"tariffs": [""]}}, "lexicon.json, topics.tariffs: no list of terms"),
        ({"topics": {"tariffs": ["-dutys"]}}, "lexicon.json, topics.tariffs: 'dutys' is not there to be taken out"),
        ({"relevance": {"points": {"acts": "3"}}}, "lexicon.json, relevance.points.acts"),
        ({"relevance": {"base": True}}, "lexicon.json, relevance.base: a truth value"),
        ({"people": {"titles": {"czar": 7}}}, "lexicon.json, people.titles.czar: a number"),
        ({"speech": {"say": ["x"]}}, "lexicon.json, speech.say: a list"),
    ],
)
def test_mistakes_are_named_with_their_place(own: Any, content: object, words: str) -> None:
    with pytest.raises(FactsError, match=r"lexicon\.json") as caught:
        load_lexicon(own(content))
    assert words in caught.value.message


def test_a_near_name_is_offered(own: Any) -> None:
    with pytest.raises(FactsError) as caught:
        load_lexicon(own({"topics": {"tarifs": ["x"]}}))
    assert caught.value.hint == "did you mean tariffs?"


def test_an_empty_file_of_the_desk_changes_nothing(own: Any) -> None:
    def words(lexicon: Lexicon) -> dict[str, str]:
        return {name: pattern.pattern for name, pattern in lexicon.topics.items()}

    assert words(load_lexicon(own({}))) == words(load_lexicon())


def test_the_example_of_the_manual_is_understood(own: Any) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "reading.md").read_text("utf-8")
    block = next(part for part in re.findall(r"(?m)(?:^    .*\n)+", manual) if '"topics"' in part)
    lexicon = load_lexicon(own(block))
    assert lexicon.say.fullmatch("thundered")
    assert lexicon.titles["trade czar"] == "US Trade Representative"
