"""The command `serve`: the console in a browser on this computer."""

from __future__ import annotations

import os
import shlex
import sys

import click

from tradewatch.cli.opening import make_ready
from tradewatch.cli.output import pass_options
from tradewatch.errors import TradewatchError
from tradewatch.instants import iso_utc
from tradewatch.settings import Options

__all__ = ["console_command", "serve"]

_OWN = ("127.0.0.1", "localhost")


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 is any that is free.")
@click.option("--host", default=_OWN[0], help="Nothing but this computer: 127.0.0.1.")
@pass_options
def serve(options: Options, port: int, host: str) -> None:
    """The console in a browser, for the person at this computer; wants `pip install "tradewatch[web]"`.

    It listens on 127.0.0.1 alone, under an address with a token that is new each time. Whoever has the address sees the
    console and presses its keys, so it is not for passing on; there is no log-in and no encryption. Each page that is
    opened is a console of its own, which ends with the page.

    \b
    Example:
      tradewatch serve --port 8080
    """
    if host not in _OWN:
        raise click.UsageError(
            f"--host {host}: the console is served to this computer alone: whoever reaches it can press its keys"
        )
    try:
        from tradewatch.cli.webserver import ConsoleServer
    except ModuleNotFoundError as error:
        raise TradewatchError(
            f"the console in a browser needs {(error.name or 'textual-serve').replace('_', '-')}",
            'pip install "tradewatch[web]"',
        ) from error
    from tradewatch.tui.keymap import read_keymap
    from tradewatch.tui.themes import check_theme

    read_keymap(options.settings.keys, options.config)
    check_theme(options.settings.theme.name, options.config)
    make_ready(options)
    server = ConsoleServer(console_command(options), port, options.settings.desk.name or "tradewatch")
    click.echo(server.address)
    click.echo("tradewatch: whoever has this address can press the console's keys; Ctrl+C ends it", err=True)
    server.run()


def console_command(options: Options) -> str:
    """Gives the shell's command for a console with the same options; the shell is replaced by it."""
    words = [sys.executable, "-m", "tradewatch", "--db", os.path.abspath(options.db)]
    words += ["--config", os.path.abspath(options.config)]
    words += ["--as-of", iso_utc(options.as_of)] if options.as_of is not None else []
    words += ["--offline"] if options.offline else []
    words += ["--debug"] if options.debug else []
    return f"exec {shlex.join(words)}"
