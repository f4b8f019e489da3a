"""The command `config`: each setting, its value and where it comes from."""

from __future__ import annotations

import os
import tomllib
from typing import Any

import click
from msgspec import Struct
from msgspec.structs import asdict

from tradewatch.cli.output import json_option, pass_options, print_json_lines, print_table
from tradewatch.settings import Options

__all__ = ["config"]


@click.command()
@click.option("--path", "only_path", is_flag=True, help="Print where the config file is (or would be).")
@json_option
@pass_options
def config(options: Options, only_path: bool, as_json: bool) -> None:
    """Each setting, its value and where it comes from.

    \b
    Example:
      tradewatch config --path
    """
    if only_path:
        click.echo(str(options.config))
        return
    rows = [*_global_rows(options), *_file_rows(options)]
    if as_json:
        print_json_lines({"key": key, "value": value, "from": origin} for key, value, origin in rows)
        return
    print_table(("setting", "value", "from"), [(key, str(value), origin) for key, value, origin in rows], wide="value")


def _global_rows(options: Options) -> list[tuple[str, Any, str]]:
    """The global options; a value equal to the environment's is said to come from there."""
    values: dict[str, tuple[Any, str]] = {
        "db": (str(options.db), "TRADEWATCH_DB"),
        "config": (str(options.config), "TRADEWATCH_CONFIG"),
        "as_of": (options.as_of.isoformat() if options.as_of else None, "TRADEWATCH_AS_OF"),
        "offline": (options.offline, "TRADEWATCH_OFFLINE"),
    }
    command = click.get_current_context().find_root()
    origins = {"COMMANDLINE": "option", "ENVIRONMENT": "environment"}
    rows = []
    for name, (value, variable) in values.items():
        source = command.get_parameter_source(name)
        origin = origins.get(source.name if source else "", "default")
        rows.append(
            (name, value, f"{origin} {variable}" if origin == "environment" and variable in os.environ else origin)
        )
    return rows


def _file_rows(options: Options) -> list[tuple[str, Any, str]]:
    written: dict[str, Any] = {}
    if options.config.is_file():
        written = tomllib.loads(options.config.read_text("utf-8-sig"))
    rows: list[tuple[str, Any, str]] = []
    for section, value in asdict(options.settings).items():
        if isinstance(value, Struct):
            for name, shown in asdict(value).items():
                named = name in written.get(section, {})
                rows.append((f"{section}.{name}", _shown(f"{section}.{name}", shown), "file" if named else "default"))
        else:
            rows.append((section, _shown(section, value), "file" if section in written else "default"))
    return rows


def _shown(key: str, value: Any) -> Any:
    """The targets of alerts hold secrets: each is said by its label, as `json at 127.0.0.1`."""
    if key == "alerts.targets":
        from tradewatch.feeds.targets import labels

        return list(labels(value))
    if isinstance(value, tuple):
        return [asdict(one) if isinstance(one, Struct) else one for one in value]
    return value
