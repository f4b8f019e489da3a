"""Where quoted words begin and end: marks of several kinds, mixed ones, forgotten ones, lines that break in between."""

from __future__ import annotations

import pytest

from tests.desk import READER, item
from tradewatch.feeds.reading.document import Document
from tradewatch.feeds.reading.quotes import find_quotes


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('“The tariffs on China stay." Lutnick said: “Chips stay home."', ["The tariffs on China stay.", "Chips stay home."]),
        ('“The tariffs stay." Lutnick said: “Chips stay.”', ["The tariffs stay.", "Chips stay."]),
        ('“We wait", said Wang.', ["We wait"]),
        ('"We wait,” said Wang. "They wait,” said Li.', ["We wait,", "They wait,"]),
        ('„Wir warten", sagte Trump. „Gut“, sagte er.', ["Wir warten", "Gut"]),
        ('“We wait", said Wang. "They wait,” Li said.', ["We wait", "They wait,"]),
        ('“The 5" pipe is "good" now,” he said.', ['The 5" pipe is "good" now,']),
        ("“Wir warten“, sagte Greer.", ["Wir warten"]),
        ('“The 5" pipe,” he said.', ['The 5" pipe,']),
        ('“He called it a "hoax" today,” he said.', ['He called it a "hoax" today,']),
        ('"He called it a “hoax” today," he said.', ["He called it a “hoax” today,"]),
        ('"He told me "go home" and left," she said.', ['He told me "go home" and left,']),
        ("« a b » et « c »", ["a b", "c"]),
        ("»A« und »B«", ["A", "B"]),
        ("「我们『等』着」", ["我们『等』着"]),
        ("‘local’ has sprouted. ‘My friend, go,’ she said", ["My friend, go,"]),
    ],
)  # fmt: skip
def test_each_quotation_closes_where_a_reader_sees_it_close(line: str, words: list[str]) -> None:
    found = find_quotes(line, 0)
    assert [line[one.start : one.end] for one in found] == words
    assert all(one.closed for one in found)


@pytest.mark.parametrize(
    ("line", "words", "closed"),
    [
        ("“We wait, said Wang. “They wait,” said Li.", ["We wait,", "They wait,"], [False, True]),
        ('"We wait, said Wang. "They wait," said Li.', ["We wait,", "They wait,"], [False, True]),
        ("“We wait, Wang said on Monday.", ["We wait,"], [False]),
        ("“We wait. “They wait,” said Li.", ["We wait.", "They wait,"], [False, True]),
        ("“We wait and we see.", ["We wait and we see."], [False]),
    ],
)
def test_a_forgotten_mark_swallows_nobody(line: str, words: list[str], closed: list[bool]) -> None:
    found = find_quotes(line, 0)
    assert [line[one.start : one.end] for one in found] == words
    assert [one.closed for one in found] == closed


def test_a_line_that_breaks_inside_a_quotation_goes_on_in_the_next() -> None:
    text = '"The tariffs on China\nwill stay," Bessent said.\n"Chips will flow," Lutnick said.'
    reading = READER.read(item("US and China at odds over tariffs", text=text))
    said = [(one.speaker, one.quote) for one in reading.statements]
    assert said == [
        ("Scott Bessent", "The tariffs on China will stay,"),
        ("Howard Lutnick", "Chips will flow,"),
    ]
    (part,) = reading.statements[0].parts
    assert text[part.start : part.end] == "The tariffs on China\nwill stay,"


@pytest.mark.parametrize(
    "text",
    [
        "“The tariffs stay.\n“The chips stay home,” Lutnick said.",
        "“The tariffs stay.\n\nThe chips stay home,” Lutnick said.",
        "“The tariffs stay.\nThe chips stay home, Lutnick said.",
        "He said “no” again.\nThe chips stay home,” Lutnick said.",
    ],
)
def test_lines_of_their_own_stay_so(text: str) -> None:
    document = Document(item("", text=text))
    assert len(document.paragraphs) == 2
    assert document.text == text


@pytest.mark.parametrize(
    "text",
    [
        "“So yes?” Warren pressed.",
        "“Not now!” he snapped, and left.",
        "“And China …” Bessent ventured.",
        "“So yes?” Senator Elizabeth Warren pressed.",
    ],
)
def test_a_question_and_who_asks_it_are_one_sentence(text: str) -> None:
    (paragraph,) = Document(item("", text=text)).paragraphs
    assert len(paragraph.sentences) == 1


def test_what_comes_behind_a_question_is_another_sentence() -> None:
    (paragraph,) = Document(item("", text="“So yes?” Warren nodded at the committee and left.")).paragraphs
    assert len(paragraph.sentences) == 2
