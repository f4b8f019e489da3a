"""Items, statements and stories as JSON objects, spelled as the contract has them."""

from __future__ import annotations

from typing import Any

from tradewatch.instants import iso_utc
from tradewatch.records import Flag, Flagged, Item, Statement, Story
from tradewatch.storage.ids import show_id

__all__ = ["flagged_answer", "item_answer", "statement_answer", "story_answer"]


def item_answer(item: Item) -> dict[str, Any]:
    """Gives a line of `items --json`."""
    return {
        "id": show_id("item", item.id),
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "text": item.text,
        "author": item.author,
        "feed": item.feed,
        "feed_url": item.feed_url,
        "side": str(item.side),
        "category": item.category,
        "official": item.official,
        "via": item.via,
        "language": item.language,
        "published": iso_utc(item.published),
        "published_known": item.published_known,
        "first_seen": iso_utc(item.first_seen),
        "version": item.version,
        "relevant": item.relevant,
        "score": item.score,
        "reasons": list(item.reasons),
        "topics": list(item.topics),
        "story": show_id("story", item.story_id) if item.story_id else None,
        "outlets": item.outlets,
        "flagged": _flag_answer(item.flag),
        "note": item.note,
        "tags": list(item.tags),
    }


def statement_answer(statement: Statement) -> dict[str, Any]:
    """Gives a line of `statements --json`."""
    return {
        "id": show_id("statement", statement.id),
        "quote": statement.quote,
        "direct": statement.direct,
        "speaker": statement.speaker,
        "side": str(statement.side),
        "channel": str(statement.channel),
        "date": statement.said_on.isoformat() if statement.said_on else None,
        "published": iso_utc(statement.published),
        "confidence": statement.confidence,
        "rule": statement.rule,
        "items": [show_id("item", number) for number in statement.item_ids],
        "parts": [
            {
                "item": show_id("item", number),
                "version": version,
                "field": str(part.field),
                "start": part.start,
                "end": part.end,
            }
            for number, version, part in statement.parts
        ],
        "language": statement.language,
        "translated_by": statement.translated_by,
        "state": str(statement.state),
        "answers": [show_id("statement", number) for number in statement.answers],
        "answer_reason": statement.reason or None,
        "answered_by": [show_id("statement", number) for number in statement.answered_by],
        "variants": [show_id("statement", number) for number in statement.variants],
        "variant_of": show_id("statement", statement.variant_of) if statement.variant_of else None,
        "outlets": statement.outlets,
        "withdrawn": statement.withdrawn,
        "flagged": _flag_answer(statement.flag),
        "note": statement.note,
        "tags": list(statement.tags),
    }


def story_answer(story: Story) -> dict[str, Any]:
    """Gives a line of `stories --json`; an item that no rules have read stands for itself with its own id."""
    name = show_id("story", story.id) if story.id > 0 else show_id("item", -story.id)
    return {
        "id": name,
        "title": story.head.title,
        "feed": story.head.feed,
        "url": story.head.url,
        "first_item": show_id("item", story.head.id),
        "items": story.items,
        "outlets": story.outlets,
        "published": iso_utc(story.head.published),
        "latest": iso_utc(story.latest),
        "unread": story.unread,
        "topics": list(story.head.topics),
        "flagged": story.flagged,
    }


def flagged_answer(flagged: Flagged) -> dict[str, Any]:
    """Gives an exported item: what `items` says of it, and its statements."""
    return {**item_answer(flagged.item), "statements": [statement_answer(one) for one in flagged.statements]}


def _flag_answer(flag: Flag | None) -> dict[str, str] | None:
    return None if flag is None else {"at": iso_utc(flag.at), "by": flag.by, "state": str(flag.state)}
