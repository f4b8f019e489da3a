"""The command `statements`."""

from __future__ import annotations

from datetime import datetime

import click

from tradewatch.cli.items import asked_for, local
from tradewatch.cli.opening import open_pages
from tradewatch.cli.output import json_option, pass_options, print_json_lines, print_table
from tradewatch.cli.present import instant_option
from tradewatch.quoting import quoted
from tradewatch.records import Channel, Side
from tradewatch.settings import Options
from tradewatch.storage.queries import StatementQuery, Term
from tradewatch.storage.querylanguage import of_statements

__all__ = ["statements"]


@click.command()
@click.argument("query", required=False, default="")
@click.option("--speaker", help="Name or part of it.")
@click.option("--side", type=click.Choice([str(side) for side in Side]))
@click.option("--channel", type=click.Choice([str(channel) for channel in Channel]))
@click.option("--topic", help="As tariffs, truce, talks, rare_earths.")
@click.option("--since", type=instant_option, help="Published at or after this instant.")
@click.option("--until", type=instant_option, help="Published at or before this instant.")
@click.option("--direct", is_flag=True, help="Only words in quotation marks.")
@click.option(
    "--nobody", "--unattributed", "unattributed", is_flag=True, help="The tray instead: words that nobody is named for."
)
@click.option("--all-forms", is_flag=True, help="Also other forms of the same words, each by itself.")
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True, help="0 is all.")
@json_option
@pass_options
def statements(
    options: Options,
    query: str,
    speaker: str | None,
    side: str | None,
    channel: str | None,
    topic: str | None,
    since: datetime | None,
    until: datetime | None,
    direct: bool,
    unattributed: bool,
    all_forms: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Who said what, newest first.

    QUERY is words, "phrases" and terms as speaker:Bessent since:3d -channel:interview; the README lists them. One that
    begins with a minus goes behind --.

    \b
    Examples:
      tradewatch statements --speaker Bessent --since 2026-11-20
      tradewatch statements "rare earth" --side China --json
    """
    from tradewatch.storage.export.answers import statement_answer

    ends = [one for one in (until, options.as_of) if one is not None]
    asked = (("speaker", speaker), ("side", side), ("channel", channel), ("topic", topic))
    base = StatementQuery(
        terms=tuple(Term(kind, (value,)) for kind, value in asked if value is not None), since=since,
        until=min(ends) if ends else None, direct=True if direct else None, attributed=not unattributed,
        all_forms=all_forms, limit=max(limit, 0),
    )  # fmt: skip
    wanted = of_statements(asked_for(options, query), base)
    with open_pages(options) as pages:
        found = pages.statements(pages.statement_ids(wanted))
    if as_json:
        print_json_lines(statement_answer(one) for one in found)
        return
    rows = [
        (
            f"s{one.id}",
            local(options, one.published),
            str(one.side),
            one.speaker or "nobody named",
            str(one.channel).replace("_", " "),
            f"{'(edited away) ' if one.withdrawn else ''}{quoted(one)}",
        )
        for one in found
    ]
    print_table(("id", "published", "side", "speaker", "channel", "words"), rows, wide="words")
