"""Texts that are statements without quotation marks: a mirrored post, the answers of a transcript."""

from __future__ import annotations

import re

from tradewatch.feeds.reading.document import Document
from tradewatch.feeds.reading.manner import Manner
from tradewatch.feeds.reading.names import Names, Who
from tradewatch.feeds.reading.said import Said
from tradewatch.records import Channel, Field

__all__ = ["answers_of_transcript", "mirrored_post"]

_MIRROR = re.compile(
    r"truth social|trump'?s? truth|\btruths\b|\bposts (?:by|of|from)\b|\bX posts\b|@\w+|\bon X\b", re.IGNORECASE
)
_LABEL = re.compile(
    r"^(?P<label>(?:THE )?[A-Z][\w.’'-]*+(?:\s[A-Z][\w.’'-]*+){0,5}|Q(?:uestion)?\d?|[A-Z][\w ]{1,28}|发言人|[\u4e00-\u9fff]{1,4})\s*(?:[:]\s+|[：]\s*)(?=\S)"
)
_QUESTION = re.compile(r"^(?:Q\d?|Question|Reporter|Journalist|[A-Z]{2,}(?: [A-Z]{2,})*|记者|问)$")
_OUTLETS = re.compile(
    r"^(?:CCTV|Xinhua|Reuters|AFP|AP|Bloomberg|NBC|CNN|CBS|ABC|BBC|Kyodo|NHK|TASS|RIA|PTI|Global Times|China Daily|The Paper|Shenzhen TV|Phoenix TV|Dragon TV|CRI|MASTV|EFE|DPA|Yonhap|Al Jazeera|The Hindu|Anadolu|Antara|Sputnik|[A-Z][\w ]+ (?:News|Times|Daily|TV|Post|Agency|Wire|Journal))\b"
)


def mirrored_post(document: Document, names: Names, manner: Manner) -> Said | None:
    """Gives the one statement of a feed that carries somebody's own posts; None for any other feed."""
    item = document.item
    named = f"{item.feed_title} {item.author or ''}"
    if not _MIRROR.search(item.feed_title):
        return None
    named_ones = [one for one in names.mentions(named) if not one.country]
    people = [one.who for one in named_ones if one.who.person] or [one.who for one in named_ones]
    who = people[0] if people else (names.who("Donald Trump") if "truth" in item.feed_title.lower() else None)
    if who is None:
        return None
    body = [one for one in document.paragraphs if one.field is not Field.TITLE] or list(document.paragraphs)
    truth = "truth" in item.feed_title.lower()
    channel = Channel.TRUTH_SOCIAL if truth else Channel.SOCIAL_MEDIA
    return Said([(one.start, one.end) for one in body], True, who, channel, item.published.date(), 0.9, "mirrored post")


def answers_of_transcript(document: Document, names: Names, manner: Manner) -> list[Said]:
    """Gives the answers of a transcript, each one statement; an empty list where the text is none."""
    labelled = [(one, _LABEL.match(document.text[one.start : min(one.end, one.start + 90)])) for one in document.body]
    labels = [match["label"].strip() for _, match in labelled if match]
    speakers = [label for label in labels if not _asks(label)]
    if len(labels) < 2 or not speakers or (len(labels) == len(speakers) and len(set(speakers)) > 2):
        return []
    found: list[Said] = []
    answering = False
    head = f"{document.item.title}\n{document.text[:300]}"
    for paragraph, match in labelled:
        if match is not None:
            who = None if _asks(match["label"].strip()) else _speaker(match["label"].strip(), head, names)
            answering = who is not None
            if who is not None:
                channel = (
                    Channel.PRESS_CONFERENCE
                    if re.search(r"press conference|briefing|记者会", head, re.IGNORECASE)
                    else Channel.REMARKS
                )
                start = paragraph.start + match.end()
                found.append(
                    Said([(start, paragraph.end)], True, who, channel, manner.day(head) or None, 0.9, "transcript")
                )
        elif answering and found:
            found[-1].parts.append((paragraph.start, paragraph.end))
    return found


def _asks(label: str) -> bool:
    if label.upper() in ("THE PRESIDENT", "PRESIDENT TRUMP", "SPOKESPERSON", "THE VICE PRESIDENT") or label.startswith(
        "THE "
    ):
        return False
    return bool(_QUESTION.match(label) or _OUTLETS.match(label))


def _speaker(label: str, head: str, names: Names) -> Who | None:
    if re.match(r"(?:THE )?PRESIDENT$", label):
        return names.who("Donald Trump")
    mentions = names.mentions(label.title() if label.isupper() else label)
    persons = [one.who for one in mentions if one.who.person]
    if persons:
        return persons[0]
    if re.search(r"spokes|发言人|minister|^答$", label, re.IGNORECASE):
        named = [one.who for one in names.mentions(head) if not one.country]
        people = [who for who in named if who.person]
        return next(iter(people or named), None)
    return None
