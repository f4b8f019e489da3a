"""The handover as JSON objects, one for each thing in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tradewatch.addresses import without_credentials
from tradewatch.book.answers import deadline_answer
from tradewatch.book.proposing import proposal_words
from tradewatch.instants import iso_utc
from tradewatch.storage.export.answers import statement_answer, story_answer
from tradewatch.storage.handover import Done, Handover
from tradewatch.storage.ids import KINDS, show_id

__all__ = ["handover_answers"]

_LETTERED = frozenset(KINDS.values())


def handover_answers(found: Handover, user: str) -> Iterator[dict[str, Any]]:
    """Gives the lines of `handover --json`: the counts first; `kind` tells what a line is."""
    yield {
        "kind": "handover",
        "user": user,
        "since": iso_utc(found.since),
        "until": iso_utc(found.until),
        "stories": found.stories_count,
        "statements": found.statements_count,
        "late": found.late_count,
        "proposals": found.proposals_count,
        "feeds_failing": found.failing_count,
    }
    for statement in found.statements:
        yield {"kind": "statement", **statement_answer(statement)}
    for story in found.stories:
        yield {"kind": "story", **story_answer(story)}
    for done in found.flags:
        yield {"kind": "flag", **_done_answer(done)}
    for done in found.decisions:
        yield {"kind": "decision", **_done_answer(done)}
    for told in found.changes:
        yield {**told.answer(), "kind": "revision", "of": told.revision.kind}
    for release in found.releases:
        yield {"kind": "release", "at": iso_utc(release.at), "by": release.by, "rows": release.rows}
    for proposal, comparison in found.proposals:
        yield {
            "kind": "proposal",
            "id": show_id("proposal", proposal.id),
            "words": proposal_words(proposal),
            "verdict": str(comparison.verdict) if comparison else None,
            "record": comparison.record if comparison else None,
            "published": iso_utc(proposal.published),
        }
    for feed in found.failed:
        yield {
            "kind": "feed",
            "title": feed.feed.title,
            "url": without_credentials(feed.feed.url),
            "error": feed.error,
            "last_ok_at": iso_utc(feed.last_ok_at) if feed.last_ok_at else None,
        }
    for deadline in found.deadlines:
        yield {**deadline_answer(deadline), "kind": "deadline", "of": deadline.kind}


def _done_answer(done: Done) -> dict[str, Any]:
    one = done.action
    return {
        "at": iso_utc(one.at),
        "by": one.by,
        "what": one.became,
        "id": show_id(one.kind, one.number) if one.kind in _LETTERED else None,
        "title": done.title,
        "note": done.note,
        "tags": list(done.tags),
        "items": one.rows,
    }
