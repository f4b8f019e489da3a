"""IPTC ninjs 3.1: each item as a news object that a newsroom system can take in."""

from __future__ import annotations

import json
import re
from typing import Any

from tradewatch.instants import iso_utc
from tradewatch.quoting import quoted
from tradewatch.records import Flagged, FlagState, Item
from tradewatch.storage.export.entries import entry_of, language_tag
from tradewatch.storage.export.links import web_address
from tradewatch.storage.export.report import Report
from tradewatch.storage.ids import show_id

__all__ = ["ninjs_list", "urgency_of"]

_STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
_NORMAL, _OFFICIAL = 5, 4
"""Urgency 1 is the highest, 9 the lowest; what a government publishes itself stands a step above the rest."""
_TAG = re.compile(r"urgency:([1-9])\Z")
_RIGHTS = "Words of the outlets and speakers named; for the newsroom's use, no licence comes with them."


def ninjs_list(report: Report) -> str:
    """Gives a JSON array of ninjs 3.1 objects. Raises TradewatchError for a mistake in the desk's own template."""
    return json.dumps([_object(one, report) for one in report.items], ensure_ascii=False, indent=2) + "\n"


def urgency_of(item: Item) -> int:
    """Gives what a tag as `urgency:2` says, else 4 for an official feed and 5 for all others."""
    said = next((found for tag in item.tags if (found := _TAG.match(tag))), None)
    return int(said[1]) if said else _OFFICIAL if item.official else _NORMAL


def _object(flagged: Flagged, report: Report) -> dict[str, Any]:
    item, entry = flagged.item, entry_of(flagged, report)
    dropped = item.flag is not None and item.flag.state is FlagState.DROPPED
    return {
        "uri": entry.urn,
        "standard": _STANDARD,
        "type": "text",
        "representationType": "partial",
        "profile": "tradewatch-item",
        "version": str(item.version),
        "firstCreated": iso_utc(item.first_seen),
        "versionCreated": iso_utc(entry.updated),
        "contentCreated": iso_utc(item.published),
        "pubStatus": "withheld" if dropped else "usable",
        "urgency": urgency_of(item),
        "language": language_tag(item),
        "headlines": [{"role": "main", "contentType": "text/plain", "value": entry.title}],
        **({"descriptions": [_text("summary", item.summary)]} if item.summary else {}),
        "bodies": _bodies(flagged, entry.content),
        **({"by": item.author} if item.author else {}),
        "edNote": _note(flagged, report),
        "usageTerms": _RIGHTS,
        "infoSources": _sources(flagged),
        "subjects": [{"name": one.replace("_", " "), "literal": one} for one in item.topics]
        + [{"name": one, "literal": f"tag:{one}", "rel": "desk tag"} for one in item.tags],
        "altIds": [{"role": "tradewatch", "value": show_id("item", item.id)}]
        + ([{"role": "link", "value": entry.url}] if entry.url else []),
    }


def _bodies(flagged: Flagged, content: str) -> list[dict[str, Any]]:
    item = flagged.item
    words = item.text or item.summary or item.title
    main = {**_text("main", words), "charCount": len(words), "wordCount": len(words.split())}
    return [main, {"role": "brief", "contentType": "text/html", "value": content}]


def _text(role: str, words: str) -> dict[str, str]:
    return {"role": role, "contentType": "text/plain", "value": words}


def _note(flagged: Flagged, report: Report) -> str:
    """For the staff that takes it in: marks of demo and as-of, who flagged it and why, what was said."""
    item = flagged.item
    flag = f"Flagged by {item.flag.by}, {item.flag.state}." if item.flag else ""
    tags = f"Tags: {', '.join(item.tags)}." if item.tags else ""
    notes = [f"{one.speaker or 'nobody named'}, {quoted(one)}: {one.note}" for one in flagged.statements if one.note]
    edited = "" if item.version == 1 else f"Version {item.version}: the outlet has edited it."
    return "\n".join(part for part in (f"{report.head}.", flag, item.note, tags, *notes, edited) if part)


def _sources(flagged: Flagged) -> list[dict[str, str]]:
    """The outlet, who it came through, and whose words are in it."""
    item = flagged.item
    address = web_address(item.feed_url)
    found = [{"name": item.feed, "role": "publisher", **({"uri": address} if address else {})}]
    if item.via:
        found.append({"name": item.via, "role": "aggregator"})
    speakers = dict.fromkeys(one.speaker for one in flagged.statements if one.speaker)
    return found + [{"name": one, "role": "speaker"} for one in speakers]
