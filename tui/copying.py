"""What leaves the console for a clipboard or a browser: always shown, so that it can be taken where neither is."""

from __future__ import annotations

from msgspec import Struct
from rich.cells import cell_len

from tradewatch.addresses import host_of, openable, shown_address, without_credentials
from tradewatch.clean import clean_line
from tradewatch.tui.base import ConsoleBase
from tradewatch.tui.unbegun import unbegun

__all__ = ["CLIPBOARD_BYTES", "Copy", "Copying", "copy_of"]

CLIPBOARD_BYTES = 74_000
"""More than that, as base64 some 100,000 letters, many terminals drop without a word (OSC 52)."""


class Copy(Struct, frozen=True):
    """Words for the clipboard and how they are told."""

    words: str
    sent: bool
    title: str
    """Above the words where they are shown in full; "" where they fit the hint line."""


def copy_of(words: str, demo: str, width: int) -> Copy:
    """Gives what is copied on a screen of so many columns: in the demo it says so, what is too long is only shown."""
    words = f"{demo}: {words}" if demo and not words.startswith(demo) else words
    size = len(words.encode())
    if size > CLIPBOARD_BYTES:
        return Copy(words, False, f"not copied: {size // 1000} kB are too long for a terminal's clipboard")
    fits = "\n" not in words and cell_len(f" copied: {words}") < width
    return Copy(words, True, "" if fits else "copied")


class Copying(ConsoleBase):
    """The part of the console that copies and opens addresses."""

    def copied(self, words: str) -> None:
        """Hands words to the terminal's clipboard and shows them: in the hint line, or in full where that is too short.

        Where the terminal has no clipboard nothing comes back: the words on the screen are what a person can take.
        """
        one = copy_of(words, self.desk.demo, self.size.width)
        if one.sent:
            self.copy_to_clipboard(one.words)
        if one.title:
            self._show_words(one.title, one.words)
        else:
            self.say(f"copied: {one.words}", "good")

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Opens an address in a browser of its own window and says its host; refuses all but http and https."""
        address, refused = openable(url)
        if refused:
            self.say(f"{refused}: {clean_line(shown_address(without_credentials(url)))}", "warn")
            return
        if self.is_web:
            super().open_url(address, new_tab=new_tab)
            self.say(f"opened {host_of(address)}  {address}", "good")
            return
        self.say(f"opening {host_of(address)}  {address}")
        self.run_worker(unbegun(self._start, address), group="browser", exit_on_error=False)

    async def _start(self, address: str) -> None:
        from tradewatch.tui.browser import start_browser

        if await start_browser(address):
            self.say(f"opened {host_of(address)}  {address}", "good")
        else:
            self._show_words(f"no browser could be started here; the address at {host_of(address)}", address)

    def _show_words(self, title: str, words: str) -> None:
        from tradewatch.tui.screens.copied import CopiedScreen

        if isinstance(self.screen, CopiedScreen):
            self.screen.dismiss(None)
        self.push_screen(CopiedScreen(title, words, self.keymap))
