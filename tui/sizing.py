"""Moving the edges between panes, by keys and by the mouse, and keeping them where they were put."""

from __future__ import annotations

from tradewatch.tui.base import ConsoleBase
from tradewatch.tui.pane import PaneHead
from tradewatch.tui.sizes import DEFAULT_SIZES, LEAST_COLUMNS, LEAST_LINES, Edge, Sizes, cells, moved_to

__all__ = ["Sizing"]

_STEPS = {"left": -4, "right": 4, "up": -2, "down": 2}
_AROUND = 7
"""Lines that the status line, the truce and the line below take."""


class Sizing(ConsoleBase):
    """Only the wide layout has such edges; in every other, and zoomed, the styles decide, and the shares wait."""

    def __init__(self) -> None:
        super().__init__()
        self._shares: dict[Edge, tuple[str | None, str | None]] = {}
        """What the panes were given last; nothing at first."""

    def size_panes(self) -> None:
        """Gives the panes their shares of the terminal."""
        sizes, edges = self.desk.sizes, self._edges()
        self._set("statements", sizes.statements, DEFAULT_SIZES.statements, edges)
        self._set("middle", sizes.middle, DEFAULT_SIZES.middle, edges)
        self._set("detail", sizes.detail, DEFAULT_SIZES.detail, edges)

    def action_size(self, where: str) -> None:
        """Moves the edge that lies in that direction by a step."""
        wanted: tuple[Edge, ...] = ("middle",) if where in ("up", "down") else ("statements", "detail")
        edge = next((one for one in wanted if one in self._edges()), None)
        if edge is None:
            self.say("there is no such edge to move: panes stand side by side from 120 columns on, unzoomed", "warn")
            return
        whole = self._whole(edge)
        least = LEAST_LINES if edge == "middle" else LEAST_COLUMNS
        now = cells(getattr(self.desk.sizes, edge), whole, least)
        # the detail stands on the right of its edge
        self._put(moved_to(self.desk.sizes, edge, now + _STEPS[where] * (-1 if edge == "detail" else 1), whole))
        if cells(getattr(self.desk.sizes, edge), whole, least) == now:
            self.say(f"each pane keeps {f'{least} lines' if edge == 'middle' else f'{least} columns'}", "warn")

    def action_size_reset(self) -> None:
        self._put(DEFAULT_SIZES)
        self.say("the panes are as large as at first", "good")

    def on_pane_head_dragged(self, event: PaneHead.Dragged) -> None:
        """The upper edge of the wire goes up and down, those of tariffs and detail take their left edge along."""
        event.stop()
        body, edges = self.screen_stack[0].query_one("#body").region, self._edges()
        sizes = self.desk.sizes
        if event.pane.body is self.wire and "middle" in edges:
            sizes = moved_to(sizes, "middle", event.y - body.y, self._whole("middle"))
        elif event.pane.body is self.tariffs and "statements" in edges:
            sizes = moved_to(sizes, "statements", event.x - body.x, self._whole("statements"))
        elif event.pane.body is self.detail and "detail" in edges:
            sizes = moved_to(sizes, "detail", body.right - event.x, self._whole("detail"))
        self._put(sizes, keep=event.done)

    def _put(self, sizes: Sizes, *, keep: bool = True) -> None:
        self.desk.sizes = sizes
        self.size_panes()
        if keep:
            self.desk.keep_sizes(sizes)

    def _edges(self) -> tuple[Edge, ...]:
        """The edges that are on the screen."""
        screen = self.screen_stack[0]
        if not screen.has_class("-wide") or screen.has_class("-zoom"):
            return ()
        if not screen.has_class("-detail"):
            return ("statements", "middle")
        return () if screen.has_class("-from1") else ("detail",)

    def _whole(self, edge: Edge) -> int:
        """The cells that the two panes beside an edge have together."""
        if edge == "middle":
            return self.size.height - _AROUND - (1 if self.desk.as_of is not None else 0)
        return self.size.width

    def _set(self, edge: Edge, share: float, usual: float, edges: tuple[Edge, ...]) -> None:
        query = self.screen_stack[0].query_one
        first, second = {
            "statements": ("#pane-statements", "#pane-tariffs"),
            "middle": ("#middle", "#pane-wire"),
            "detail": ("#pane-detail", "#lists"),
        }[edge]
        rule = "height" if edge == "middle" else "width"
        shares: tuple[str | None, str | None] = (None, None)  # as the styles say
        if edge in edges and share != usual:
            whole = self._whole(edge)
            taken = cells(share, whole, LEAST_LINES if edge == "middle" else LEAST_COLUMNS)
            shares = (f"{taken}fr", f"{whole - taken}fr")
        if self._shares.get(edge, (None, None)) == shares:
            return  # setting a style lays the screen out and draws all of it anew, whatever is set
        self._shares[edge] = shares
        for name, value in zip((first, second), shares, strict=True):
            setattr(query(name).styles, rule, value)
