"""Atom 1.0 (RFC 4287): what is flagged, or a search, as a feed for other programs."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from tradewatch import __version__
from tradewatch.instants import iso_utc
from tradewatch.storage.export.entries import Entry, entry_of, language_tag, xml_text
from tradewatch.storage.export.identity import feed_urn
from tradewatch.storage.export.report import Report

__all__ = ["atom_feed"]

_NAMESPACE = "http://www.w3.org/2005/Atom"


def atom_feed(report: Report) -> str:
    """Gives the feed, newest first. Its time is that of its latest entry: made again it is the same document.

    Raises TradewatchError for a mistake in the desk's own template.
    """
    entries = [entry_of(one, report) for one in report.items]
    feed = Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "en"})
    _put(feed, "id", feed_urn(report))
    _put(feed, "title", report.head)
    _put(feed, "updated", iso_utc(max((one.updated for one in entries), default=report.at)))
    _put(SubElement(feed, "author"), "name", report.desk or "tradewatch")
    _put(feed, "generator", "tradewatch", version=__version__)
    for one in entries:
        _entry(SubElement(feed, "entry"), one)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode") + "\n"


def _entry(into: Element, one: Entry) -> None:
    """An entry's language is the outlet's, its `source` the feed that it came by (section 4.2.11)."""
    item = one.item
    into.set("xml:lang", language_tag(item))
    _put(into, "id", one.urn)
    _put(into, "title", one.title)
    _put(into, "updated", iso_utc(one.updated))
    _put(into, "published", iso_utc(item.published))
    author = SubElement(into, "author")
    _put(author, "name", item.author or item.feed or "unknown")
    if one.url:
        SubElement(into, "link", {"rel": "alternate", "href": one.url})
    for category in one.categories:
        SubElement(into, "category", {"term": category})
    source = SubElement(into, "source")
    _put(source, "id", item.feed_url)
    _put(source, "title", item.feed)
    _put(source, "updated", iso_utc(item.first_seen))
    _put(into, "content", one.content, type="html")


def _put(into: Element, name: str, words: str, **attributes: str) -> None:
    SubElement(into, name, attributes).text = xml_text(words)
