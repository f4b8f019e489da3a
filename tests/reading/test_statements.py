"""Who said what: sentences of our own, in the shapes that wires, ministries and papers write."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.desk import READER, item
from tradewatch.records import Reading, Side

LEAD = "The United States and China were at odds over tariffs again."


def read(words: str, **more: object) -> Reading:
    return READER.read(item("US and China at odds over tariffs", f"{LEAD}\n{words}", **more))


def direct(reading: Reading) -> list[tuple[str | None, str]]:
    return [(one.speaker, one.quote) for one in reading.statements if one.direct]


@pytest.mark.parametrize(
    ("words", "speaker", "quote"),
    [
        ("“The door is open,” Scott Bessent said.", "Scott Bessent", "The door is open,"),
        ("“The door is open,” said Treasury Secretary Scott Bessent.", "Scott Bessent", "The door is open,"),
        ("Bessent said: “The door is open.”", "Scott Bessent", "The door is open."),
        ('"The door is open," Greer told reporters in Paris.', "Jamieson Greer", "The door is open,"),
        ("“The door is open,” the Treasury secretary said.", "Scott Bessent", "The door is open,"),
        (
            "“We oppose it,” a spokesperson for China’s Ministry of Commerce said.",
            "Ministry of Commerce (China)",
            "We oppose it,",
        ),
        (
            "“We oppose it,” Chinese foreign ministry spokesperson Lin Jian told a briefing.",
            "Lin Jian",
            "We oppose it,",
        ),
        ("“We sell nothing,” said soybean grower Ada Quill, who farms near Ames.", "Ada Quill", "We sell nothing,"),
        ("“Our costs doubled,” a Northgate Motors spokeswoman said.", "Northgate Motors", "Our costs doubled,"),
        ("„Die Tür ist offen“, sagte US-Finanzminister Scott Bessent.", "Scott Bessent", "Die Tür ist offen"),
        ("“Stop it now!” Trump wrote on Truth Social.", "Donald Trump", "Stop it now!"),
    ],
)
def test_direct(words: str, speaker: str, quote: str) -> None:
    assert direct(read(words)) == [(speaker, quote)]


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Former Treasury Secretary Janet Yellen said: “The door is open now.”", "Janet Yellen"),
        ("“The door is open now,” Lara Trump said.", "Lara Trump"),
        ("“The door is open now,” Lutnick’s spokesman Benno Kass said.", "Benno Kass"),
        ("“The door is open now,” Trump’s lawyer said.", None),
        ("“The door is open now,” Japan’s foreign ministry said.", None),
        ("Trump quoted Xi as saying “the door is open now”.", "Xi Jinping"),
        ("Asked about what Wang Wentao called “bullying of others”, Greer shrugged.", "Wang Wentao"),
        ("Ada Quill, a grower at Northgate Farms, said: “The door is open now.”", "Ada Quill"),
    ],
)
def test_a_known_name_inside_another_is_not_the_speaker(words: str, speaker: str | None) -> None:
    assert [who for who, _ in direct(read(words))] == [speaker]


@pytest.mark.parametrize(
    "words",
    [
        "Trump did not say “the door is open”.",
        "Trump never said “the door is open”.",
        "Neither Bessent nor Greer said “the door is open”.",
        "贝森特否认卢特尼克说过“大门是敞开的吗”。",
    ],
)
def test_words_that_were_denied_are_nobodys(words: str) -> None:
    assert direct(read(words)) == []


def test_a_split_quotation_is_one_statement_and_its_parts_point_into_the_text() -> None:
    reading = read("“The door is open,” Bessent said. “We wait for a call.”")
    assert direct(reading) == [("Scott Bessent", "The door is open, We wait for a call.")]
    text = f"{LEAD}\n“The door is open,” Bessent said. “We wait for a call.”"
    assert [text[one.start : one.end] for one in reading.statements[0].parts] == [
        "The door is open,",
        "We wait for a call.",
    ]


def test_two_speakers_in_one_paragraph_stay_apart() -> None:
    words = "“The door is open,” Bessent said. “It was never shut,” Lin Jian replied."
    assert [who for who, _ in direct(read(words))] == ["Scott Bessent", "Lin Jian"]


def test_a_pronoun_is_the_last_speaker() -> None:
    words = "Bessent said talks with China would go on. “The door is open,” he told CNBC."
    assert direct(read(words)) == [("Scott Bessent", "The door is open,")]


def test_he_lifeng_is_not_a_pronoun() -> None:
    words = "Bessent spoke first. “The talks were candid,” He Lifeng said."
    assert direct(read(words)) == [("He Lifeng", "The talks were candid,")]


@pytest.mark.parametrize(
    ("words", "speaker", "clause"),
    [
        (
            "Greer said that the port fees would stay until the autumn.",
            "Jamieson Greer",
            "the port fees would stay until the autumn",
        ),
        (
            "The port fees will stay until the autumn, Greer said on Monday.",
            "Jamieson Greer",
            "The port fees will stay until the autumn",
        ),
        (
            "The port fees will stay until the autumn, according to Jamieson Greer.",
            "Jamieson Greer",
            "The port fees will stay until the autumn",
        ),
        (
            "Beijing rejected the charge, saying its controls apply to every country.",
            "China (government)",
            "its controls apply to every country",
        ),
        (
            "China’s commerce ministry said on Thursday it would review each licence.",
            "Ministry of Commerce (China)",
            "it would review each licence",
        ),
    ],
)
def test_indirect(words: str, speaker: str, clause: str) -> None:
    assert (speaker, clause) in [(one.speaker, one.quote) for one in read(words).statements if not one.direct]


@pytest.mark.parametrize(
    "words",
    [
        "Analysts said that the tariffs would hurt importers.",
        "People familiar with the matter said the talks had stalled on Friday.",
        "Freight forwarders in Hull and Felixstowe say American customers are booking every box.",
        "Growers from Iowa and Nebraska said tariffs had cost them a season.",
        "The truce expires on 10 August, 90 days after it was announced in Geneva, the forwarders’ note to clients says.",
        "Trump signed the order on Monday at the White House.",
        "Beijing announced a 34% duty on goods from the United States.",
    ],
)
def test_nobody_named_says_nothing(words: str) -> None:
    assert [one for one in read(words).statements if one.speaker] == []


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        ("“The door is open,” Trump wrote on Truth Social.", "truth_social"),
        ("“The door is open,” Bessent told Fox News.", "interview"),
        ("“The door is open,” Bessent told reporters.", "remarks"),
        ("“The door is shut,” the Ministry of Commerce said in a statement.", "statement"),
        ("“The door is shut,” Lin Jian told a regular news conference.", "press_conference"),
        ("“The door is shut,” Greer testified at a Senate hearing.", "speech"),
        ("“The door is shut,” Greer said.", "unknown"),
    ],
)
def test_channels(words: str, channel: str) -> None:
    assert [one.channel for one in read(words).statements if one.direct] == [channel]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("“The door is open,” Bessent said on Wednesday.", date(2025, 6, 4)),
        ("“The door is open,” Bessent said on Friday.", date(2025, 6, 6)),
        ("“The door is open,” Bessent said on May 28.", date(2025, 5, 28)),
        ("“The door is open,” Bessent said on Dec. 28.", date(2024, 12, 28)),
        ("“The door is open until Monday,” Bessent said.", None),
    ],
)
def test_days(words: str, day: date | None) -> None:
    reading = read(words, published=datetime(2025, 6, 6, 10, tzinfo=UTC))
    assert [one.said_on for one in reading.statements if one.direct] == [day]


def test_programmes_are_not_statements() -> None:
    assert direct(read("Bessent spoke on NBC’s “Meet the Press” about China and tariffs.")) == []


def test_a_mirrored_post_is_one_statement() -> None:
    post = item(
        "",
        "CHINA PAYS THE TARIFFS! The U.S. is strong.\nThank you.",
        feed_title="Truth Social posts of Donald Trump (mirror)",
        feed_side=Side.US,
    )
    found = READER.read(post).statements
    assert [(one.speaker, one.channel) for one in found] == [("Donald Trump", "truth_social")]


def test_answers_of_a_transcript() -> None:
    text = (
        "Reuters: The US raised tariffs. Your comment?\nLin Jian: China opposes this firmly.\nTariff wars have no winners.\n"
        "CCTV: Will there be talks?\nLin Jian: I have nothing to announce."
    )
    found = READER.read(
        item("Foreign Ministry Spokesperson Lin Jian’s Regular Press Conference on June 5, 2025, US tariffs", "", text)
    )
    assert [one.quote for one in found.statements] == [
        "China opposes this firmly. Tariff wars have no winners.",
        "I have nothing to announce.",
    ]
    assert {(one.speaker, str(one.channel)) for one in found.statements} == {("Lin Jian", "press_conference")}


@pytest.mark.parametrize(
    "words", ["“" * 2000, '"' * 3001, "said " * 4000, "“a” said " * 800, "\n" * 5000, "。" * 4000, "He said, " * 2000]
)
def test_no_text_breaks_the_reader(words: str) -> None:
    read(words)


@pytest.mark.parametrize(
    "words",
    [
        "The index fell 0.5% on Friday, a day after the leaders of the United States and China agreed on more talks.",
        "Shares were little changed, hours before Bessent spoke of the truce in Paris.",
    ],
)
def test_what_somebody_did_meanwhile_makes_nobody_say_the_rest(words: str) -> None:
    assert [one for one in read(words).statements if "changed" in one.quote or "fell" in one.quote] == []


def test_a_name_behind_after_does_not_take_the_words_of_who_stands_before() -> None:
    words = (
        "China’s Commerce Ministry accused Washington of “double standards” after Donald Trump threatened more duties."
    )
    assert [who for who, _ in direct(read(words))] == ["Ministry of Commerce (China)"]
