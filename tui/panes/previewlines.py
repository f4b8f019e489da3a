"""What checking an address has come to so far, as lines: waiting, what is wrong, or the feed before it is added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rich.text import Text

from tradewatch.addresses import without_credentials
from tradewatch.clean import clean_line
from tradewatch.records import Preview, Side
from tradewatch.tui.desk import Desk
from tradewatch.tui.keymap import Keymap
from tradewatch.tui.look import Look, side_tone
from tradewatch.tui.panes.feeddetail import field, line

__all__ = ["Check", "check_texts"]

_OLD_POLLER = "the poller that runs is of another version: end it, or the console that started it"


@dataclass(slots=True)
class Check:
    """An address that is being looked at, and how far that is."""

    url: str
    """As a person typed it, credentials and all: never shown."""
    adds: bool
    """It is to be added."""
    request: int | None = None
    preview: Preview | None = None
    trouble: str = ""
    """Why no answer will come."""
    side: Side = Side.OTHER

    @property
    def addable(self) -> bool:
        """Whether Enter adds it."""
        one = self.preview
        return one is not None and not one.error and not one.known

    def take(self, preview: Preview | None) -> None:
        """Takes the answer in; None is one that nobody understands."""
        self.request, self.preview = None, preview
        if preview is None:
            self.trouble = _OLD_POLLER


def check_texts(desk: Desk, keymap: Keymap, check: Check, waits_for: str, look: Look) -> list[Text]:
    """Gives the lines; `waits_for` says what holds the answer up, "" where nothing does."""
    lines = [field("address", without_credentials(check.url), look, "strong"), Text("")]
    one = check.preview
    leaves = f"{keymap.first('escape')} leaves"
    if check.trouble:
        return [*lines, line(check.trouble, look, "warn"), Text(""), _keys(leaves, look)]
    if one is None:
        lines.append(line(f"checking … ({leaves})", look, "strong"))
        return [*lines, line(clean_line(waits_for), look, "warn")] if waits_for else lines
    if one.answered and one.answered.rstrip("/") != one.url.rstrip("/"):
        lines.append(field("led on to", f"{one.answered}{' for good' if one.moved else ', for now'}", look, "warn"))
    if one.error:
        return [*lines, *_refused(one, keymap, look)]
    lines.append(field("title", one.title or "without one: the host's name stands for it", look, side_tone(check.side)))
    reader = f"by the slower reader, feedparser: {one.fallback}" if one.fallback else "by the fast reader"
    lines.append(field("read", reader, look))
    lines.append(field("entries", f"{one.entries}{_share(one)}", look))
    if one.via:
        lines.append(field("via", f"{one.via}: not the publisher's own, never official", look))
    if one.warning:
        lines.append(field("warning", one.warning, look, "warn"))
    if one.newest:
        lines += [Text(""), line("newest", look, "dim")]
    for entry in one.newest:
        lines.append(field(_when(desk, entry.published), entry.title or "without a headline", look))
    return [*lines, Text(""), *_offers(check, one, keymap, look)]


def _when(desk: Desk, instant: datetime | None) -> str:
    """`14:02`, `6 Jun 14:02`, `6 Jun 2025`: as much as the label has room for."""
    if instant is None:
        return "no date"
    local, today = desk.local(instant), desk.local(desk.clock())
    if local.date() == today.date():
        return f"{local:%H:%M}"
    return f"{local.day} {local:%b} " + (f"{local:%H:%M}" if local.year == today.year else f"{local.year}")


def _share(one: Preview) -> str:
    if not one.read:
        return ""
    of = "them" if one.read == one.entries else f"the newest {one.read}"
    return f"; the rules find {one.relevant} of {of} relevant"


def _refused(one: Preview, keymap: Keymap, look: Look) -> list[Text]:
    leaves = f"{keymap.first('escape')} leaves"
    lines = [field("no feed", one.error, look, "warn")]
    if one.found:
        lines += [Text(""), Text("the page names feeds:" if len(one.found) > 1 else "the page names a feed:")]
        lines += [field(f"  {number}", address, look, "strong") for number, address in enumerate(one.found, 1)]
        more = f", 2 to {len(one.found)} the others" if len(one.found) > 1 else ""
        return [*lines, Text(""), _keys(f"{keymap.first('feed.open')} checks the first{more} · {leaves}", look)]
    if one.hint:
        lines.append(field("what helps", one.hint, look))
    return [
        *lines,
        Text(""),
        _keys(
            f"{keymap.first('feed.add')} another address · {leaves} · `tradewatch feeds add` adds it all the same", look
        ),
    ]


def _offers(check: Check, one: Preview, keymap: Keymap, look: Look) -> list[Text]:
    key = keymap.first
    leaves = f"{key('escape')} leaves"
    if one.known:
        words = f"in the list already: {clean_line(one.known)}"
        enables = f"{key('feed.open')} enables it · " if one.known_off and check.adds else ""
        return [
            line(words + (", off" if one.known_off else ""), look, "warn"),
            _keys(f"{enables}{leaves}", look),
        ]
    adds = f"{key('feed.open' if check.adds else 'feed.add')} adds it"
    return [
        field(
            "side",
            f"{check.side} ({key('feed.side')} changes it) · language {one.language}",
            look,
            side_tone(check.side),
        ),
        _keys(f"{adds} · {leaves}", look),
    ]


def _keys(words: str, look: Look) -> Text:
    return line(words, look, "strong")
