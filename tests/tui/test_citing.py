"""What leaves for the clipboard and the browser: citations, addresses, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from tradewatch.addresses import host_of, openable, shown_address
from tradewatch.book.load import load_book
from tradewatch.records import Channel, Field, Item, Side, Statement, StatementPart, StatementState
from tradewatch.tui.browser import browser_environment
from tradewatch.tui.citing import address_of, both_capitals, cite_item, cite_statement
from tradewatch.tui.copying import CLIPBOARD_BYTES, Copy, copy_of

AT = datetime(2025, 6, 6, 16, 0, tzinfo=UTC)
ROSTER = load_book().roster


def _item(words: str) -> Item:
    return Item(
        id=1, version=1, url="https://example.org/1", title="t", summary="", text=words, author=None, feed_id=1,
        feed="Harbour Wire", feed_url="http://127.0.0.1:9/a", side=Side.OTHER, category="press", official=False, via=None,
        language="en", published=AT, published_known=True, first_seen=AT, relevant=True, score=1.0, reasons=(), topics=(),
        story_id=None, outlets=1, read=False, flag=None, note="", tags=(),
    )  # fmt: skip


def _said(words: str, start: int, end: int) -> Statement:
    return Statement(
        id=7, quote=words[start:end], direct=True, speaker="Scott Bessent", side=Side.US, channel=Channel.INTERVIEW,
        said_on=None, published=AT, confidence=1.0, rule="r", item_ids=(1,),
        parts=((1, 1, StatementPart(Field.TEXT, start, end)),), language="en", translated_by=None,
        state=StatementState.FOUND, answers=(), outlets=1, feed="Harbour Wire",
    )  # fmt: skip


ITEM = replace(_item("We will talk."), url="https://ann:secret@www.example.org/a?b=c@d")
SAID = replace(_said("We will talk.", 0, 13), said_on=date(2025, 6, 6))


def test_a_citation_names_speaker_role_channel_day_outlet_both_times_and_link() -> None:
    assert cite_statement(SAID, ITEM, ROSTER) == (
        "“We will talk.” — Scott Bessent, Treasury Secretary, lead negotiator, interview, said on 6 June 2025 (date of the place) "
        "(Harbour Wire, 6 June 2025, 12:00 in Washington, 7 June 2025, 00:00 in Beijing, https://www.example.org/a?b=c@d)"
    )


def test_both_capitals_share_a_date_where_it_is_the_same() -> None:
    noon = datetime(2025, 6, 6, 13, 14, tzinfo=UTC)
    assert both_capitals(noon) == "6 June 2025, 09:14 in Washington, 21:14 in Beijing"
    assert "7 June 2025" in both_capitals(noon + timedelta(hours=4))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"confidence": 0.5}, "attribution to be checked"),
        ({"translated_by": "Xinhua"}, "translated by Xinhua"),
        ({"withdrawn": True}, "edited these words away"),
        ({"direct": False}, "reported speech, not verbatim"),
        ({"state": StatementState.CORRECTED, "confidence": 0.5}, "speaker as corrected by the desk"),
        ({"said_on": None}, "day not stated"),
        ({"speaker": None}, "— nobody named"),
    ],
)
def test_a_citation_says_what_must_be_known_before_printing(changed: dict[str, object], words: str) -> None:
    assert words not in cite_statement(SAID, ITEM, ROSTER)
    assert words in cite_statement(replace(SAID, **changed), ITEM, ROSTER)


def test_a_speaker_whom_the_desk_corrected_is_not_doubted() -> None:
    corrected = replace(SAID, state=StatementState.CORRECTED, confidence=0.3)
    assert "to be checked" not in cite_statement(corrected, ITEM, ROSTER)


def test_a_date_that_the_feed_does_not_give_is_said_to_be_the_programs_own() -> None:
    assert "first seen 6 June 2025" in cite_item(replace(ITEM, published_known=False))


def test_an_address_is_copied_without_its_password() -> None:
    assert address_of(ITEM) == "https://www.example.org/a?b=c@d"
    assert address_of(replace(ITEM, url=None)) == ""


@pytest.mark.parametrize(
    ("url", "shown", "host"),
    [
        ("https://аpple.com/x", "https://xn--pple-43d.com/x", "xn--pple-43d.com"),
        ("https://xn--pple-43d.com/x", "https://xn--pple-43d.com/x", "xn--pple-43d.com"),
        ("https://example.org@evil.example/x", "https://evil.example/x", "evil.example"),
        ("https://u:p@商务部.example:8443/新闻", "https://xn--zfr74dt79f.example:8443/新闻", "xn--zfr74dt79f.example"),
    ],
)
def test_a_host_is_shown_so_that_it_cannot_deceive(url: str, shown: str, host: str) -> None:
    assert shown_address(url) == shown
    assert host_of(url) == host
    assert openable(url) == (shown, "")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("javascript:alert(1)", "javascript: is neither http nor https"),
        ("file:///etc/passwd", "file: is neither"),
        ("-remote openURL", "no web address"),
        ("http://good.example\\@evil.example/", "not well formed"),
        ("https://good.example/\x1b]52;c;x\x07", "not well formed"),
        ("https:///path", "not well formed"),
        ("https://[broken", "not well formed"),
        ("https://good.example/a b", "not well formed"),
    ],
)
def test_anything_but_a_sound_web_address_is_refused_in_words(url: str, words: str) -> None:
    address, refused = openable(url)
    assert address == ""
    assert words in refused


def test_what_is_copied_says_demo_and_is_shown_in_full_where_the_line_is_too_short() -> None:
    assert copy_of("“No.”", "", 80) == Copy("“No.”", True, "")
    assert copy_of("https://a.example", "DEMO", 80).words == "DEMO: https://a.example"
    assert copy_of("DEMO: a figure", "DEMO", 80).words == "DEMO: a figure"
    assert copy_of("x" * 70, "", 80).title == ""
    assert copy_of("x" * 71, "", 80).title == "copied"
    assert copy_of("two\nlines", "", 80).title == "copied"


def test_what_no_terminal_takes_is_not_sent_and_that_is_said() -> None:
    whole, over = copy_of("关" * (CLIPBOARD_BYTES // 3), "", 80), copy_of("关" * (CLIPBOARD_BYTES // 3 + 1), "", 80)
    assert (whole.sent, over.sent) == (True, False)
    assert "too long" in over.title


def test_no_browser_that_draws_on_the_terminal_is_left_to_choose_from() -> None:
    given = {
        "TERM": "xterm",
        "PATH": "/bin",
        "BROWSER": "/usr/bin/w3m:firefox:lynx -accept_all_cookies %s:sh -c 'w3m %s'",
    }
    left = browser_environment(given)
    assert "TERM" not in left
    assert left["BROWSER"].split(":") == ["firefox"]
    assert "BROWSER" not in browser_environment(given | {"BROWSER": "links"})
