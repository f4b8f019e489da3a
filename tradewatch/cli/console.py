"""Opening the console, with a poller behind it where none runs yet."""

from __future__ import annotations

import gc
import os
import sys

from tradewatch.cli.present import clock, desk_zone, user
from tradewatch.settings import Options

__all__ = ["open_console"]


def open_console(options: Options) -> None:
    """Runs the console; where standard output is no terminal (or a dumb one) prints the board instead."""
    terminal = sys.stdout.isatty() and sys.stdin.isatty() and os.environ.get("TERM") != "dumb"
    if not terminal and not _in_browser():
        from tradewatch.cli.board import print_board

        print_board(options)
        return
    gc.disable()  # until the first screen stands: all that is made by then stays (measured: 50 ms)
    from tradewatch.cli.consoleexport import ConsoleExporter
    from tradewatch.cli.logfile import start_log
    from tradewatch.cli.opening import make_ready
    from tradewatch.cli.pollerlink import PollerLink
    from tradewatch.cli.sizesfile import keep_sizes, kept_sizes
    from tradewatch.logs import event
    from tradewatch.tui.app import ConsoleApp
    from tradewatch.tui.calm import CalmPages
    from tradewatch.tui.desk import Desk
    from tradewatch.tui.keymap import read_keymap
    from tradewatch.tui.themes import check_theme

    keymap = read_keymap(options.settings.keys, options.config)
    check_theme(options.settings.theme.name, options.config)
    start_log("console", options.db)
    make_ready(options)
    link = PollerLink(options)
    link.start()
    pages = CalmPages.open(options.db)
    desk = Desk(
        options, clock(options), desk_zone(options), pages.book(), pages, user(options),
        demo="DEMO" if options.demo else "", offline=options.offline and not options.demo, as_of=options.as_of,
        sizes=kept_sizes(), keep_sizes=keep_sizes,
    )  # fmt: skip
    console = ConsoleApp(desk, ConsoleExporter(options), link.ask, link.words, keymap)
    try:
        console.run()
    finally:
        gc.enable()
        link.stop()
        desk.close()
        event("ended")
    if console.unreadable is not None:
        raise console.unreadable
    if console.return_code:
        sys.exit(console.return_code)


def _in_browser() -> bool:
    """Whether `tradewatch serve` has started this console: it speaks to a page then, over two pipes."""
    return os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")
