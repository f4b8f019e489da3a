"""The reader: what the rules make of one item."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date
from functools import lru_cache
from importlib import resources

from tradewatch.book.roster import Roster
from tradewatch.book.rows import WrongClaim
from tradewatch.feeds.reading.attribution import Attributer
from tradewatch.feeds.reading.cast import Cast
from tradewatch.feeds.reading.dating import Dating
from tradewatch.feeds.reading.document import Document, Paragraph
from tradewatch.feeds.reading.ends import find_claims, find_dates
from tradewatch.feeds.reading.lexicon import Lexicon, load_lexicon
from tradewatch.feeds.reading.manner import Manner
from tradewatch.feeds.reading.names import Names, names_on
from tradewatch.feeds.reading.occasions import fill_occasions
from tradewatch.feeds.reading.posts import mirrored_post, transcript
from tradewatch.feeds.reading.rates import find_rates
from tradewatch.feeds.reading.readouts import as_readout, is_readout
from tradewatch.feeds.reading.relevance import judge, topics_of
from tradewatch.feeds.reading.reported import Reporter
from tradewatch.feeds.reading.said import Said
from tradewatch.feeds.reading.speakers import Speakers
from tradewatch.feeds.reading.stance import Bearing, Bearings, name_stems
from tradewatch.feeds.reading.traits import traits_of
from tradewatch.feeds.reading.triples import word_triples
from tradewatch.records import PendingItem, Reading, Side, StatementFound

__all__ = ["RULES", "Reader"]

RULES = "2"
"""Version of the rules, for people.

The reader adds a mark of the code and the words of the rules, of the roster, the claims and the desk's lexicon: an item
that was read under another mark is read again.
"""
_MOST_STATEMENTS = 200
_OPENING = 400
"""Letters of the body in which the day of the event is named."""
_LONGEST = 60_000
"""Letters of an item that the rules read; a text beyond them is a transcript of hours, and is kept whole all the same."""


class Reader:
    """Reads items by the rules; holds roster and lexicon, no state between items."""

    def __init__(self, roster: Roster, claims: Sequence[WrongClaim] = (), *, lexicon: str = "") -> None:
        self._roster = roster
        self._claims = tuple(claims)
        self._lexicon: Lexicon = load_lexicon(lexicon)
        self._name_stems = name_stems(roster)
        self.rules = f"{RULES}.{_mark(roster, self._claims, lexicon)}"

    def read(self, item: PendingItem) -> Reading:
        """Gives relevance with reasons, topics, statements, rates, dates and claims of one item.

        Of one that matters to nobody there is nothing but the judgement, and triples and traits, by which stories group.

        An item that a person wants is read in full, and the judgement stays the rules' own.
        """
        judgement = judge(item, self._lexicon)
        text = f"{item.title}\n{item.summary}\n{item.text}"[:_LONGEST]
        triples, traits = word_triples(text), traits_of(item, self._lexicon, self._event_day(item))
        if not judgement.relevant and not item.wanted:
            return Reading(
                item.id,
                item.version,
                self.rules,
                False,
                judgement.score,
                judgement.reasons,
                (),
                triples=triples,
                traits=traits,
            )
        document = Document(_shortened(item))
        return Reading(
            item.id,
            item.version,
            self.rules,
            judgement.relevant,
            judgement.score,
            judgement.reasons,
            topics_of(item, self._lexicon),
            tuple(self._statements(document)),
            tuple(find_rates(document)),
            tuple(find_dates(document)),
            tuple(find_claims(document, self._claims)),
            triples,
            traits,
        )

    def _event_day(self, item: PendingItem) -> date | None:
        return Dating(item.published).event_day((item.summary or item.text)[:_OPENING])

    def _statements(self, document: Document) -> list[StatementFound]:
        item = document.item
        names = names_on(self._roster, item.published.astimezone(UTC).date(), self._lexicon)
        manner = Manner(item.published, self._lexicon.networks, names.spokespeople)
        post = mirrored_post(document, names, manner)
        if post is not None:
            bearing = Bearings(document, names, self._lexicon, self._name_stems).of(post, [post])
            return [_found(document, post, bearing)] if post.parts else []
        asked = transcript(document, names, manner)
        if asked is not None:
            reported = self._reported(document, names, manner, asked.questions)
            said = sorted([*asked.answers, *reported], key=lambda one: one.parts[0])
        else:
            said = self._prose(document, names, manner)
        said = [one for one in said if one.parts]
        questions = asked.questions if asked is not None else ()
        bearings = Bearings(document, names, self._lexicon, self._name_stems, questions)
        return _once([_found(document, one, bearings.of(one, said)) for one in said[:_MOST_STATEMENTS]])

    def _reported(self, document: Document, names: Names, manner: Manner, questions: Sequence[Paragraph]) -> list[Said]:
        """What the questions of a transcript report: `the ministry said that ...; your comment?`"""
        speakers = Speakers(Cast(document.masked, names, self._lexicon), self._lexicon)
        reporter = Reporter(document, speakers, self._lexicon, manner)
        return [
            said
            for paragraph in questions
            for sentence in paragraph.sentences
            for said in reporter.sentence_clauses(paragraph, sentence, None)
        ]

    def _prose(self, document: Document, names: Names, manner: Manner) -> list[Said]:
        speakers = Speakers(Cast(document.masked, names, self._lexicon), self._lexicon)
        attributer = Attributer(document, speakers, self._lexicon.say)
        reporter = Reporter(document, speakers, self._lexicon)
        found: list[Said] = []
        for paragraph in document.body:
            found += self._paragraph(paragraph, attributer, reporter, speakers)
        attributer.leave_open()
        fill_occasions(found, document, speakers, manner)
        if is_readout(document.item):
            as_readout(found, document, manner.day(document.text[:300]))
        return found

    @staticmethod
    def _paragraph(paragraph: Paragraph, attributer: Attributer, reporter: Reporter, speakers: Speakers) -> list[Said]:
        found: list[Said] = []
        direct: list[Said] = []
        for sentence in paragraph.sentences:
            quoted = attributer.sentence_quotes(paragraph, sentence, _nearest(direct or found, found))
            direct += quoted
            found += quoted
            reported = reporter.sentence_clauses(paragraph, sentence, found[-1] if found else None)
            found += reported
            said = [one for one in (*quoted, *reported) if one.who is not None]
            speakers.learn(
                sentence.start, sentence.end, [part for one in said for part in one.parts], spoken=bool(said)
            )
        return found


def _nearest(direct: list[Said], found: list[Said]) -> Said | None:
    """What a quotation alone in its sentence may belong to: a direct statement of the sentence before, else the last."""
    if not found:
        return None
    return direct[-1] if direct[-1].sentence is found[-1].sentence else found[-1]


def _found(document: Document, said: Said, bearing: Bearing) -> StatementFound:
    parts = sorted(said.parts)
    who = said.who
    return StatementFound(
        quote=" ".join(document.text[start:end] for start, end in parts),
        direct=said.direct,
        speaker=who.name if who else None,
        side=who.side if who else Side.OTHER,
        channel=said.channel,
        said_on=said.day,
        confidence=said.confidence,
        rule=said.rule,
        parts=tuple(document.part(start, end) for start, end in parts),
        language=document.item.language,
        stance=bearing.stance,
        back=bearing.back,
        addressed=bearing.addressed,
        named=bearing.named,
        subject=bearing.subject,
        house=bearing.house,
    )


def _once(statements: list[StatementFound]) -> list[StatementFound]:
    """A statement that summary and text both have stands once, where it came first."""
    seen: set[tuple[str, bool]] = set()
    kept = []
    for one in statements:
        key = (" ".join(one.quote.casefold().split()), one.direct)
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return kept


def _shortened(item: PendingItem) -> PendingItem:
    if len(item.text) <= _LONGEST:
        return item
    from msgspec.structs import replace

    return replace(item, text=item.text[:_LONGEST])


def _mark(roster: Roster, claims: Sequence[WrongClaim], added: str) -> str:
    """A short hash of what the rules rest on: their code, their words, the roster, the claims and the desk's lexicon."""
    mark = hashlib.sha256(_rule_files())
    for row in (*roster.speakers, *claims):
        mark.update(repr(row).encode())
    if added:
        from pathlib import Path

        mark.update(Path(added).expanduser().read_bytes())
    return mark.hexdigest()[:8]


@lru_cache(maxsize=1)
def _rule_files() -> bytes:
    """The hash of the modules and data files of this package, worked out once: a change of one is a change of rules."""
    mark = hashlib.sha256()
    for one in sorted(resources.files("tradewatch.feeds.reading").iterdir(), key=lambda one: one.name):
        if one.name.endswith((".py", ".json")):
            mark.update(one.name.encode() + b"\0" + one.read_bytes() + b"\0")
    return mark.digest()
