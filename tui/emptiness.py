"""What stands in a list that has nothing: what is going on, what is wrong, and what to press."""

from __future__ import annotations

from msgspec import Struct

from tradewatch.numerals import many
from tradewatch.storage.queries import Counts, Progress
from tradewatch.tui.keymap import Keymap

__all__ = ["Situation", "statements_empty", "wire_empty"]

_TRAYS = {"near misses": "tray", "nobody named": "tray", "is:hand": "hands"}


class Situation(Struct, frozen=True):
    """All that decides it."""

    counts: Counts
    progress: Progress | None
    chosen_offline: bool
    offline_since: str
    """The desk's clock time since when nobody is reached, "" where somebody is."""
    poller_words: str
    """What is wrong with polling."""
    past: bool
    """Whether things are shown as of an instant."""


def wire_empty(now: Situation, narrowed: str, keys: Keymap) -> tuple[str, ...]:
    """Gives the sentences for the wire; `narrowed` is what it is narrowed to, in words."""
    if narrowed == "near misses":
        return "no near misses: nothing that the rules left in doubt waits", _back(narrowed, keys)
    if narrowed == "flagged":
        words = f"nothing is flagged: {keys.first('flag')} flags the story or statement under the cursor"
        return words, _back(narrowed, keys)
    if narrowed == "is:hand":
        return "no hand is up: nothing that is marked was changed or withdrawn", _back(narrowed, keys)
    if narrowed:
        return f"nothing on {narrowed}", _back(narrowed, keys)
    if now.past:
        return "nothing was published by then", f"{keys.first('escape')} goes back to now"
    why = _trouble(now, keys) or _round(now) or ("the first poll begins",)
    if now.counts.items == 0:
        return "nothing stored yet", *why, _help(keys, told=_why_of_each(keys) in why)
    if now.counts.pending:
        return (*(_round(now) or ()), f"{many(now.counts.pending, 'item')} still to be read: stories come as they are")
    found = f"none of {many(now.counts.items, 'item')} touches the trade war so far"
    return found, f"{keys.first('filter')} is:all Enter shows every item", *(_trouble(now, keys) or _round(now))


def statements_empty(now: Situation, narrowed: str, keys: Keymap) -> tuple[str, ...]:
    """Gives the sentences for the statements."""
    if narrowed == "nobody named":
        return "somebody is named for all that was said", _back(narrowed, keys)
    if narrowed:
        return f"no statements on {narrowed}", _back(narrowed, keys)
    if now.past:
        return ("nothing was said by then",)
    if now.counts.items == 0:
        return "no statements yet", "who said what is read from the items as they come in"
    if now.counts.pending:
        return "no statements yet", f"{many(now.counts.pending, 'item')} still to be read"
    nameless = now.counts.nameless
    tray = (f"{keys.first('tray')} shows {many(nameless, 'quotation')} that nobody is named for",) if nameless else ()
    return f"nobody is quoted by name in {many(now.counts.items, 'item')} so far", *tray


def _back(narrowed: str, keys: Keymap) -> str:
    key = _TRAYS.get(narrowed)
    if key is None:
        return f"{keys.first('escape')} or {keys.first('filter')} and Enter brings all back"
    return f"{keys.first('escape')} or {keys.first(key)} brings all back"


def _trouble(now: Situation, keys: Keymap) -> tuple[str, ...]:
    """What is wrong, and what helps; nothing where nothing is wrong."""
    counts = now.counts
    if now.chosen_offline:
        return "offline by choice: no host is contacted", "quit and start without --offline to poll"
    if counts.feeds == 0:
        return ("there are no feeds to poll",)
    if now.progress is not None and now.progress.offline is not None:
        since = f" since {now.offline_since}" if now.offline_since else ""
        again = f"polling goes on by itself when the network is back; {keys.first('refresh')} tries at once"
        return f"offline{since}: {now.progress.offline.why}", again
    if counts.failing == counts.feeds:
        return f"all {many(counts.feeds, 'feed')} fail: is the network there?", _why_of_each(keys)
    return (now.poller_words,) if now.poller_words else ()


def _round(now: Situation) -> tuple[str, ...]:
    """How far the round is, nothing between two rounds."""
    progress = now.progress
    if progress is None or not progress.total or progress.finished_at is not None:
        return ()
    first = "first poll: " if now.counts.last_ok_at is None or now.counts.items == 0 else ""
    done = f"{first}{progress.done:,} of {many(progress.total, 'feed')}"
    return (f"{done}, {many(now.counts.items, 'item')} so far" if now.counts.items else done,)


def _help(keys: Keymap, *, told: bool) -> str:
    """What to press; `told` is whether the key of the feeds was said already."""
    feeds = "" if told else f"{keys.first('feeds')} shows the feeds, "
    return f"{feeds}{keys.first('feed.add')} there adds one, {keys.first('help')} lists the keys"


def _why_of_each(keys: Keymap) -> str:
    return f"{keys.first('feeds')} shows why of each feed"
