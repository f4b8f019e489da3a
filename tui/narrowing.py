"""What a person writes after `=`: words and key:value pairs, as queries."""

from __future__ import annotations

import shlex
from dataclasses import replace

from tradewatch.errors import TradewatchError
from tradewatch.records import Channel, Side
from tradewatch.storage.queries import ItemQuery, StatementQuery

__all__ = ["narrow_items", "narrow_statements", "narrowing_words"]

_SIDES = {str(side).casefold(): str(side) for side in Side}


def narrow_items(text: str, base: ItemQuery) -> ItemQuery:
    """Gives the query of the wire. Raises TradewatchError for a key that there is not."""
    query = ItemQuery(until=base.until)
    words = []
    for key, value in _pairs(text):
        if key == "side":
            query = replace(query, side=_side(value))
        elif key == "topic":
            query = replace(query, topic=value.replace(" ", "_"))
        elif key == "feed":
            query = replace(query, feed=value)
        elif key == "" and value == "all":
            query = replace(query, everything=True)
        elif key == "" and value == "flagged":
            query = replace(query, flagged=True)
        elif key == "" and value == "near":
            query = replace(query, near=True)
        elif key == "":
            words.append(value)
        else:
            raise TradewatchError(f"the wire knows no {key!r}", "side: topic: feed: all flagged near, or words")
    return replace(query, words=" ".join(words))


def narrow_statements(text: str, base: StatementQuery) -> StatementQuery:
    """Gives the query of the statements. Raises TradewatchError for a key that there is not."""
    query = StatementQuery(until=base.until)
    words = []
    for key, value in _pairs(text):
        if key == "side":
            query = replace(query, side=_side(value))
        elif key == "speaker":
            query = replace(query, speaker=value)
        elif key == "topic":
            query = replace(query, topic=value.replace(" ", "_"))
        elif key == "channel":
            query = replace(query, channel=_channel(value))
        elif key == "" and value == "direct":
            query = replace(query, direct=True)
        elif key == "" and value in ("all", "nobody"):
            query = replace(query, attributed=None if value == "all" else False)
        elif key == "":
            words.append(value)
        else:
            raise TradewatchError(
                f"statements know no {key!r}", "side: speaker: topic: channel: direct nobody all, or words"
            )
    return replace(query, words=" ".join(words))


def narrowing_words(query: ItemQuery | StatementQuery) -> str:
    """Gives what a list is narrowed to, for its frame; "" where it is not."""
    names = ("words", "side", "speaker", "topic", "channel", "feed")
    parts = [
        f"{name}: {value}" if name != "words" else f"“{value}”"
        for name in names
        if (value := getattr(query, name, None))
    ]
    if isinstance(query, ItemQuery):
        parts += ["near misses"] if query.near else []
        parts += ["flagged"] if query.flagged else []
        parts += ["all items"] if query.everything and not query.near else []
    else:
        parts += ["direct"] if query.direct else []
        parts += ["nobody named"] if query.attributed is False else []
        parts += ["with and without a speaker"] if query.attributed is None else []
    return ", ".join(parts)


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        pieces = shlex.split(text)
    except ValueError:
        pieces = text.split()
    pairs = []
    for piece in pieces:
        key, colon, value = piece.partition(":")
        pairs.append((key.casefold(), value) if colon and value else ("", piece))
    return pairs


def _side(value: str) -> str:
    side = _SIDES.get(value.casefold())
    if side is None:
        raise TradewatchError(f"no side {value!r}", "US, China, both, other")
    return side


def _channel(value: str) -> str:
    name = value.casefold().replace(" ", "_")
    if name not in {str(one) for one in Channel}:
        raise TradewatchError(f"no channel {value!r}", ", ".join(str(one) for one in Channel))
    return name
