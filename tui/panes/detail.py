"""The detail beside or over a list: the whole text with its marks, and where it comes from."""

from __future__ import annotations

import itertools
import re

from rich.text import Text

from tradewatch.book.roster import Roster
from tradewatch.clean import clean_line, clean_text
from tradewatch.instants import BEIJING, WASHINGTON
from tradewatch.quoting import quoted
from tradewatch.records import Field, Item, ItemVersion, Statement
from tradewatch.tui.desk import Desk
from tradewatch.tui.look import side_tone, tone
from tradewatch.tui.panes.beside import beside_texts
from tradewatch.tui.panes.bookdetail import book_texts
from tradewatch.tui.panes.statements import channel_words, speaker_words
from tradewatch.tui.panes.wire import headline
from tradewatch.tui.panes.wording import changed_words
from tradewatch.tui.scroll import Scrolled
from tradewatch.tui.wrap import wrapped

__all__ = ["Detail"]

_RATE = re.compile(r"\d[\d.,]*\s?(?:%|per ?cent|percentage points?)", re.IGNORECASE)


class Detail(Scrolled):
    """Shows a story (its first item and all carriers) or a statement (with the item it stands in)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="detail")
        self._desk = desk
        self._story: int | None = None
        self._statement: int | None = None
        self._book = ""
        self._names = _names_pattern(desk.book.roster)
        self.hits: list[int] = []
        """Lines on which the search words stand."""
        self.words = ""
        """Looked for in this text, as it stands."""
        self.sought: tuple[str, ...] = ()
        """Words and phrases of the search whose hits the list shows; marked where nothing else is looked for."""

    @property
    def shown(self) -> bool:
        return self._story is not None or self._statement is not None or bool(self._book)

    def item(self) -> Item | None:
        """Gives the item whose text is open."""
        if self._statement is not None:
            found = self._desk.pages.statements([self._statement])
            return self._desk.pages.item(found[0].item_ids[0]) if found and found[0].item_ids else None
        if self._story is not None:
            found_items = self._desk.pages.story_items(self._story)
            return found_items[0] if found_items else None
        return None

    def open_story(self, story_id: int) -> None:
        """Shows a story from its top."""
        self._open(story_id, None)

    def open_statement(self, statement_id: int) -> None:
        """Shows a statement from its top."""
        self._open(None, statement_id)

    def open_book(self, target: str) -> None:
        """Shows a part of the book from its top: `truce`, `stack:SIDE` or `measure:ID`."""
        self._open(None, None, target)

    def close(self) -> None:
        """Shows nothing."""
        self._story, self._statement, self._book = None, None, ""
        self.lines = []

    def _open(self, story: int | None, statement: int | None, book: str = "") -> None:
        new = (story, statement, book) != (self._story, self._statement, self._book)
        self._story, self._statement, self._book = story, statement, book
        self.rebuild()
        if new:
            self.scroll_to(y=0, animate=False, force=True)

    # --- what stands there ---

    def build(self, width: int) -> list[Text]:
        self.hits = []
        if not self.shown:
            return []
        if self._book:
            texts = book_texts(self._desk, self._book, width, self._look)
        else:
            texts = self._statement_texts() if self._statement is not None else self._story_texts()
        lines: list[Text] = []
        marked = [re.escape(one) for one in ((self.words,) if self.words else self.sought)]
        hit = re.compile("|".join(marked), re.IGNORECASE) if marked else None
        for text in texts:
            for line in wrapped(text, max(width - 1, 10)):
                if hit is not None and hit.search(line.plain):
                    self.hits.append(len(lines))
                    line.highlight_regex(hit, tone("hit", self._look))
                lines.append(line)
        return lines

    def _statement_texts(self) -> list[Text]:
        found = self._desk.pages.statements([self._statement or 0])
        if not found:
            return [Text("this statement is not there, or cannot be read")]
        one = found[0]
        look = self._look
        head = Text(speaker_words(one), tone(side_tone(one.side), look))
        role = self._role(one)
        lines = [
            head,
            Text(
                f"{role}{one.side} · {channel_words(one)}"
                + (
                    f" · said on {one.said_on:%a} {one.said_on.day} {one.said_on:%b %Y}"
                    if one.said_on
                    else " · day not stated"
                ),
                tone("dim", look),
            ),
        ]
        words = clean_text(quoted(one))
        lines += [Text(""), Text(words, tone("quote" if one.direct else "", look)), Text("")]
        sure = "sure" if one.confidence >= 0.9 else ("likely" if one.confidence >= 0.6 else "doubtful: check it")
        kind = "direct" if one.direct else "reported"
        lines.append(
            Text(
                f"{kind} · attribution {sure} (rule: {one.rule}) · s{one.id}",
                tone("dim" if one.confidence >= 0.6 else "warn", look),
            )
        )
        if one.withdrawn:
            lines.append(Text("the outlet has edited these words away since", tone("warn", look)))
        if one.translated_by:
            lines.append(Text(f"translated by {clean_line(one.translated_by)}", tone("dim", look)))
        items = self._desk.pages.items(one.item_ids)
        lines += self._flag_texts(
            (one.flag is not None and f"{one.flag.by}, {one.flag.state}") or "", one.note, one.tags
        )
        lines += beside_texts(self._desk, one, look)
        lines += self._carriers(items)
        if items:
            lines += [Text(""), *self._item_texts(items[0], one)]
        return lines

    def _story_texts(self) -> list[Text]:
        items = self._desk.pages.story_items(self._story or 0)
        if not items:
            return [Text("this story is not there, or cannot be read")]
        lines = self._item_texts(items[0], None)
        if len(items) > 1:
            lines += [Text(""), *self._carriers(items)]
        return lines

    def _role(self, one: Statement) -> str:
        speaker = self._desk.book.roster.by_name(one.speaker) if one.speaker else None
        if speaker is None:
            return ""
        roles = speaker.roles_on(one.said_on or one.published.date())
        return f"{clean_line(roles[0].title)} · " if roles else ""

    def _item_texts(self, item: Item, only: Statement | None) -> list[Text]:
        look = self._look
        lines = [Text(headline(item), tone("strong", look)), self._source(item)]
        if item.url:
            lines.append(Text(clean_line(item.url), tone("dim", look)))
        lines += self._flag_texts(f"{item.flag.by}, {item.flag.state}" if item.flag else "", item.note, item.tags)
        lines += self._versions(item)
        lines += self._differing(item)
        for field, words in ((Field.SUMMARY, item.summary), (Field.TEXT, item.text)):
            if words and not (field is Field.SUMMARY and item.text.startswith(words[:80])):
                lines += [Text(""), self._marked(item, field, words, only)]
        lines += [Text(""), self._why(item)]
        return lines

    def _source(self, item: Item) -> Text:
        local = self._desk.local(item.published)
        text = Text(end="")
        text.append(clean_line(item.feed), tone(side_tone(item.side), self._look))
        words = f" · {local:%a} {local.day} {local:%b %H:%M} {self._desk.place}"
        words += f", {item.published.astimezone(WASHINGTON):%H:%M} Washington"
        words += f", {item.published.astimezone(BEIJING):%H:%M} Beijing"
        words += "" if item.published_known else " (first seen: the feed gives no date)"
        words += f" · via {item.via}" if item.via else (" · official" if item.official else "")
        words += f" · {clean_line(item.author)}" if item.author else ""
        text.append(f"{words} · i{item.id}", tone("dim", self._look))
        return text

    def _flag_texts(self, flag: str, note: str, tags: tuple[str, ...]) -> list[Text]:
        lines = []
        if flag:
            lines.append(Text(f"⚑ flagged by {clean_line(flag)}", tone("flag", self._look)))
        if note:
            lines.append(Text(f"note: {clean_text(note)}", tone("warn", self._look)))
        if tags:
            lines.append(Text(f"tags: {clean_line(', '.join(tags))}", tone("dim", self._look)))
        return lines

    def _why(self, item: Item) -> Text:
        if item.relevant is None:
            return Text("pending: the rules have not read it yet", tone("dim", self._look))
        word = "relevant" if item.relevant else "not relevant"
        topics = f" · topics: {', '.join(item.topics).replace('_', ' ')}" if item.topics else ""
        return Text(
            f"{word} ({item.score or 0:.2f}): {clean_line('; '.join(item.reasons))}{topics}", tone("dim", self._look)
        )

    def _carriers(self, items: list[Item]) -> list[Text]:
        lines = [Text(f"carried by {len(items)}:" if len(items) > 1 else "carried by:", tone("dim", self._look))]
        for number, one in enumerate(items[:30], 1):
            text = Text(f"{number:>3} {self._desk.time_words(one.published):<7}", tone("dim", self._look))
            text.append(clean_line(one.feed), tone(side_tone(one.side), self._look))
            text.append(f" {_behind(one, items[0])}" if number > 1 else "", tone("dim", self._look))
            text.append(f"  {headline(one)}", tone("", self._look))
            lines.append(text)
        if len(items) > 30:
            lines.append(Text(f"  and {len(items) - 30} more", tone("dim", self._look)))
        return lines

    def _versions(self, item: Item) -> list[Text]:
        """Earlier headlines, with the words that went and came."""
        if item.version < 2:
            return []
        versions = self._desk.pages.versions(item.id)
        lines = [Text(f"edited {item.version - 1} time{'s' if item.version > 2 else ''}", tone("warn", self._look))]
        for before, after in itertools.pairwise(versions):
            if before.title != after.title:
                lines.append(self._change(before, after))
        return lines

    def _differing(self, item: Item) -> list[Text]:
        """Where a date or a known claim of the item is not as the book has it."""
        claims = self._desk.pages.claims_of([item.id]).get(item.id, [])
        found = self._desk.comparer.differing(claims, item.published)
        return [Text(f"≠ differs from the book: {words}", tone("warn", self._look)) for words in found]

    def _change(self, before: ItemVersion, after: ItemVersion) -> Text:
        text = Text(f"  {self._desk.time_words(after.seen_at)} headline: ", tone("dim", self._look))
        return text.append_text(changed_words(before.title, after.title, self._look))

    def _marked(self, item: Item, field: Field, words: str, only: Statement | None) -> Text:
        """The text with names, rates and quotations marked; offsets are those of the stored field."""
        look = self._look
        if clean_text(words) != words:  # never drawn as it is; the offsets would not fit what may be drawn
            return Text(clean_text(words))
        text = Text(words)
        text.highlight_regex(self._names, tone("name", look))
        text.highlight_regex(_RATE, tone("rate", look))
        statements = [only] if only is not None else self._desk.pages.statements_of(item.id)
        for one in statements:
            for number, version, part in one.parts:
                if number == item.id and version == item.version and part.field is field and one.direct:
                    text.stylize(tone("quote", look), part.start, part.end)
                elif number == item.id and version == item.version and part.field is field and only is not None:
                    text.stylize(tone("hit", look), part.start, part.end)
        return text


def _behind(one: Item, first: Item) -> str:
    """Gives how long after the first outlet: `+12 min`, `+3 h 05`."""
    minutes = int((one.published - first.published).total_seconds() // 60)
    return f"+{minutes} min" if minutes < 100 else f"+{minutes // 60} h {minutes % 60:02}"


def _names_pattern(roster: Roster) -> re.Pattern[str]:
    names = sorted({one.name for one in roster.speakers if one.kind == "person"}, key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))
