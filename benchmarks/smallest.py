"""The smallest Textual program with a clock: what the console's start and rest are held against, since none can do less."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Smallest(App[None]):
    """One line, changed once a second."""

    seconds = 0

    def compose(self) -> ComposeResult:
        yield Static("Outlet")

    def on_mount(self) -> None:
        self.set_interval(1.0, self.tick)

    def tick(self) -> None:
        self.seconds += 1
        self.query_one(Static).update(f"Outlet {self.seconds}")


if __name__ == "__main__":
    Smallest().run()
