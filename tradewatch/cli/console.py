"""Opening the console, with a poller behind it where none runs yet."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tradewatch.cli.board import print_board
from tradewatch.cli.present import clock, desk_zone, user
from tradewatch.settings import Options

__all__ = ["PollerLink", "open_console"]


class PollerLink:
    """The poller that this console started: a process whose standard input is a pipe from us.

    When the console ends, however it ends, the pipe breaks and the poller stops.
    """

    def __init__(self, options: Options) -> None:
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it unless another one works on this database; that one is then ours to use."""
        from tradewatch.feeds.lock import is_held

        options = self._options
        if (options.offline and not options.demo) or is_held(options.db):
            return
        command = [sys.executable, "-m", "tradewatch", "--db", str(options.db), "--config", str(options.config)]
        environment = {name: value for name, value in os.environ.items() if name != "TRADEWATCH_AS_OF"}
        self._process = subprocess.Popen(
            [*command, "poll", "--watch-stdin"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )

    def words(self) -> str:
        """Gives what is wrong with polling, "" where nothing is."""
        if self._process is not None and self._process.poll() is not None:
            from tradewatch.feeds.lock import is_held

            if not is_held(self._options.db):
                return "not polling: r starts again"
        return ""

    def ask(self) -> str:
        """Starts the poller again where it ended; gives what to say."""
        if self.words():
            self._process = None
            self.start()
        return "polling all feeds"

    def stop(self) -> None:
        """Ends the poller that we started; one round's last transaction is waited for."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def open_console(options: Options) -> None:
    """Runs the console; where standard output is no terminal (or a dumb one) prints the board instead."""
    if not sys.stdout.isatty() or not sys.stdin.isatty() or os.environ.get("TERM") == "dumb":
        print_board(options)
        return
    from tradewatch.book.load import load_book
    from tradewatch.cli.opening import open_store
    from tradewatch.storage.pages import Pages
    from tradewatch.tui.app import ConsoleApp
    from tradewatch.tui.desk import Desk

    if not options.db.exists():
        with open_store(options):
            pass
    link = PollerLink(options)
    link.start()
    desk = Desk(
        options, clock(options), desk_zone(options), load_book(), Pages.open(options.db), user(options),
        demo="DEMO" if options.demo else "", offline=options.offline and not options.demo, as_of=options.as_of,
    )  # fmt: skip
    try:
        status = ConsoleApp(desk, lambda path: _export(options, path), link.ask, link.words).run()
    finally:
        link.stop()
        desk.close()
    if status:
        sys.exit(status)


def _export(options: Options, path: Path) -> str:
    from tradewatch.cli.export import export_text, form_by_ending
    from tradewatch.cli.opening import open_pages
    from tradewatch.storage.export.whole import write_whole
    from tradewatch.storage.queries import ItemQuery

    form = form_by_ending(str(path))
    with open_pages(options) as pages:
        text, count = export_text(options, pages, ItemQuery(flagged=True), form)
    write_whole(path, text.encode("utf-8"))
    return f"{count} item{'' if count == 1 else 's'} written to {path}"
