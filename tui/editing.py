"""A text written in the person's own editor ($VISUAL, $EDITOR), the console out of its way meanwhile."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from textual.app import SuspendNotSupported

from tradewatch.tui.base import ConsoleBase

__all__ = ["Editing", "editor_of"]


def editor_of(environment: dict[str, str]) -> list[str]:
    """Gives the command of a person's editor: $VISUAL, else $EDITOR, else vi (POSIX). Raises ValueError for odd quotes."""
    words = environment.get("VISUAL") or environment.get("EDITOR") or "vi"
    return shlex.split(words) or ["vi"]


class Editing(ConsoleBase):
    """The part of the console that hands a text to an editor."""

    def edit_text(self, text: str) -> str | None:
        """Gives a text as a person has edited it; None where nothing came of it, which is said."""
        folder = Path(tempfile.mkdtemp(prefix="tradewatch-note-"))
        file = folder / "note.md"
        file.write_text(text + ("\n" if text and not text.endswith("\n") else ""), "utf-8")
        before = file.read_bytes()
        written: str | None = None
        kept = True
        if self.edit_file(file):
            try:
                written = file.read_text("utf-8").removesuffix("\n")
                kept = False
            except (OSError, UnicodeDecodeError) as error:
                self.say(f"it stays as it was: {error}; what was written is {file}", "bad")
        elif file.exists() and file.read_bytes() != before:
            self.say(f"the editor did not end well: what was written is {file}", "bad")
        else:
            kept = False
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)
        return written

    def edit_file(self, file: Path) -> bool:
        """Opens a file in the person's editor; gives whether that ended well, else it is said why not."""
        wrong = "no editor can be opened in a browser's page"
        if not self.is_web:
            try:
                with self.suspend():  # which comes back after no error: all are caught in it
                    wrong = _edit(file)
            except SuspendNotSupported:
                wrong = "no editor can be opened here"
        if wrong:
            self.say(wrong, "warn")
        return not wrong


def _edit(file: Path) -> str:
    """Runs the editor; gives what went wrong, "" where nothing did."""
    try:
        command = editor_of(dict(os.environ))
        with _keys_are_the_editors():
            status = subprocess.run([*command, str(file)], check=False).returncode
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        return f"the editor could not be started: {why} (set EDITOR)"
    return f"the editor ended with {status}: it stays as it was" if status else ""


@contextlib.contextmanager
def _keys_are_the_editors() -> Iterator[None]:
    """Ctrl+C and Ctrl+\\ reach all that a terminal runs; they are the editor's while it is open, and end no console.

    The loop hears of a signal through its wake-up file, whatever handler is set, so that is put away too.
    """
    wakes = signal.set_wakeup_fd(-1)
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGQUIT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(wakes)
