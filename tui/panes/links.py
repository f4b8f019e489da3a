"""The links of an open text: what leads where, and which of them is the current one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.text import Text

from tradewatch.tui.panes.pointing import LINK, pointed

__all__ = ["Link", "Links"]


class Link(NamedTuple):
    first: int
    last: int
    """The line behind its last."""
    name: str
    """The id of what is opened."""


class Links:
    """Those of one text; -1 is the current one until a person has stepped to one."""

    def __init__(self, current: int = -1) -> None:
        self._links: list[Link] = []
        self.number = current

    @property
    def current(self) -> Link | None:
        return self._links[self.number] if 0 <= self.number < len(self._links) else None

    def of(self, lines: Sequence[Text]) -> None:
        """Takes the links of lines, of the same text built anew or another; the current one stays if it is there still."""
        before, self._links = self._links, _links(lines)
        self.number = _same_link(before, self._links, self.number)

    def step(self, by: int, top: int) -> Link | None:
        """Goes to another link: from the current one, or from the first line in view; None where there is none."""
        if not self._links:
            return None
        if self.number < 0:
            later = next((number for number, one in enumerate(self._links) if one.first >= top), None)
            self.number = (later or 0) if by > 0 else (len(self._links) if later is None else later) - 1
        else:
            self.number += by
        self.number %= len(self._links)
        return self.current

    def point_at(self, line: int) -> bool | None:
        """Makes the link on a line the current one; gives whether it was, None where there is none."""
        for number, one in enumerate(self._links):
            if one.first <= line < one.last:
                was, self.number = number == self.number, number
                return was
        return None


def _same_link(before: Sequence[Link], now: Sequence[Link], link: int) -> int:
    """Where the current link stands in a text that was built anew; -1 where it is gone."""
    if not before or link < 0:
        return min(link, len(now) - 1)
    name = before[link].name
    count = sum(one.name == name for one in before[:link])
    places = [number for number, one in enumerate(now) if one.name == name]
    return places[min(count, len(places) - 1)] if places else -1


def _links(lines: Sequence[Text]) -> list[Link]:
    """Lines in a row that lead to the same are one link."""
    found: list[Link] = []
    for number, line in enumerate(lines):
        name = pointed(line, LINK)
        if name and found and found[-1].last == number and found[-1].name == name:
            found[-1] = found[-1]._replace(last=number + 1)
        elif name:
            found.append(Link(number, number + 1, name))
    return found
