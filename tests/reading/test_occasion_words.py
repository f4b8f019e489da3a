"""The file of words that tell an occasion: its mistakes have a place, its patterns end."""

from __future__ import annotations

import pytest

from tests.desk import NOW, READER, item
from tradewatch.errors import FactsError
from tradewatch.feeds.reading.dating import without_asides
from tradewatch.feeds.reading.manner import Manner
from tradewatch.feeds.reading.occasionwords import Frame, load_occasion_words, occasion_words_of
from tradewatch.records import Channel


def channels(*groups: str) -> bytes:
    return f'{{"schema": "tradewatch/occasions/1", "channels": [{", ".join(groups)}]}}'.encode()


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (b"{", "line 1"),
        (b'{"schema": "tradewatch/occasions/2"}', "schema"),
        (b'{"schema": "tradewatch/occasions/1", "schema": 1}', "'schema' stands twice"),
        (b'{"schema": "tradewatch/occasions/1", "channels": {}}', "channels"),
        (channels('{"channel": "pigeon", "terms": {}}'), "channels[0].channel: 'pigeon'"),
        (channels('{"channel": "speech", "terms": {"Rede": "in einer rede"}}'), "channels[0].terms: 'Rede'"),
        (channels('{"channel": "speech", "terms": {"rede": "("}}'), "channels[0].terms['rede']"),
        (channels('{"channel": "speech"}'), "channels[0].terms"),
    ],
)
def test_a_mistake_in_the_words_is_named_with_its_place(source: bytes, place: str) -> None:
    with pytest.raises(FactsError) as raised:
        occasion_words_of(source)
    assert raised.value.message.startswith(f"occasions.json: {place}")


@pytest.mark.parametrize(
    "words",
    [
        "in a statement to reporters at a briefing on Monday ",
        "who told which whom that a day earlier the day before ",
        "he wrote for his own for the for a note memo letter ",
        "told the a an the told the a some visiting state ",
        "月日年周星期12日说记者会上接受采访",
        "“a ” \x01 “",
    ],
)
@pytest.mark.timeout(20)
def test_a_long_text_without_stops_is_read_in_time(words: str) -> None:
    text = words * (60_000 // len(words))
    READER.read(item("US and China at odds over tariffs", f"Bessent said that {text}"))
    manner = Manner(NOW, "CNBC|NBC News")
    frame = Frame(without_asides(text))
    assert manner.channel(text, None) in set(Channel)
    manner.dating.day(frame)
    manner.dating.event_day(text)
    words_of = load_occasion_words()
    for term in (*words_of.terms, *(one for terms in words_of.named.values() for one in terms)):
        term.pattern.search(text)
