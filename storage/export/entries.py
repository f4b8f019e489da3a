"""What Atom, JSON Feed and ninjs say alike of an item: ids, times, words without letters that no document may hold."""

from __future__ import annotations

import re
from datetime import datetime

from msgspec import Struct

from tradewatch.records import Flagged, Item
from tradewatch.storage.export.brief import brief_item, headline
from tradewatch.storage.export.identity import item_urn
from tradewatch.storage.export.links import web_address
from tradewatch.storage.export.report import Report
from tradewatch.storage.export.templating import filled

__all__ = ["Entry", "entry_of", "language_tag", "updated_of", "xml_text"]

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0 (section 2.2): no writer may escape it either."""
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")
"""A language as RFC 5646 spells it, as far as anybody can tell without its registry."""


class Entry(Struct, frozen=True):
    """An item on its way into a feed."""

    item: Item
    urn: str
    title: str
    url: str
    """http or https; "" where there is none."""
    updated: datetime
    """When it was edited, flagged or first seen last."""
    content: str
    """HTML: note, summary, statements with answers, the figures of its day."""
    categories: tuple[str, ...]
    """Topics, then the desk's tags."""


def entry_of(flagged: Flagged, report: Report) -> Entry:
    """Gives an item as an entry of a feed. Raises TradewatchError for a mistake in the desk's own template."""
    item = flagged.item
    return Entry(
        item=item,
        urn=item_urn(item),
        title=xml_text(headline(item)),
        url=web_address(item.url),
        updated=updated_of(flagged, report),
        content=xml_text(filled("entry.html.j2", report.templates, item=brief_item(flagged, report))),
        categories=tuple(dict.fromkeys(xml_text(one) for one in (*item.topics, *item.tags))),
    )


def updated_of(flagged: Flagged, report: Report) -> datetime:
    """Gives when anything of it changed last: outlet or desk."""
    item = flagged.item
    flags = [flag.at for flag in (item.flag, *(one.flag for one in flagged.statements)) if flag is not None]
    return max([item.first_seen, report.exchange.edited.get(item.id, item.first_seen), *flags])


def xml_text(text: str) -> str:
    """Gives the words without what XML cannot hold."""
    return _NO_XML.sub("", text)


def language_tag(item: Item) -> str:
    """Gives the language by RFC 5646; `und` where the feed does not say one."""
    return item.language if _TAG.match(item.language) else "und"
