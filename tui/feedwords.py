"""A feed's state in the words of the screen: pure, from what polling remembers of it and the present."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from tradewatch.clean import clean_line
from tradewatch.records import Feed, FeedState, FeedStatus
from tradewatch.silence import silence_words, span_words

__all__ = [
    "full_address",
    "habit_words",
    "help_words",
    "next_words",
    "place_in_list",
    "site_of",
    "state_word",
    "why_words",
]

_MARKS = {
    "failing": ("!", "bad"),
    "gone": ("×", "bad"),
    "silent": ("~", "warn"),
    "ok": ("✓", "good"),
    "new": ("·", "dim"),
    "off": ("–", "dim"),
}
_ORDER = {"failing": 0, "gone": 0, "silent": 1, "ok": 2, "new": 2, "off": 3}
_RETRY_MOST = timedelta(hours=24)
"""What is further ahead was noted by a clock that ran ahead then."""
_STATUS = re.compile(r"\((\d{3})\)")
_HELP = {
    401: "the address wants a user and a password in it: https://user:password@host/…",
    403: "the server lets no programs in: is there another address, or a mirror?",
    404: "has the feed moved? o opens the site, a adds another address",
    406: "the server lets no programs in: is there another address, or a mirror?",
    410: "d removes it; its items stay",
    429: "nothing: it is asked again when the server allows it",
    451: "nothing: the server may not show it here",
}


def state_word(state: FeedState, now: datetime) -> tuple[str, str, str]:
    """Gives mark, word and tone: off, failing, gone, silent, ok, or new where it was not asked yet."""
    word = {"never": "new"}.get(str(state.status), str(state.status))
    if not state.feed.enabled:
        word = "off"
    elif word == "ok" and silence_words(state, now):
        word = "silent"
    mark, shade = _MARKS[word]
    return mark, word, shade


def place_in_list(state: FeedState, now: datetime) -> tuple[int, str]:
    """Gives what the list is sorted by: failing, silent, ok, off; then by title."""
    return _ORDER[state_word(state, now)[1]], state.feed.title.casefold()


def next_words(state: FeedState, now: datetime, *, short: bool = False) -> str:
    """Gives `in 4 min`, `now`, `waits: host asked for 1 h`; `never` where it is not polled."""
    if not state.feed.enabled or state.status is FeedStatus.GONE:
        return "never"
    if (until := _waits_until(state, now)) is not None:
        left = span_words(until - now)
        return f"waits {left}" if short else f"waits: host asked for {left}"
    if state.next_check_at is None or state.next_check_at <= now:
        return "now"
    return f"in {span_words(state.next_check_at - now)}"


def why_words(state: FeedState, now: datetime, default_minutes: int) -> str:
    """Gives why it is asked then: the server's wish, back-off, an interval of its own, a learned one, the config's."""
    if not state.feed.enabled:
        return "it is off"
    if state.status is FeedStatus.GONE:
        return "its server says that it is gone for good"
    if _waits_until(state, now) is not None:
        return "its server or its host asked to be left alone (Retry-After); nothing asks earlier"
    if state.failures:
        return f"back-off after {state.failures} failure{'' if state.failures == 1 else 's in a row'}"
    if state.feed.every_minutes is not None:
        return f"an interval of its own, {state.feed.every_minutes} min"
    learned = timedelta(seconds=state.learned_seconds or default_minutes * 60)
    asked = timedelta(seconds=state.asked_seconds)
    if asked > learned:
        return f"the server asks for {span_words(asked)} between two polls"
    if state.learned_seconds is not None:
        return f"every {span_words(learned)}, learned from how often it changes"
    return f"every {span_words(learned)}, as the config says"


def habit_words(state: FeedState) -> str:
    """Gives `usually every 40 min, at most 9 h between two`; "" where its dates do not tell."""
    habit = state.habit
    if not habit.usual_gap_seconds:
        return ""
    words = f"usually every {span_words(timedelta(seconds=habit.usual_gap_seconds))}"
    if habit.long_gap_seconds:
        words += f", of late at most {span_words(timedelta(seconds=habit.long_gap_seconds))} between two"
    return words


def help_words(error: str) -> str:
    """Gives what helps where the error does not say it itself; "" where nothing is known."""
    found = _STATUS.search(error)
    if found is None:
        return ""
    status = int(found[1])
    return _HELP.get(
        status, "nothing: the fault is the server's, and it is asked again by itself" if status >= 500 else ""
    )


def site_of(feed: Feed) -> str | None:
    """Gives the site that a feed's address is on, without credentials; None where that is no web address."""
    try:
        parts = urlsplit(feed.url.strip())
    except ValueError:
        return None
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{clean_line(host)}/" if parts.scheme in ("http", "https") and host else None


def full_address(words: str) -> str:
    """Gives what a person typed as an address: https where no scheme is named, "" where nothing is."""
    address = "".join(words.split())
    if not address or "://" in address:
        return address
    return f"https://{address.removeprefix('//')}"


def _waits_until(state: FeedState, now: datetime) -> datetime | None:
    until = state.retry_until
    return until if until is not None and now < until <= now + _RETRY_MOST else None
