"""Quotations of a draft, laid beside what the archive has of the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from tradewatch.feeds.reading.draft.finding import Finding, Kind, Verdict
from tradewatch.feeds.reading.draft.sections import Section
from tradewatch.feeds.reading.draft.wording import Fit, Text, Wanted, laid_over, wanted
from tradewatch.feeds.reading.names import Names
from tradewatch.feeds.reading.quotes import find_quotes
from tradewatch.protocols import Archive
from tradewatch.quoting import quoted
from tradewatch.records import Channel, Field, Item, Side, Statement, StatementPart, StatementState
from tradewatch.rewording import pieces

__all__ = ["QuotationCheck"]

_LEAST = 3
"""Words of a quotation that nobody is named for: fewer are a name or a turn of phrase in quotation marks."""
_SENTENCE = 5
"""Words from which a quotation that nobody is named for, and that is in no text, is looked at all the same."""
_ALIKE = 0.6
"""Share of the words from which a text has them with other words; below it is another sentence."""
_ITEMS = 24
"""Items that a quotation is laid over."""
_EDGE = 2
"""Letters by which a statement's place may be narrower: its marks and stops."""
_SHOWN = 400
"""Letters of the record's own words that are shown."""
_NAME_LIKE = re.compile(r"(?:[A-Z0-9][\w.’'&-]*|(?:a|an|and|at|by|de|for|in|of|on|or|the|to|v|vs|with)\b\.?)(?:\s+|\Z)")


_STOP = re.compile(r"(?<=[\w%”’)]{2})[.!?](?=\s+[“‘(]?[A-Z0-9])|[。！？]")


class Quotation(Struct, frozen=True):
    """Quoted words of a draft at `start` to `end` of the page, and who says them there; None where that is not told."""

    start: int
    end: int
    words: str
    speaker: str | None


class _Rank(IntEnum):
    """How well the record bears a quotation out, the best first."""

    SAME = 0
    UNNAMED = 1
    """The words, and one of the two names nobody."""
    OTHER = 2
    ALTERED = 3
    UNQUOTED = 4
    """The words stand in a sentence of the outlet's own."""


class _Match(Struct, frozen=True):
    rank: _Rank
    fit: Fit
    item: Item
    text: str
    said: Statement | None

    def order(self) -> tuple[int, float, bool, float, int]:
        """The surest first; of equals the one of an office, then the first published."""
        return self.rank, -self.fit.share, not self.item.official, self.item.published.timestamp(), self.item.id


class QuotationCheck:
    """Lays quotations over the archive; a text is cut into words once for a whole draft."""

    def __init__(self, archive: Archive, names: Names) -> None:
        self._archive, self._names = archive, names
        self._texts: dict[tuple[int, Field], Text] = {}
        self._said: dict[int, list[tuple[Statement, tuple[StatementPart, ...]]]] = {}

    def findings(self, section: Section, text: str) -> Iterator[Finding]:
        """Gives a finding for each quotation of a section; `text` is the page's."""
        for one in _quotations(section, text):
            found = self._finding(one)
            if found is not None:
                yield from self._by_sentence(one, found)

    def _by_sentence(self, one: Quotation, found: Finding) -> list[Finding]:
        """The finding, or one for each sentence where some of them are in the record word for word and others are not."""
        if found.verdict not in (Verdict.ALTERED, Verdict.NOT_FOUND):
            return [found]
        pieces_of = [
            replace(one, start=one.start + start, end=one.start + end, words=one.words[start:end])
            for start, end in _sentences(one.words)
        ]
        parts = [part for part in map(self._finding, pieces_of) if part is not None] if len(pieces_of) > 1 else []
        return parts if any(part.is_right for part in parts) and len(parts) == len(pieces_of) else [found]

    def _finding(self, one: Quotation) -> Finding | None:
        want = wanted(one.words)
        if not want.size or (one.speaker is None and want.size < _LEAST):
            return None
        best = min(self._matches(one, want), key=_Match.order, default=None)
        if best is None:
            return self._not_there(one, want)
        verdict = {
            _Rank.OTHER: Verdict.OTHER_SPEAKER,
            _Rank.ALTERED: Verdict.ALTERED,
            _Rank.UNQUOTED: Verdict.NOT_FOUND,
        }
        return Finding(
            one.start, one.end, Kind.QUOTATION, verdict.get(best.rank, Verdict.VERBATIM), one.words,
            _record(one, best), best.item.url or best.item.feed_url,
        )  # fmt: skip

    def _not_there(self, one: Quotation, want: Wanted) -> Finding | None:
        back = [said for said in self._archive.taken_back(one.words, _ITEMS) if _holds(said.quote, want)]
        record = "these words are in no stored text"
        if back:
            record = f"taken out by the outlet since: {_who(back[0])}: {_short(quoted(back[0]))} ({back[0].feed})"
        elif _is_name(one.words) or (one.speaker is None and _is_phrase(one.words, want)):
            return None  # the title of a law or a film, a word that somebody would not use without tongs
        return Finding(one.start, one.end, Kind.QUOTATION, Verdict.NOT_FOUND, one.words, record, "")

    def _matches(self, one: Quotation, want: Wanted) -> Iterator[_Match]:
        exact = False
        longest = max((" ".join(run) for run in want.runs), key=len)
        seen: set[int] = set()
        for look, words in ((self._archive.carrying, longest), (self._archive.alike, one.words)):
            for item in look(words, _ITEMS):
                if item.id in seen:
                    continue
                seen.add(item.id)
                for match in self._in_item(one, want, item):
                    exact = exact or match.rank <= _Rank.UNNAMED
                    yield match
            if exact:
                return

    def _in_item(self, one: Quotation, want: Wanted, item: Item) -> Iterator[_Match]:
        for field, text in ((Field.TEXT, item.text), (Field.SUMMARY, item.summary), (Field.TITLE, item.title)):
            if not text:
                continue
            laid = self._texts.setdefault((item.id, field), Text(text))
            fit = laid_over(want, laid)
            if fit is None or fit.share < _ALIKE or (not fit.exact and want.size < _LEAST):
                continue
            first = fit.spans[0] if fit.spans else (fit.start, fit.end)
            said = self._speaking(item, field, *first)
            yield _Match(self._rank(one, fit, item, field, text, said), fit, item, text, said)

    def _speaking(self, item: Item, field: Field, start: int, end: int) -> Statement | None:
        """The statement in one of whose places all of the words stand; a direct one before one of the outlet's own words.

        Words that reach out of it are somebody else's too: `…,” he said. The White House will …`.
        """
        if item.id not in self._said:
            self._said[item.id] = self._archive.said_in(item)
        over = [
            said
            for said, places in self._said[item.id]
            if any(part.field is field and part.start - _EDGE <= start and end <= part.end + _EDGE for part in places)
        ]
        return min(over, key=lambda said: (not said.direct, said.speaker is None), default=None)

    def _rank(self, one: Quotation, fit: Fit, item: Item, field: Field, text: str, said: Statement | None) -> _Rank:
        direct = said is not None and said.direct
        if len(fit.spans) > 1 and not self._is_one_voice(item, field, fit):
            return _Rank.ALTERED
        if not direct and not (item.official and said is None) and not _is_quoted(text, fit):
            return _Rank.UNQUOTED if fit.exact else _Rank.ALTERED
        if not fit.exact:
            return _Rank.ALTERED
        speaker = said.speaker if said is not None else None
        if one.speaker is None or speaker is None:
            return _Rank.UNNAMED
        return _Rank.SAME if self._is_same(one.speaker, speaker) else _Rank.OTHER

    def _is_one_voice(self, item: Item, field: Field, fit: Fit) -> bool:
        """Whether one person said all that an omission joins: words of two speakers are no quotation of either."""
        voices = set()
        for start, end in fit.spans:
            said = self._speaking(item, field, start, end)
            voices.add(said.speaker if said is not None and said.direct else None)
        return len(voices) == 1 and (item.official or None not in voices)

    def _is_same(self, one: str, other: str) -> bool:
        """Whether two names are one voice: a body's spokesperson speaks for the body."""
        if one.casefold() == other.casefold():
            return True
        first, second = self._names.by_name(one), self._names.by_name(other)
        if first is None or second is None:
            return False
        houses = [self._names.house_of(who) if who.person else who for who in (first, second)]
        alone = not (first.person and second.person)
        return first == second or (alone and houses[0] is not None and houses[0] == houses[1])


def _quotations(section: Section, text: str) -> Iterator[Quotation]:
    spoken: list[tuple[int, int, str | None]] = []
    for one in section.reading.statements:
        if one.direct:
            places = [section.place(part) for part in one.parts]
            spoken += [(start, end, one.speaker) for start, end in places]
    for paragraph in section.document.paragraphs:
        for quote in paragraph.quotes:
            start, end = section.offset + quote.start, section.offset + quote.end
            words = text[start:end]
            speaker = next((who for first, last, who in spoken if first < end and start < last), None)
            yield Quotation(start, end, words, speaker)


def _sentences(words: str) -> list[tuple[int, int]]:
    """Where the sentences of a quotation begin and end."""
    ends = [found.end() for found in _STOP.finditer(words)]
    places = list(pairwise([0, *(end for end in ends if end < len(words)), len(words)]))
    return [
        (start + len(words[start:end]) - len(words[start:end].lstrip()), end)
        for start, end in places
        if words[start:end].strip()
    ]


def _is_quoted(text: str, fit: Fit) -> bool:
    """Whether the words stand between quotation marks in the stored text."""
    low = text.rfind("\n", 0, fit.start) + 1
    high = text.find("\n", fit.end)
    line = text[low : high if high >= 0 else len(text)]
    return any(one.start - 2 <= fit.start and fit.end <= one.end + 2 for one in find_quotes(line, low))


def _holds(quote: str, want: Wanted) -> bool:
    fit = laid_over(want, Text(quote))
    return fit is not None and fit.exact


def _is_phrase(words: str, want: Wanted) -> bool:
    """Whether it is no sentence: few words, none of them the end of one."""
    return want.size < _SENTENCE and words[-1:] not in ".!?,;。！？，"


def _is_name(words: str) -> bool:
    """Whether all words are written large, as those of a title are."""
    at = 0
    while at < len(words):
        found = _NAME_LIKE.match(words, at)
        if found is None:
            return False
        at = found.end()
    return True


def _record(one: Quotation, best: _Match) -> str:
    words = " ".join(best.text[best.fit.start : best.fit.end].split())
    item = best.item
    more = f" and {item.outlets - 1} more" if item.outlets > 1 else ""
    carried = f"{item.feed}{more}, {item.published:%-d %b %Y %H:%M} UTC"
    who = _who(best.said) if best.said is not None else "nobody named"
    if best.rank is _Rank.UNQUOTED:
        return f"not as a quotation: a sentence of {item.feed}'s own has {_short(words)} ({carried})"
    if best.rank is _Rank.ALTERED:
        marked = "".join(
            (" " if number and piece.apart else "") + _MARKS[piece.kind].format(piece.words)
            for number, piece in enumerate(pieces(words, one.words.rstrip(" ,.;:")))
        )
        voice = "" if _names_other(one, best.said) is None else f", not {one.speaker}"
        return f"{who}{voice}: “{marked}”; [-the record-] {{+the draft+}} ({carried})"
    if best.rank is _Rank.OTHER:
        return f"said by {who}, not {one.speaker}: {_short(quoted(best.said) if best.said else words)} ({carried})"
    own = best.said is not None and best.said.state is StatementState.CORRECTED
    return (
        f"{who}: {_short(quoted(best.said) if best.said else words)} ({carried}{', speaker corrected' if own else ''})"
    )


_MARKS = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}


def _names_other(one: Quotation, said: Statement | None) -> str | None:
    if said is None or said.speaker is None or one.speaker is None or said.speaker == one.speaker:
        return None
    return said.speaker


def _who(said: Statement) -> str:
    channel = "" if said.channel is Channel.UNKNOWN else f", {str(said.channel).replace('_', ' ')}"
    day = f", {said.said_on:%-d %b %Y}" if said.said_on else ""
    side = f", {said.side}" if said.side in (Side.US, Side.CHINA) else ""
    return f"{said.speaker or 'nobody named'}{side}{channel}{day}"


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else words[: _SHOWN - 2].rsplit(" ", 1)[0] + " …"
