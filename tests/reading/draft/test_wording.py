"""Quoted words laid over a text: what is the same, what is not, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewatch.feeds.reading.draft.wording import Text, laid_over, wanted

SAID = "The minister said: “We will not accept any deal that leaves the 30% tariff in place, and we have told the U.S. side so.” He left."


@pytest.mark.parametrize(
    "quote",
    [
        "We will not accept any deal that leaves the 30% tariff in place",
        "we will not accept any deal that leaves the 30 percent tariff in place.",
        "We will not accept any deal that leaves the 30 per cent tariff in place,",
        "we have told the US side so",
        "We will not accept any deal … and we have told the U.S. side so.",
        "We will not accept any deal ... and we have told the U.S. side so.",
        "We will not accept [a] deal that leaves the 30% tariff in place",
        "We will not accept any deal that leaves the [additional duty] in place",
        "[We] will not accept any deal that leaves the 30% tariff in place",
        "WE WILL NOT ACCEPT ANY DEAL",
    ],
)
def test_the_same_words_in_another_desks_spelling_are_the_same(quote: str) -> None:
    fit = laid_over(wanted(quote), Text(SAID))
    assert fit is not None
    assert fit.exact


@pytest.mark.parametrize(
    ("quote", "differing"),
    [
        ("We will accept any deal that leaves the 30% tariff in place", 1),
        ("We will not accept any deal that leaves the 20% tariff in place", 1),
        ("We will not accept any deal that leaves the 30% tariff firmly in place", 1),
        ("We will never accept any deal that leaves the 30% tariff in place", 1),
        ("We would not accept a deal that leaves the 30% tariff in place", 2),
        ("We will not accept any deal … and we have warned the U.S. side so.", 1),
    ],
)
def test_each_other_word_counts(quote: str, differing: int) -> None:
    fit = laid_over(wanted(quote), Text(SAID))
    assert fit is not None
    assert fit.differing == differing


def test_the_country_is_no_pronoun() -> None:
    fit = laid_over(wanted("They will help us and leave"), Text("“They will help US and leave,” he said."))
    assert fit is not None
    assert not fit.exact


@pytest.mark.parametrize(
    "quote", ["We will … accept any deal that leaves", "We will [accept] any deal that leaves", "We … accept any deal"]
)
def test_an_omission_does_not_hide_a_not(quote: str) -> None:
    fit = laid_over(wanted(quote), Text(SAID))
    assert fit is None or not fit.exact


def test_a_not_of_a_sentence_that_is_left_out_whole_hides_nothing() -> None:
    text = Text("We will wait. It is not our move. We are ready.")
    fit = laid_over(wanted("We will wait … We are ready"), text)
    assert fit is not None
    assert fit.exact


@pytest.mark.parametrize(
    ("record", "quote"),
    [
        ("growth of -5 percent is bad", "growth of 5 percent is bad"),
        ("growth of .5 percent is bad", "growth of 5 percent is bad"),
        ("it costs ₹7 billion a year", "it costs 7 billion a year"),
        ("it rose 1/2 percent in May", "it rose 1-2 percent in May"),
        (
            "Tariff wars have no winners … China does not want to fight",
            "Tariff wars have no winners China does not want to fight",
        ),
        ("It is false that we will cut the tariffs", "It is … we will cut the tariffs"),
        (
            " ".join(f"w{number}" for number in range(600)),
            " ".join(f"w{number}" for number in range(600) if number != 450),
        ),
        (
            " ".join(f"w{number}" for number in range(600)),
            " ".join("x" if number == 590 else f"w{number}" for number in range(600)),
        ),
    ],
)
def test_what_says_something_else_is_not_the_same(record: str, quote: str) -> None:
    fit = laid_over(wanted(quote), Text(record))
    assert fit is None or not fit.exact


@pytest.mark.parametrize(
    ("record", "quote"),
    [
        ("growth of .5 percent", "growth of 0.5 percent"),
        ("1,000 ships", "1000 ships"),
        (" ".join(f"w{n}" for n in range(900)),) * 2,
    ],
)
def test_what_says_the_same_is(record: str, quote: str) -> None:
    fit = laid_over(wanted(quote), Text(record))
    assert fit is not None
    assert fit.exact


def test_an_omission_does_not_turn_the_order_about() -> None:
    fit = laid_over(wanted("we have told the U.S. side so … We will not accept any deal"), Text(SAID))
    assert fit is not None
    assert not fit.exact


def test_an_omission_bridges_one_answer_and_not_a_whole_report() -> None:
    text = Text("“We will wait,” he said. " + "Then much happened elsewhere. " * 60 + "“We are ready,” he said.")
    fit = laid_over(wanted("We will wait … We are ready"), text)
    assert fit is not None
    assert not fit.exact


def test_chinese_words_are_letters() -> None:
    text = Text("发言人说：“实施出口管制是国际通行做法。”")
    exact = laid_over(wanted("实施出口管制是国际通行做法"), text)
    other = laid_over(wanted("实施进口管制是国际通行做法"), text)
    assert exact is not None
    assert exact.exact
    assert other is not None
    assert other.differing == 1


@pytest.mark.parametrize("quote", ["", "…", "[…]", "“”", "… … [x] …", "—"])
def test_a_quotation_without_words_is_nowhere(quote: str) -> None:
    assert laid_over(wanted(quote), Text(SAID)) is None


WORDS = st.lists(
    st.sampled_from("the deal will not be a truce of ninety days and we wait".split()), min_size=1, max_size=14
)


@given(WORDS, WORDS, WORDS)
def test_what_was_cut_out_of_a_text_is_found_in_it(before: list[str], quote: list[str], after: list[str]) -> None:
    text = Text(" ".join([*before, *quote, *after]))
    fit = laid_over(wanted(" ".join(quote)), text)
    assert fit is not None
    assert fit.exact
    assert text.text[fit.start : fit.end].split() == quote


@given(WORDS, WORDS)
def test_a_word_that_is_nowhere_is_never_passed_over(before: list[str], quote: list[str]) -> None:
    text = Text(" ".join([*before, *quote]))
    fit = laid_over(wanted(" ".join([*quote[:1], "platypus", *quote[1:]])), text)
    assert fit is None or not fit.exact


def test_a_long_text_of_the_same_words_takes_no_time() -> None:
    text = Text("the deal of the truce " * 20_000)
    assert laid_over(wanted("the truce of the deal " * 40), text) is not None
