"""The open text beside or over a list: what is open, how one came there, and which of its links is current."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from rich.segment import Segment
from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from tradewatch.book.roster import Roster
from tradewatch.records import Item, Statement, Story
from tradewatch.storage.ids import parse_id
from tradewatch.tui.desk import Desk
from tradewatch.tui.keymap import bindings
from tradewatch.tui.keys import Scope
from tradewatch.tui.look import tone
from tradewatch.tui.panes.links import Links
from tradewatch.tui.panes.pointing import HIT, NAME, point, pointed, pointed_at
from tradewatch.tui.scroll import Scrolled
from tradewatch.tui.wrap import wrapped

if TYPE_CHECKING:
    from tradewatch.records import Hand
    from tradewatch.tui.panes.marking import Names
    from tradewatch.tui.panes.sheet import Sheet

__all__ = ["Detail", "Kept", "Opened"]


class Opened(Struct, frozen=True):
    """What is open: a `story`, an `item`, a `statement` by number, or the part of the `book` that `target` names."""

    kind: str
    number: int = 0
    target: str = ""


class Kept(Struct, frozen=True):
    """What is open, its first line in view, its current link, and what was open before links were followed."""

    opened: Opened
    line: int
    link: int
    before: tuple[Kept, ...] = ()


class Detail(Scrolled):
    """Shows a story (its first item and all carriers), an item, a statement (with its item) or a part of the book."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.DETAIL)]

    class Named(Message):
        """A name in the text was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Turned(Message):
        """A link was followed, or left again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="detail")
        self._desk = desk
        self._opened: Opened | None = None
        self._before: tuple[Kept, ...] = ()
        """What was open before the links that were followed."""
        self._names: tuple[Roster, Names] | None = None
        """For the roster that they were made of, when first needed."""
        self._links = Links()
        self.hits: list[int] = []
        """Lines on which the search words stand."""
        self.answer_key = "A"
        """The key that answers a hand, as people write it."""
        self.words = ""
        """Looked for in this text, as it stands."""
        self.sought: tuple[str, ...] = ()
        """Words and phrases of the search whose hits the list shows; marked where nothing else is looked for."""

    @property
    def shown(self) -> bool:
        return self._opened is not None

    @property
    def followed(self) -> bool:
        """Whether a link led to what is open: then it is not what the list's cursor stands on."""
        return bool(self._before)

    def record(self) -> Story | Statement | None:
        """Gives what is open; an item as the story that it makes by itself."""
        one, pages = self._opened, self._desk.pages
        if one is None or one.kind == "book":
            return None
        if one.kind == "statement":
            return next(iter(pages.statements([one.number])), None)
        return next(iter(pages.stories([one.number if one.kind == "story" else -one.number])), None)

    def item(self) -> Item | None:
        """Gives the item whose text is open."""
        one = self.record()
        if isinstance(one, Statement):
            return self._desk.pages.carrier(one)
        return one.head if one else None

    def speakers(self) -> list[str]:
        """Gives who speaks in what is open, in the order of the text; then whom else the roster knows there."""
        one, item = self.record(), self.item()
        said = self._desk.pages.statements_of(item.id) if item else []
        found = [one.speaker] if isinstance(one, Statement) else [other.speaker for other in said]
        if item is not None and not isinstance(one, Statement):
            text = " \n".join((item.title, item.summary, item.text))
            found += [name.speaker for name in self._sheet(0).names.found(text, [name for name in found if name])]
        return list(dict.fromkeys(name for name in found if name))

    # --- opening ---

    def open_story(self, story_id: int) -> None:
        """Shows a story from its top."""
        self._open(Opened("story", story_id) if story_id > 0 else Opened("item", -story_id))

    def open_statement(self, statement_id: int) -> None:
        """Shows a statement from its top."""
        self._open(Opened("statement", statement_id))

    def open_book(self, target: str) -> None:
        """Shows a part of the book from its top: `truce`, `stack:SIDE` or `measure:ID`."""
        self._open(Opened("book", target=target))

    def close(self) -> None:
        """Shows nothing."""
        self._opened, self._before = None, ()
        self.lines, self._links = [], Links()

    def back(self) -> bool:
        """Shows what was open before a link was followed; False where none was."""
        if not self._before:
            return False
        self.restore(self._before[-1])
        return True

    def kept(self) -> Kept | None:
        """Gives what `restore` brings back; None where nothing is open."""
        return Kept(self._opened, self.scroll_offset.y, self._links.number, self._before) if self._opened else None

    def restore(self, kept: Kept) -> None:
        """Shows what was open as it stood."""
        self._show(kept.opened, kept.before, kept.line, kept.link)
        self.hand_up(self.Turned())

    def _open(self, opened: Opened) -> None:
        if self._before and self._before[0].opened == opened:
            self.rebuild()  # the list's cursor stands where the first link was followed from
            return
        if opened == self._opened:
            self.rebuild()
        else:
            self._show(opened)

    def _show(self, opened: Opened, before: tuple[Kept, ...] = (), line: int = 0, link: int = -1) -> None:
        self._opened, self._before, self._links = opened, before, Links(link)
        self.rebuild()
        self.scroll_to(y=line, animate=False, force=True)

    # --- links ---

    def action_link(self, by: int) -> None:
        """Steps to a link: from the current one, or from what is in view."""
        link = self._links.step(by, self.scroll_offset.y)
        if link is None:
            return
        first, last, _ = link
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        if first < top or last > top + height:
            self.scroll_to(
                y=max(min(first, last - height + 2) if first >= top else first - 1, 0), animate=False, force=True
            )
        self.refresh()

    def action_choose(self) -> None:
        """Opens what the current link leads to; what was open stays behind it."""
        here, link = self.kept(), self._links.current
        if here is not None and link is not None:
            self._show(Opened(*parse_id(link.name)), (*self._before, here))
            self.hand_up(self.Turned())

    def on_click(self, event: events.Click) -> None:
        place = self.scroll_offset.y + event.y
        if not 0 <= place < len(self.lines):
            return
        name = pointed_at(self.lines[place], NAME, event.x - 1)
        if name:
            self.post_message(self.Named(name))
            return
        was = self._links.point_at(place)
        if was is not None:
            self.refresh()
            if was and event.chain > 1:
                self.action_choose()

    # --- what stands there ---

    def build(self, width: int) -> list[Text]:
        room = max(width - 2, 10)  # a cell on the left is the mark's, one on the right stays free
        texts = self._texts(room)
        hit = self._hit()
        lines: list[Text] = []
        for text in texts:
            if hit is not None:
                for found in hit.finditer(text.plain):
                    text.stylize(tone("hit", self._look), *found.span())
                    point(text, HIT, "1", *found.span())
            lines += wrapped(text, room)
        self.hits = [number for number, line in enumerate(lines) if pointed(line, HIT)]
        self._links.of(lines)
        return lines

    def paint_line(self, y: int) -> Strip:
        strip = super().paint_line(y)
        place, width = self.scroll_offset.y + y, self.scrollable_content_region.width
        link = self._links.current
        here = link is not None and link.first <= place < link.last
        mark = Segment("▌" if here else " ", self.rich_style + tone("frame-focus", self._look))
        return Strip.join([Strip([mark], 1), strip.crop(0, max(width - 1, 0))])

    def _texts(self, room: int) -> list[Text]:
        one, pages = self._opened, self._desk.pages
        if one is None:
            return []
        if one.kind == "book":
            from tradewatch.tui.panes.bookdetail import book_texts

            return book_texts(self._desk, one.target, room + 1, self._look)
        if one.kind == "statement":
            found = pages.statements([one.number])
            if not found:
                return [_missing("statement")]
            from tradewatch.tui.panes.statementtext import statement_texts

            hands = [hand for hand in self._desk.hands if hand.item_id in found[0].item_ids]
            return [*self._hand_texts(hands), *statement_texts(self._sheet(room), found[0])]
        opened = pages.item(one.number) if one.kind == "item" else None
        story = one.number if one.kind == "story" else (opened.story_id if opened else None)
        items = pages.story_items(story) if story else ([opened] if opened else [])
        if not items:
            return [_missing(one.kind)]
        from tradewatch.tui.panes.storytext import story_texts

        numbers = {opened.id} if opened else {item.id for item in items}
        hands = [hand for hand in self._desk.hands if hand.item_id in numbers]
        return [*self._hand_texts(hands), *story_texts(self._sheet(room), items, opened or items[0])]

    def _hand_texts(self, hands: Sequence[Hand]) -> list[Text]:
        if not hands:
            return []
        from tradewatch.tui.panes.handtexts import hand_texts

        return hand_texts(self._desk, hands, self._look, self.answer_key)

    def _sheet(self, room: int) -> Sheet:
        from tradewatch.tui.panes.marking import Names
        from tradewatch.tui.panes.sheet import Sheet

        roster = self._desk.book.roster
        if self._names is None or self._names[0] is not roster:
            self._names = (roster, Names(roster))
        return Sheet(self._desk, self._look, room, self._names[1])

    def _hit(self) -> re.Pattern[str] | None:
        """What is looked for; a phrase may stand over the end of a line."""
        sought = [one for one in ((self.words,) if self.words else self.sought) if one.strip()]
        # a search finds what begins with its words; what is looked for in the text is taken as it is typed
        begin = "" if self.words else r"\b"
        each = [(begin if one[0].isascii() and one[0].isalnum() else "") + _phrase(one) for one in sought]
        return re.compile("|".join(each), re.IGNORECASE) if each else None


def _phrase(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())


def _missing(kind: str) -> Text:
    return Text(f"this {kind} is not there, or cannot be read")
