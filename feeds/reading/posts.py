"""Texts that are statements without quotation marks: a mirrored post, the answers of a transcript."""

from __future__ import annotations

import re

from msgspec import Struct

from tradewatch.feeds.reading.document import Document, Paragraph
from tradewatch.feeds.reading.manner import Manner
from tradewatch.feeds.reading.names import Names, Who
from tradewatch.feeds.reading.said import Said
from tradewatch.records import Channel, Field

__all__ = ["Transcript", "mirrored_post", "transcript"]

_MIRROR = re.compile(
    r"truth social|trump['’]?s? truth|\btruths\b|\bposts (?:by|of|from)\b|\bX posts\b|@\w+|\bon (?:X|Weibo)\b|^(?:X|Weibo|Twitter)\s*[/:|·-]",
    re.IGNORECASE,
)
_POSTS = re.compile(r"\bposts$|\((?:X|Weibo|Twitter|Truth Social)\)$")
"""`Name posts`, `Name (X)`: a mirror too, by the end of its name."""
_HANDLED = re.compile(r"(?:[A-ZÀ-Ý][\w.’'-]*\s+){1,6}\(@\w+\)\s*(?::|$)")
"""A headline that is the head of a post: name and handle, and a colon or nothing more."""
_REPOSTED = re.compile(r"\W{0,2}RT:?\s+(@\w+):?\s*")
_STAMP = re.compile(r"\d{1,2}:\d{2}\s?(?:[AP]M)?\s*[·,|-]\s*\w+ \d{1,2},? 20\d\d$|^\[?No Title\]?", re.IGNORECASE)
_LABEL = re.compile(
    r"(?P<bare>Q|REPORTER|QUESTION)\s+(?=[A-Z“\"‘(\[])"
    r"|(?P<label>(?:THE )?[A-Z][\w.’'-]*+(?:\s[A-Z][\w.’'-]*+){0,5}|Q(?:uestion)?\d?|[A-Z][\w ]{1,28}|发言人|[\u4e00-\u9fff]{1,4})\s*(?:[:]\s+|[：]\s*)(?=\S)"
)
_ASKS = re.compile(
    r"^(?:Q\d?|Question|Reporters?|Journalists?|Host|Anchor|Moderator|Interviewer|Correspondent|Audience(?: member)?|Caller|记者|问)(?:\s+(?:from|of|with|for)\s.+)?$",
    re.IGNORECASE,
)
_ANSWERS = re.compile(r"^(?:A\d?|Answer|Spokes\w+|Foreign Ministry Spokes\w+|Minister|发言人|答)$", re.IGNORECASE)
_OUTLETS = re.compile(
    r"^(?:CCTV|Xinhua|Reuters|AFP|AP|Bloomberg|NBC|CNN|CBS|ABC|BBC|Kyodo|NHK|TASS|RIA|PTI|Global Times|China Daily|The Paper|Shenzhen TV|Phoenix TV|Dragon TV|CRI|MASTV|EFE|DPA|Yonhap|Al Jazeera|The Hindu|Anadolu|Antara|Sputnik|[A-Z][\w ]+ (?:News|Times|Daily|TV|Post|Agency|Wire|Journal|Star|Radio))\b"
)
_HEADED = re.compile(
    r"transcript|press conference|briefing|press gaggle|remarks|interview|answers (?:to )?questions|Q ?& ?A|记者会|答记者问",
    re.IGNORECASE,
)
_MAY_BE_LABELLED = re.compile(r"(?m)^(?:Q|REPORTER|QUESTION)\b|^[^\n:：]{1,60}[:：]")
_ENDS = re.compile(r"^\s*(?:END\b|\(?(?:ends|end of transcript)\b|\d{1,2}:\d{2} [AP]\.?M)", re.IGNORECASE)
_BRIEFING = re.compile(
    r"press conference|briefing|briefs the press|answers (?:\w+ )?questions|记者会|发言人.{0,40}答记者问", re.IGNORECASE
)
_REMARKS = re.compile(r"remarks (?:by|of|as)|gaggle|Air Force One|press pool", re.IGNORECASE)

_WRITTEN = re.compile(r"负责人.{0,40}答记者问")
"""A department's answers to questions are put out in writing."""


class Transcript(Struct, frozen=True):
    """The answers, each one statement, and the paragraphs of the questions."""

    answers: list[Said]
    questions: list[Paragraph]


def mirrored_post(document: Document, names: Names, manner: Manner) -> Said | None:
    """Gives the one statement of a feed that carries somebody's own posts; None for any other feed.

    Words that the owner only passed on (`RT @handle: …`) are those of whose handle it is, or nobody's.
    Its day is the one that the text prints, else that of publication where the speaker's side is.
    """
    item = document.item
    mirror = _MIRROR.search(item.feed_title) or _POSTS.search(item.feed_title.strip())
    handle = re.search(r"\(@\w+\)", item.title)
    if not mirror and (handle is None or _HANDLED.match(item.title) is None):
        return None
    head = f"{item.feed_title} {item.author or ''} {item.title[: handle.end()] if handle else ''}"
    named = [one for one in names.mentions(head) if not one.country]
    people = [one.who for one in named if one.who.person] or [one.who for one in named]
    handled = names.by_handle(head)
    truth = "truth" in item.feed_title.casefold() or (handled is not None and handled[1])
    who = people[0] if people else handled[0] if handled else names.who("Donald Trump") if truth else None
    if who is None:
        return None
    body = [one for one in document.paragraphs if one.field is not Field.TITLE] or list(document.paragraphs)
    lines = [(one, document.text[one.start : one.end].strip()) for one in body]
    kept = [one for one, line in lines if not _STAMP.search(line)] or body
    stamps = " ".join(line for _, line in lines if _STAMP.search(line)) if len(kept) < len(body) else ""
    day = manner.day(stamps) or manner.dating.day_of_post(who.side)
    channel = Channel.TRUTH_SOCIAL if truth else Channel.SOCIAL_MEDIA
    parts = [(one.start, one.end) for one in kept]
    again = _REPOSTED.match(document.text, *parts[0])
    if again is None:
        return Said(parts, True, who, channel, day, 0.9, "mirrored post")
    first = names.by_handle(again[1])  # somebody else's words, passed on
    parts = [(again.end(), parts[0][1]), *parts[1:]]
    parts = [part for part in parts if part[0] < part[1]]
    return Said(parts, True, first[0] if first else None, channel, day, 0.9 if first else 0.2, "reposted")


def transcript(document: Document, names: Names, manner: Manner) -> Transcript | None:
    """Gives the answers and the questions of a transcript; None where the text is none."""
    if not _MAY_BE_LABELLED.search(document.text):
        return None
    head = f"{document.item.title}\n{document.text[:300]}"
    labelled = [(one, _label(document, one)) for one in document.body]
    labels = [label for _, label in labelled if label]
    speakers = {label: who for label in set(labels) if (who := _speaker(label, head, document.item.feed_title, names))}
    asked = sum(1 for label in labels if _ASKS.match(label) or _OUTLETS.match(label))
    answered = sum(1 for label in labels if label in speakers)
    if not answered or len(labels) < 2 or not (asked or _HEADED.search(document.item.title)):
        return None
    channel = Channel.PRESS_CONFERENCE if _BRIEFING.search(head) else Channel.UNKNOWN
    if channel is Channel.UNKNOWN and _REMARKS.search(head):
        channel = Channel.REMARKS
    if re.search(r"\binterview\b", head, re.IGNORECASE):
        channel = Channel.INTERVIEW
    if channel is Channel.UNKNOWN and _WRITTEN.search(head):
        channel = Channel.STATEMENT
    day = manner.dating.day_of_head(head)
    if day is None and channel is Channel.REMARKS:
        day = manner.dating.day_of_post(document.item.feed_side)  # put out on the day itself
    answers: list[Said] = []
    questions: list[Paragraph] = []
    answering = False
    for paragraph, label in labelled:
        text = document.text[paragraph.start : paragraph.end]
        if label:
            who = speakers.get(label)
            answering = who is not None
            start = paragraph.start + _LABEL.match(text).end()  # type: ignore[union-attr]
            if who is not None:
                answers.append(Said([(start, paragraph.end)], True, who, channel, day, 0.9, "transcript"))
            else:
                questions.append(paragraph)
        elif _ENDS.match(text):
            answering = False
        elif answering and answers:
            answers[-1].parts.append((paragraph.start, paragraph.end))
        elif questions:
            questions.append(paragraph)
    return Transcript(answers, questions)


def _label(document: Document, paragraph: Paragraph) -> str:
    match = _LABEL.match(document.text[paragraph.start : min(paragraph.end, paragraph.start + 90)])
    return (match["bare"] or match["label"]).strip() if match else ""


def _speaker(label: str, head: str, feed: str, names: Names) -> Who | None:
    """Gives who answers under a label; None for whoever asks and for labels of no speaker."""
    if _ASKS.match(label) or _OUTLETS.match(label):
        return None
    if re.match(r"(?:THE )?PRESIDENT$", label):
        return names.who("Donald Trump")
    plain = re.sub(r"^(?:M[RS]S?|DR|SEC(?:RETARY)?|AMB(?:ASSADOR)?|GEN|SEN)\.?\s+", "", label)
    plain = plain.title() if plain.isupper() and not plain > "\u2e80" else plain
    known = names.by_name(plain)
    if known is not None and known.person:
        return known
    persons = [one.who for one in names.mentions(plain) if one.who.person]
    if persons:
        return persons[0]
    if _ANSWERS.match(label):
        title, _, lead = head.partition("\n")
        asked = _MAY_BE_LABELLED.search(lead)
        lead = lead[: asked.start()] if asked is not None else lead
        named = [one.who for one in names.mentions(f"{title}\n{feed}") if not one.country]
        named = named or [one.who for one in names.mentions(lead) if not one.country]
        spokes = [who for who in named if who.person and names.speaks_for_a_house(who)]
        bodies = [who for who in named if not who.person]
        return next(iter(spokes or bodies or named), None)
    return None
