"""The command line: the global options, and the commands by name, each imported only when it is called."""

from __future__ import annotations

import importlib
import os
import sqlite3
import sys
from pathlib import Path

import click

from tradewatch import __version__
from tradewatch.errors import DamagedError, QueryError, SettingsError, TradewatchError
from tradewatch.logs import trouble
from tradewatch.settings import Options

__all__ = ["COMMANDS", "command_group", "run"]

COMMANDS: dict[str, tuple[str, str]] = {
    "alerts": ("alerts", "The alerts that were found and what came of them; try the targets."),
    "board": ("board", "The board once: truce, duties, latest statements, latest stories."),
    "book": ("book", "Change the book: proposals, measures, windows, deadlines, roster."),
    "check": ("check", "Hold a draft against the record: quotations, rates, dates, names."),
    "config": ("config", "Each setting, its value and where it comes from."),
    "correct": ("correct", "Put another speaker's name to a statement."),
    "deadlines": ("figures", "Upcoming dated events."),
    "demo": ("demo", "The console on a bundled replay of the days around 5 June 2025."),
    "dismiss": ("correct", "Put a false statement away."),
    "doctor": ("doctor", "Check database, config, versions, clock, terminal and feeds."),
    "export": ("export", "The flagged items as a file, with statements, notes and sources."),
    "feeds": ("feeds", "List, add, remove, check, import and export feeds."),
    "flag": ("flag", "Flag items, stories or statements."),
    "handover": ("handover", "What came and was done since you last looked."),
    "items": ("items", "Stored items, newest first."),
    "poll": ("poll", "Poll without the console."),
    "prune": ("prune", "Forget old items; never what is flagged or a statement rests on."),
    "read": ("read", "What the reader makes of a text."),
    "relevant": ("correct", "Say that an item, a story or a feed matters, or does not."),
    "restore": ("correct", "Take a dismissed statement back."),
    "serve": ("serve", "The console in a browser on this computer."),
    "snapshot": ("snapshot", "A consistent copy of the database while it is in use."),
    "statements": ("statements", "Who said what, newest first."),
    "stories": ("stories", "Stories, newest first."),
    "story": ("story", "Merge two stories, or split one."),
    "tariffs": ("figures", "The general extra duties in force, and every measure."),
    "truce": ("figures", "The truce: how long is left, by which instrument."),
    "undo": ("undo", "Take the last change back."),
    "unflag": ("flag", "Take a flag off; the log keeps it."),
    "watch": ("watch", "Watch rules: try one against last week, list them, add one."),
}
"""Name → (module under tradewatch.cli, one sentence for `--help`). The command is the module's attribute of that name."""


class LateGroup(click.Group):
    """A group that knows its commands by name and imports a command's module when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"tradewatch.cli.{COMMANDS[cmd_name][0]}")
        command = getattr(module, cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; an error that SQLite raised while reading becomes one that knows its file."""
        try:
            return super().invoke(ctx)
        except sqlite3.DatabaseError as error:
            if not isinstance(ctx.obj, Options):
                raise
            from tradewatch.storage.refusals import in_words

            raise in_words(ctx.obj.db, error) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in sorted(COMMANDS.items())])


def _options(db: str | None, config: str | None, as_of: str | None, offline: bool, debug: bool) -> Options:
    from tradewatch.configfile import load_settings
    from tradewatch.instants import parse_instant

    instant = None
    if as_of:
        try:
            instant = parse_instant(as_of)
        except TradewatchError as error:
            raise SettingsError(f"--as-of: {error.message}", error.hint) from error
    config_path = Path(config).expanduser() if config else _default_config()
    settings = load_settings(config_path)
    db_path = Path(db).expanduser() if db else _default_db()
    return Options(
        db_path, config_path, settings, instant, offline, debug, demo=bool(os.environ.get("TRADEWATCH_DEMO_OFFSET"))
    )


def _default_config() -> Path:
    import platformdirs

    return Path(platformdirs.user_config_dir("tradewatch", appauthor=False)) / "config.toml"


def _default_db() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("tradewatch", appauthor=False)) / "tradewatch.sqlite"


@click.group(cls=LateGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--db", envvar="TRADEWATCH_DB", metavar="PATH", help="The SQLite file.")
@click.option("--config", envvar="TRADEWATCH_CONFIG", metavar="PATH", help="The TOML config file.")
@click.option("--as-of", envvar="TRADEWATCH_AS_OF", metavar="INSTANT", help="Answer as things stood at that instant.")
@click.option("--offline", envvar="TRADEWATCH_OFFLINE", is_flag=True, help="Contact no host; show what is stored.")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
@click.version_option(__version__, prog_name="tradewatch")
@click.pass_context
def command_group(
    ctx: click.Context, db: str | None, config: str | None, as_of: str | None, offline: bool, debug: bool
) -> None:
    """Watch the trade war between the United States and China.

    Without a command: the console. Where standard output is no terminal: the board, once.

    \b
    Examples:
      tradewatch
      tradewatch demo
      tradewatch --as-of 2025-06-06T00:01:00-04:00 truce --json
    """
    ctx.obj = _options(db, config, as_of, offline, debug)
    if ctx.invoked_subcommand is None:
        from tradewatch.cli.console import open_console

        open_console(ctx.obj)


def run(arguments: list[str] | None = None) -> None:
    """Runs one command and ends the process with its exit status; no traceback reaches a person without `--debug`."""
    words = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in words
    try:
        _refuse_bytes(words)
        status = command_group.main(words, prog_name="tradewatch", standalone_mode=False)
    except Exception as error:  # the last edge before a person: every error becomes a line
        if debug:
            raise
        status = _say(error)
    except KeyboardInterrupt:
        status = 130
    sys.exit(status if isinstance(status, int) else 0)


def _refuse_bytes(words: list[str]) -> None:
    """Raises SettingsError for an argument that is no text: bytes that are not UTF-8 come as lone surrogates."""
    for word in words:
        if any("\udc80" <= letter <= "\udcff" for letter in word):
            shown = word.encode("utf-8", "backslashreplace").decode()
            raise SettingsError(f"the argument {shown} is not UTF-8 text", "write it in a UTF-8 terminal")


def _say(error: Exception) -> int:
    """Writes an error as one line and a hint to standard error; gives the exit status."""
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, click.Abort):
        return 130
    if isinstance(error, DamagedError):
        from tradewatch.cli.damage import damage_words

        _line(damage_words(error), error.hint)
        return error.exit_status
    if isinstance(error, TradewatchError):
        _line(error.message, error.hint)
        if isinstance(error, QueryError):
            _point(error)
        return error.exit_status
    if isinstance(error, sqlite3.Error):
        _line(f"the database cannot be read: {error}", "keep a copy of the file; `tradewatch doctor` says more")
        return 1
    if isinstance(error, BrokenPipeError):  # the reader of our output has gone; nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    trouble("broke", error)
    _line(f"{type(error).__name__}: {error}", "this is a fault of the program; --debug shows where")
    return 1


def _line(message: str, hint: str) -> None:
    from tradewatch.clean import clean_line

    click.echo(f"tradewatch: {clean_line(message)}" + (f" ({clean_line(hint)})" if hint else ""), err=True)


def _point(error: QueryError) -> None:
    """Writes the query with a line under it that points at the wrong term."""
    from rich.cells import cell_len

    shown = "".join(one if one.isprintable() else "·" for one in error.text)
    before, wrong = shown[: error.column], shown[error.column :][: error.length]
    click.echo(f"  {shown}\n  {' ' * cell_len(before)}{'^' * max(1, cell_len(wrong))}", err=True)
