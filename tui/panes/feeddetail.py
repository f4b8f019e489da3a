"""One feed in full, or what came of checking an address: lines of text for the pane beside or over the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from rich.text import Text

from tradewatch.addresses import without_credentials
from tradewatch.clean import clean_line
from tradewatch.records import FeedMore, FeedShare, FeedState, FeedStatus
from tradewatch.silence import silence_words, span_words
from tradewatch.tui.desk import Desk
from tradewatch.tui.feedwords import habit_words, help_words, next_words, state_word, why_words
from tradewatch.tui.look import Look, side_tone, tone
from tradewatch.tui.scroll import Scrolled
from tradewatch.tui.wrap import wrapped

__all__ = ["FeedText", "feed_texts", "field", "line", "moment"]

_LABEL = 14


class FeedText(Scrolled):
    """Shows the lines that it is given, wrapped."""

    def __init__(self) -> None:
        super().__init__(id="feed-text")
        self._texts: Callable[[Look], Sequence[Text]] = lambda look: ()

    def put(self, texts: Callable[[Look], Sequence[Text]], *, top: bool) -> None:
        """Shows what `texts` gives in the look of the day; with `top` from its first line on."""
        self._texts = texts
        self.rebuild()
        if top:
            self.scroll_to(y=0, animate=False, force=True)

    def build(self, width: int) -> list[Text]:
        lines: list[Text] = []
        for text in self._texts(self._look):
            label, rest = text[:_LABEL], text[_LABEL:]
            if text.plain[:1].isspace() or not text.plain[_LABEL - 1 : _LABEL].isspace() or width < 3 * _LABEL:
                lines += wrapped(text, max(width - 1, 10))
                continue
            for number, part in enumerate(wrapped(rest, max(width - 1 - _LABEL, 10))):
                whole = label.copy() if number == 0 else Text(" " * _LABEL)
                whole.append_text(part)
                whole.no_wrap, whole.end = True, ""
                lines.append(whole)
        return lines


def field(label: str, words: str, look: Look, shade: str = "") -> Text:
    """Gives a line of a label and its words."""
    text = line(f"{label:<{_LABEL}}", look, "dim")
    text.append(clean_line(words), tone(shade, look))
    return text


def line(words: str, look: Look, shade: str = "") -> Text:
    """Gives a line of one tone, which stays with its words when the line is broken."""
    text = Text(end="")
    text.append(words, tone(shade, look))
    return text


def moment(desk: Desk, instant: datetime | None) -> str:
    """Gives an instant by the desk's clock, its day named unless it is today: `14:02`, `Fri 6 Jun 14:02`."""
    if instant is None:
        return ""
    local, today = desk.local(instant), desk.local(desk.clock())
    if local.date() == today.date():
        return f"{local:%H:%M}"
    year = "" if local.year == today.year else f" {local.year}"
    return f"{local:%a} {local.day} {local:%b}{year} {local:%H:%M}"


def feed_texts(
    desk: Desk, state: FeedState, share: FeedShare | None, more: FeedMore | None, default_minutes: int, look: Look
) -> list[Text]:
    """Gives the lines of one feed; `share` and `more` are None while they are being read."""
    feed, now = state.feed, desk.clock()
    title = line(clean_line(feed.title), look, side_tone(feed.side))
    origin = "the publisher's own, official" if feed.official else ("the publisher's own" if not feed.via else "")
    lines = [
        title,
        field("address", without_credentials(feed.url), look),
        field("", f"side {feed.side} · {feed.category} · language {feed.language}", look),
        field("", origin or f"via {feed.via}: not the publisher's own, never official", look),
        Text(""),
        _state(desk, state, more, look),
    ]
    lines += _wrong(state, now, look)
    last = moment(desk, state.last_ok_at)
    ago = f", {span_words(now - state.last_ok_at)} ago" if state.last_ok_at else ""
    lines.append(field("last success", f"{last}{ago}" if last else "never yet", look))
    lines += _next(desk, state, now, default_minutes, look)
    lines.append(Text(""))
    lines.append(field("habit", habit_words(state) or "not known: too few dates so far", look))
    quiet = silence_words(state, now)
    known = state.habit.usual_gap_seconds and state.status is FeedStatus.OK and state.feed.enabled
    lines.append(field("silence", quiet or ("none" if known else "not known"), look, "warn" if quiet else ""))
    reader = f"by the slower reader, feedparser: {state.fallback}" if state.fallback else "by the fast reader"
    lines.append(field("read", reader if state.last_ok_at else "not yet", look))
    if state.move is not None:
        words = f"{without_credentials(state.move.to)} since {moment(desk, state.move.since)}; followed when it holds"
        lines.append(field("moved to", words, look, "warn"))
    lines += _items(desk, state, share, more, look)
    return lines


def _next(desk: Desk, state: FeedState, now: datetime, default_minutes: int, look: Look) -> list[Text]:
    if desk.offline:
        return [field("next poll", "none: offline by choice", look)]
    words = next_words(state, now)
    at = f", {moment(desk, state.next_check_at)}" if words.startswith("in ") else ""
    return [
        field("next poll", words + at, look),
        field("because", why_words(state, now, default_minutes), look),
    ]


def _state(desk: Desk, state: FeedState, more: FeedMore | None, look: Look) -> Text:
    mark, word, shade = state_word(state, desk.clock())
    since = ""
    if word == "off" and more is not None and more.switched_at is not None:
        since = f" since {moment(desk, more.switched_at)}, by {more.switched_by}"
    elif word in ("failing", "gone"):
        last = moment(desk, state.last_ok_at)
        since = f" since its last success, {last}" if last else " from the first poll on"
    elif word == "silent":
        since = f" since {moment(desk, state.habit.newest_at)}"
    elif word == "new":
        since = ": not asked yet"
    return field("state", f"{mark} {word}{since}", look, shade)


def _wrong(state: FeedState, now: datetime, look: Look) -> list[Text]:
    lines = []
    if state.error:
        label = "warning" if state.status is FeedStatus.OK else "what is wrong"
        lines.append(field(label, state.error, look, "warn"))
        helps = help_words(state.error)
        if helps:
            lines.append(field("what helps", helps, look))
    if state.feed.reason:
        lines.append(field("remark", state.feed.reason, look))
    return lines


def _items(desk: Desk, state: FeedState, share: FeedShare | None, more: FeedMore | None, look: Look) -> list[Text]:
    pending = f", {share.pending} not read yet" if share is not None and share.pending else ""
    lines = [Text(""), field("items", f"{state.items}{pending}", look)]
    words = "being counted …" if share is None else "nothing read yet"
    if share is not None and share.words:
        words = f"{share.words}, {share.relevant} of {share.read} that the rules have read"
    lines.append(field("relevant", words, look))
    if more is not None and more.newest_at is not None:
        lines.append(field("newest", f"{moment(desk, more.newest_at)}  {more.newest_title}", look))
    lines.append(field("judged", state.judged.words or "the rules decide", look))
    return lines
