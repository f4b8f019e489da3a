"""The handover in words: lines with tones for a screen, and the same as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from tradewatch.book.accepting import acceptance_words
from tradewatch.book.comparing import Comparison
from tradewatch.book.deadlinewords import next_words
from tradewatch.book.history import Told, value_words
from tradewatch.book.proposing import proposal_words
from tradewatch.book.words import Line, plain, side_tone
from tradewatch.clean import clean_line
from tradewatch.numerals import many
from tradewatch.quoting import quoted
from tradewatch.records import FeedState, Proposal, Statement, Story
from tradewatch.storage.deeds import Deed
from tradewatch.storage.handover import Done, Handover, Release
from tradewatch.storage.ids import KINDS, show_id

__all__ = ["HandoverLine", "handover_lines", "handover_parts", "handover_text", "handover_top", "when_words"]

_INDENT = 9
_LETTERED = frozenset(KINDS.values())
_OF_ITEMS = (Deed.RELEVANT, Deed.MERGE, Deed.SPLIT, Deed.HAND)


_Part = tuple[str, "Iterable[HandoverLine]"]


class HandoverLine(Struct, frozen=True):
    """A line of any length; what does not fit goes on `indent` cells from the edge."""

    line: Line
    indent: int = 0
    target: str = ""
    """Id of the story, item or statement that it stands for; "" where it stands for none."""
    head: bool = False
    """A heading; an empty line stands before it."""


def handover_lines(found: Handover, zone: ZoneInfo, user: str, *, mark: str = "") -> list[HandoverLine]:
    """Gives the whole handover: the counts first, then each part that has something in it; times are the desk's."""
    came: Sequence[_Part] = (
        (_counted(found.statements_count, "statement", ", newest first"), _statements(found, zone)),
        (_counted(found.stories_count, "story", ", most outlets first"), _stories(found, zone)),
    )
    ahead = (
        "Next deadlines",
        (HandoverLine((("  " + next_words(one, found.until), ""),), 4) for one in found.deadlines),
    )
    lines = handover_top(found, zone, user, mark)
    for head, rows in (*_told(came), *handover_parts(found, zone), *_told([ahead])):
        lines += [_clean(HandoverLine(((head, "strong"),), head=True)), *rows]
    return lines


def handover_top(found: Handover, zone: ZoneInfo, user: str, mark: str) -> list[HandoverLine]:
    """Gives the heading, the counts, and what went wrong."""
    return [_clean(one) for one in _top(found, zone, user, mark)]


def handover_parts(found: Handover, zone: ZoneInfo) -> list[tuple[str, list[HandoverLine]]]:
    """Gives what was done, with headings: flags, decisions, the book, what waits for a person, feeds that failed."""
    return _told(
        (
            (_counted(len(found.flags), "flag", " set, taken off or used"), _all_done(found.flags, found, zone)),
            (_counted(len(found.decisions), "decision", " by the desk"), _all_done(found.decisions, found, zone)),
            (_changed(found), _book(found, zone)),
            (_counted(found.proposals_count, "proposal", " waiting for a person"), _proposals(found)),
            (
                _counted(len(found.failed), "feed", " that failed since"),
                (_feed(one, found, zone) for one in found.failed),
            ),
        )
    )


def _told(parts: Iterable[_Part]) -> list[tuple[str, list[HandoverLine]]]:
    """The parts that have something in them."""
    told = ((head, [_clean(one) for one in rows]) for head, rows in parts)
    return [(head, rows) for head, rows in told if rows]


def handover_text(lines: Sequence[HandoverLine]) -> str:
    """Gives the lines as plain text, an empty one before each heading."""
    return "".join(("\n" if one.head else "") + plain(one.line).rstrip() + "\n" for one in lines)


# --- what came ---


def _top(found: Handover, zone: ZoneInfo, user: str, mark: str) -> Iterator[HandoverLine]:
    place = zone.key.rpartition("/")[2].replace("_", " ")
    lead = f"{mark}: handover" if mark else "Handover"
    begin, end = found.since.astimezone(zone), found.until.astimezone(zone)
    day = "" if begin.date() == end.date() else f" to {end:%a} {end.day} {end:%b %Y}"
    span = f"{begin:%a} {begin.day} {begin:%b %Y}, {begin:%H:%M}{day or ' to'} {end:%H:%M}, {place} time"
    yield HandoverLine(((f"{lead} for {user}", "strong"), (f": {span}", "")))
    counts = [
        many(found.stories_count, "story"), many(found.statements_count, "statement"), many(len(found.flags), "flag"),
    ]  # fmt: skip
    others = (
        (len(found.decisions), "decision"), (len(found.changes) + len(found.releases), "change of the book"),
        (found.proposals_count, "proposal"),
    )  # fmt: skip
    counts += [many(count, word) for count, word in others if count]
    counts[-1] += " waiting" if found.proposals_count else ""
    yield HandoverLine(((", ".join(counts), ""),))
    if found.late_count:
        late, since = many(found.late_count, "relevant item"), when_words(found.since, found.until, zone)
        yield HandoverLine(((f"{late} published before {since} came in since", "dim"),))
    if found.failing_count:
        before = found.failing_count - len(found.failed)
        also = f", {before} of them for longer" if before and found.failed else ""
        yield HandoverLine(((f"{many(found.failing_count, 'feed')} failing{also}", "warn"),))


def _statements(found: Handover, zone: ZoneInfo) -> Iterator[HandoverLine]:
    for one in found.statements:
        yield from _statement(one, found.until, zone)
    yield from _rest(found.statements_count - len(found.statements))


def _statement(one: Statement, until: datetime, zone: ZoneInfo) -> Iterator[HandoverLine]:
    name = show_id("statement", one.id)
    side = "" if one.side == "other" else str(one.side)
    channel = "" if one.channel == "unknown" else f" · {str(one.channel).replace('_', ' ')}"
    outlets = f" · {one.outlets} outlets" if one.outlets > 1 else ""
    who = one.speaker or "nobody named"
    corrected = " (corrected)" if one.state == "corrected" else ""
    edited = " · edited away" if one.withdrawn else ""
    lead = f"  {when_words(one.published, until, zone)}  "
    yield HandoverLine(
        (
            (lead, ""), (f"{side} " if side else "", side_tone(side)), (who + corrected, "strong"),
            (f"{channel} · {one.feed}{outlets}{edited}", "dim"), (f"  {name}", "dim"),
        ), _INDENT, name,
    )  # fmt: skip
    yield HandoverLine(((" " * _INDENT + quoted(one), ""),), _INDENT, name)


def _stories(found: Handover, zone: ZoneInfo) -> Iterator[HandoverLine]:
    for one in found.stories:
        yield _story(one, found.until, zone)
    yield from _rest(found.stories_count - len(found.stories))


def _story(one: Story, until: datetime, zone: ZoneInfo) -> HandoverLine:
    name = show_id("story", one.id) if one.id > 0 else show_id("item", -one.id)
    outlets = f" and {one.outlets - 1} more" if one.outlets > 1 else ""
    title = one.head.title or one.head.summary or one.head.text[:300]
    mark = " ⚑" if one.flagged else ""
    later = "→" if one.is_carried_on else ""
    line = (
        (f"  {later}{when_words(one.latest, until, zone)}  ", ""),
        (title, ""),
        (f" · {one.head.feed}{outlets}{mark}", "dim"),
        (f"  {name}", "dim"),
    )
    return HandoverLine(line, _INDENT, name)


# --- what was done ---


def _all_done(all_done: Sequence[Done], found: Handover, zone: ZoneInfo) -> Iterator[HandoverLine]:
    for one in all_done:
        yield from _done(one, found.until, zone)


def _done(one: Done, until: datetime, zone: ZoneInfo) -> Iterator[HandoverLine]:
    action = one.action
    name = show_id(action.kind, action.number) if action.kind in _LETTERED else ""
    target = name if action.kind in ("story", "item", "statement") else ""
    what = action.became
    if action.what is Deed.CORRECT:
        what = f"{what} from {action.before[0] or 'nobody named'}"
    if action.what is Deed.RENAME:
        what = f"{what} from {action.before[0]}"
    many = f" ({action.rows} items)" if action.rows > 1 and action.what in _OF_ITEMS else ""
    tone = "flag" if action.what is Deed.FLAG else ""
    yield HandoverLine(
        (
            (f"  {when_words(action.at, until, zone)}  ", ""), (f"{action.by}: ", "strong"),
            (what + many, tone), (f" · {one.title}" if one.title else "", ""), (f"  {name}" if name else "", "dim"),
        ), _INDENT, target,
    )  # fmt: skip
    if action.what in (Deed.FLAG, Deed.NOTE) and (one.note or one.tags):
        tags = f"[{', '.join(one.tags)}]" if one.tags else ""
        words = "note: " + one.note if one.note else ""
        yield HandoverLine(((" " * _INDENT + f"{words} {tags}".strip(), "warn"),), _INDENT, target)


def _changed(found: Handover) -> str:
    return _counted(len(found.changes) + len(found.releases), "change of the book", ", newest first")


def _book(found: Handover, zone: ZoneInfo) -> Iterator[HandoverLine]:
    for one in found.changes:
        yield from _revision(one, found.until, zone)
    for release in found.releases:
        yield _release(release, found.until, zone)


def _revision(told: Told, until: datetime, zone: ZoneInfo) -> Iterator[HandoverLine]:
    one = told.revision
    what = "taken out" if one.content is None else "new" if told.new else "changed"
    back = ", taken back since" if told.undone else ""
    why = f" · {one.why}" if one.why else ""
    source = "; ".join(source.ref or source.kind for source in one.source)
    yield HandoverLine(
        (
            (f"  {when_words(one.at, until, zone)}  ", ""), (f"{one.by}: ", "strong"),
            (f"{one.kind} {one.row} {what}{back}", ""),
            (f"{why}{' · source: ' + source if source else ''}", "dim"), (f"  {show_id('revision', one.id)}", "dim"),
        ), _INDENT,
    )  # fmt: skip
    for change in told.changes:
        words = f"{change.field}: {value_words(change.before)} → {value_words(change.after)}"
        yield HandoverLine(((" " * _INDENT + words, ""),), _INDENT)


def _release(one: Release, until: datetime, zone: ZoneInfo) -> HandoverLine:
    rows = f"{one.rows} row{'' if one.rows == 1 else 's'} of a new release"
    return HandoverLine(
        ((f"  {when_words(one.at, until, zone)}  ", ""), (f"{one.by}: ", "strong"), (rows, "")), _INDENT
    )


def _proposals(found: Handover) -> Iterator[HandoverLine]:
    for one, comparison in found.proposals:
        yield _proposal(one, comparison)
    yield from _rest(found.proposals_count - len(found.proposals))


def _proposal(one: Proposal, comparison: Comparison | None) -> HandoverLine:
    verdict = str(comparison.verdict) if comparison else one.kind
    record = f" · book: {comparison.record}" if comparison else f" · {acceptance_words(one, comparison)}"
    feed = f" · {one.carriers[0].feed}" if one.carriers else ""
    name = show_id("proposal", one.id)
    return HandoverLine(
        ((f"  {verdict} ", "warn"), (proposal_words(one), ""), (f"{record}{feed}", "dim"), (f"  {name}", "dim")), 4
    )


def _feed(one: FeedState, found: Handover, zone: ZoneInfo) -> HandoverLine:
    last = f", answered last {when_words(one.last_ok_at, found.until, zone)}" if one.last_ok_at else ""
    return HandoverLine(((f"  {one.feed.title}: ", "strong"), (f"{one.error or one.status}{last}", "")), 4)


# --- words ---


def _rest(count: int) -> Iterator[HandoverLine]:
    if count > 0:
        yield HandoverLine(((f"  and {count:,} more", "dim"),))


def _counted(count: int, word: str, how: str) -> str:
    return f"{many(count, word)}{how}"


def when_words(instant: datetime, until: datetime, zone: ZoneInfo) -> str:
    """Gives the clock time of the day that the handover ends on, with its day on others."""
    local, today = instant.astimezone(zone), until.astimezone(zone).date()
    year = f" {local.year}" if local.year != today.year else ""
    return f"{local:%H:%M}" if local.date() == today else f"{local.day} {local:%b}{year} {local:%H:%M}"


def _clean(one: HandoverLine) -> HandoverLine:
    """Nothing of a feed breaks a line; the blanks that an indent is made of stay."""
    spans = tuple((_spaced(words), tone) for words, tone in one.line if words)
    return HandoverLine(spans, one.indent, one.target, one.head)


def _spaced(words: str) -> str:
    lead, tail = len(words) - len(words.lstrip(" ")), len(words) - len(words.rstrip(" "))
    return " " * lead + clean_line(words) + " " * (tail if words.strip() else 0)
