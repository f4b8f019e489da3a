"""Texts of 60,000 letters that repeat themselves are read about as fast as others: nothing is compared with all else."""

from __future__ import annotations

import pytest

from tests.desk import READER, item

TEXTS = [
    ".",
    "…",
    "?",
    ".” ",
    "王毅、李强、何立峰、",
    "U.S. ",
    "„Q“, sagte Trump. ",
    "' ",
    "'a' ",
    "‘a b ",
    "“",
    "“a ",
    '"a ',
    '"a” ',
    '“a" ',
    "„a ",
    "» a « ",
    "“We wait\n",
    "We wait” and “they wait\n",
    "Bessent, Lutnick, Greer, ",
    "Ada Quill, Bea Quill, Cem Quill, ",
    "Carol Hassett said. Hassett said. ",
    "“The door is open,” Trump said of China. ",
    "Xi said: “We wait here.” ",
    "“我们等着看。”王毅说。",
    "Trump said that tariffs on China would rise, and Bessent agreed. ",
]


@pytest.mark.parametrize("words", TEXTS)
@pytest.mark.timeout(15)
def test_a_long_text_that_repeats_itself_is_read_in_time(words: str) -> None:
    READER.read(item("US and China at odds over tariffs", text=words * (60_000 // len(words))))
