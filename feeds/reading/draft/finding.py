"""What the check of a draft answers: one place of it, and what the record has."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

__all__ = ["VERDICTS", "Finding", "Kind", "Verdict"]


class Kind(StrEnum):
    QUOTATION = "quotation"
    RATE = "rate"
    DATE = "date"
    COUNT = "count"
    """Days of the truce: how long it is, how many are left."""
    NAME = "name"
    """A name or a title."""


class Verdict(StrEnum):
    """The first two need nothing; the others are to be looked at. None says that anything is true."""

    VERBATIM = "verbatim"
    AGREES = "agrees"
    ALTERED = "altered"
    """Words like these are in the record."""
    OTHER_SPEAKER = "other_speaker"
    NOT_FOUND = "not_found"
    """The record has nothing of the kind."""
    DIFFERS = "differs"


VERDICTS = {None: Verdict.NOT_FOUND, True: Verdict.AGREES, False: Verdict.DIFFERS}
"""By whether the book agrees; None where it has nothing of the kind."""


class Finding(Struct, frozen=True):
    """Offsets are those of the page's text."""

    start: int
    end: int
    kind: Kind
    verdict: Verdict
    text: str
    """As the draft has it."""
    record: str
    """What the record has, in words."""
    source: str
    """Where the record has it from: an address, or how an instrument is cited; "" where there is none."""

    @property
    def is_right(self) -> bool:
        """Whether nobody need look at it."""
        return self.verdict in (Verdict.VERBATIM, Verdict.AGREES)
