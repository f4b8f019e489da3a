"""The terms of a query as SQL: conditions with bound values, without what goes to the full text search.

A negated condition is `(…) is not true`, so that what is not known (an item that no rules have read) is on that side.
"""

from __future__ import annotations

from collections.abc import Sequence

from tradewatch.instants import iso_utc
from tradewatch.records import NEAR
from tradewatch.storage.markedrows import FLAGGED
from tradewatch.storage.queries import ItemQuery, StatementQuery, Term
from tradewatch.storage.raised import UP, until_words
from tradewatch.storage.searchform import any_of, search_pieces

__all__ = ["NEAR_MISS", "item_conditions", "statement_conditions"]

NEAR_MISS = f"item.relevant = 0 and item.relevant_by is null and item.score >= {NEAR} and feed.judged = ''"
"""A near miss that nobody judged, by itself or with its feed; the index item_near is for it."""
_WIDER = frozenset(("all", "flagged", "near", "hand"))
"""What is asked for by these need not be relevant."""

_SAYS = (
    "item.id in (select item_id from statement_part where statement_id in"
    " (select said.id from statement as said where said.state <> 'dismissed' and {}))"
)
"""An item that carries such a statement: worked out once, not for each item."""
_FLAGGED = (
    "(item.id in (select target from flag where kind = 'item'{0})"
    # of a flagged statement the first item that carries it
    " or item.id in (select (select carrier.id from statement_part join item as carrier on carrier.id = item_id"
    " where statement_id = target order by carrier.published, carrier.id limit 1)"
    " from flag where kind = 'statement'{0}))"
)
_TAGGED = "select target from note where kind = '{}' and exists (select 1 from json_each(note.tags) where {})"
_BY_FEED = "item.feed_id in (select named.id from feed as named where {})"

# cross join: the items of a statement are few, and no order of tables beside that one is to be thought of
_CARRIED = (
    "exists (select 1 from statement_part as part cross join item on item.id = part.item_id"
    " where part.statement_id = form.id and {})"
)
_ANY_FORM = (
    "exists (select 1 from statement as form where (form.id = statement.id or form.variant_of = statement.id) and {})"
)
_CARRIED_ANY = _ANY_FORM.format(_CARRIED)
_STANDS = (
    "exists (select 1 from statement_part as part cross join item on item.id = part.item_id"
    " where part.statement_id = statement.id and part.version >= item.version)"
)

_ITEM_IS = {
    "all": "1",
    "flagged": _FLAGGED.format(""),
    "unread": "item.read_at is null",
    "direct": _SAYS.format("said.direct = 1"),
    "nobody": _SAYS.format("said.speaker is null"),
    "official": _BY_FEED.format("named.official = 1"),
    "near": NEAR_MISS,
    "edited": "item.version > 1",
    "hand": f"item.id in ({UP})",
}
_STATEMENT_IS = {
    "all": "1",
    "flagged": "statement.id in (select target from flag where kind = 'statement')",
    "unread": _CARRIED_ANY.format("item.read_at is null"),
    "direct": "statement.direct = 1",
    "nobody": "statement.speaker is null",
    "official": _CARRIED_ANY.format(_BY_FEED.format("named.official = 1")),
    "near": _CARRIED_ANY.format(NEAR_MISS.replace("feed.judged = ''", _BY_FEED.format("named.judged = ''"))),
    "edited": f"not {_STANDS}",
    "hand": (
        "statement.id in (select coalesce(form.variant_of, form.id)"
        f" from statement_part as part join statement as form on form.id = part.statement_id where part.item_id in ({UP})"
        # an outlet that took the words out carries them no more
        f" union select marked.target from {FLAGGED} where marked.kind = 'statement' and marked.item_id in ({UP}))"
    ),
}


def item_conditions(query: ItemQuery) -> tuple[str, dict[str, object]]:
    """Gives the condition on `item` and `feed` for all but `query.words`, and its values."""
    parts: list[str] = ["1"]
    values: dict[str, object] = {"hands_until": until_words(query.until)}
    if query.near:
        parts.append(NEAR_MISS)
    elif not (query.everything or query.flagged or _widens(query.terms)):
        parts.append("item.relevant = 1")
    _between(query, "item", parts, values)
    if query.flagged:
        states = ""
        if query.states:
            states = f" and state in ({', '.join(f':state{n}' for n in range(len(query.states)))})"
            values |= {f"state{n}": state for n, state in enumerate(query.states)}
        parts.append(_FLAGGED.format(states))
    for number, term in enumerate(query.terms):
        names = _bind(number, term, values)
        if term.kind == "any":
            values[names[0][1:]] = any_of(term.values)  # one expression for all of them
        parts.append(_signed(_item_term(term, names), term.negated))
    return " and ".join(parts), values


def statement_conditions(query: StatementQuery) -> tuple[str, dict[str, object]]:
    """Gives the condition on `statement`, its words too, and its values.

    Only statements with a carrier that is relevant count. A form of another is left out unless all forms are asked for;
    words, channel and what is asked of carriers may be those of any form.
    """
    parts = ["statement.state <> 'dismissed'", "statement.carried = 1"]
    values: dict[str, object] = {"hands_until": until_words(query.until)}
    if not query.all_forms:
        parts.append("statement.variant_of is null")
    if query.attributed is False:
        parts.append("statement.speaker is null")
    elif query.attributed and not any(one.kind == "is" and _names(one, "nobody", "all") for one in query.terms):
        parts.append("statement.speaker is not null")
    _between(query, "statement", parts, values)
    if query.direct is not None:
        parts.append(f"statement.direct = {int(query.direct)}")
    for number, term in enumerate(query.terms):
        names = _bind(number, term, values)
        parts.append(_signed(_statement_term(term, names), term.negated))
    for number, piece in enumerate(search_pieces(query.words)):
        said = f"instr(lower(form.quote || ' ' || coalesce(form.speaker, '')), lower(:word{number})) > 0"
        parts.append(_signed(_ANY_FORM.format(said), piece.unwanted))
        values[f"word{number}"] = piece.text
    return " and ".join(parts), values


def _widens(terms: Sequence[Term]) -> bool:
    return any(one.kind == "is" and _names(one, *_WIDER) for one in terms)


def _names(term: Term, *names: str) -> bool:
    return not term.negated and not set(names).isdisjoint(term.values)


def _between(query: ItemQuery | StatementQuery, table: str, parts: list[str], values: dict[str, object]) -> None:
    if query.since is not None:
        parts.append(f"{table}.published >= :since")
        values["since"] = iso_utc(query.since)
    if query.until is not None:
        parts.append(f"{table}.published <= :until")
        values["until"] = iso_utc(query.until)


def _bind(number: int, term: Term, values: dict[str, object]) -> list[str]:
    """Binds the values of a term, but those of `is:`, which are conditions by themselves; gives their names."""
    if term.kind == "is":
        return []
    names = [f":term{number}_{place}" for place in range(len(term.values))]
    values.update({name[1:]: value for name, value in zip(names, term.values, strict=True)})
    return names


def _signed(condition: str, negated: bool) -> str:
    return f"({condition}) is not true" if negated else f"({condition})"


def _item_term(term: Term, names: list[str]) -> str:
    some = ", ".join(names)
    match term.kind:
        case "is":
            return " or ".join(f"({_ITEM_IS[one]})" for one in term.values)
        case "side":
            return f"feed.side in ({some})"
        case "speaker":
            return _SAYS.format(_partly("said.speaker", names))
        case "channel":
            return _SAYS.format(f"said.channel in ({some})")
        case "any":
            return f"item.id in (select rowid from item_search where item_search match {names[0]})"
        case "tag":
            tagged = _equal("json_each.value", names)
            carries = (
                f"select item_id from statement_part where statement_id in ({_TAGGED.format('statement', tagged)})"
            )
            return f"item.id in ({_TAGGED.format('item', tagged)}) or item.id in ({carries})"
        case _:
            return _either_way(term.kind, names, "item")


def _statement_term(term: Term, names: list[str]) -> str:
    some = ", ".join(names)
    match term.kind:
        case "is":
            return " or ".join(f"({_STATEMENT_IS[one]})" for one in term.values)
        case "side":
            return f"statement.side in ({some})"
        case "speaker":
            return _partly("statement.speaker", names)
        case "channel":
            return _ANY_FORM.format(f"form.channel in ({some})")
        case "any":
            return _ANY_FORM.format(_partly("form.quote || ' ' || coalesce(form.speaker, '')", names))
        case "tag":
            return f"statement.id in ({_TAGGED.format('statement', _equal('json_each.value', names))})"
        case "topic" | "feed":
            return _CARRIED_ANY.format(_either_way(term.kind, names, "item"))
        case _:
            return _either_way(term.kind, names, "statement")


def _either_way(kind: str, names: list[str], table: str) -> str:
    """The terms that ask both lists the same."""
    match kind:
        case "since":
            return " or ".join(f"{table}.published >= {name}" for name in names)
        case "until":
            return " or ".join(f"{table}.published <= {name}" for name in names)
        case "topic":
            return f"exists (select 1 from json_each(item.topics) where value in ({', '.join(names)}))"
        case "feed":
            return _BY_FEED.format(f"named.url in ({', '.join(names)}) or {_partly('named.title', names)}")
        case _:
            raise AssertionError(kind)


def _partly(column: str, names: list[str]) -> str:
    return "(" + " or ".join(f"instr(lower({column}), lower({name})) > 0" for name in names) + ")"


def _equal(column: str, names: list[str]) -> str:
    return f"lower({column}) in ({', '.join(f'lower({name})' for name in names)})"
