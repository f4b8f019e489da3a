"""The words that tell kinds apart, spelled as every answer spells them."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Channel", "FeedStatus", "FeedWord", "Field", "FlagState", "Side", "StatementState"]


class Side(StrEnum):
    """Who somebody or something belongs to, spelled so in every answer."""

    US = "US"
    CHINA = "China"
    BOTH = "both"
    OTHER = "other"


class Channel(StrEnum):
    """How words reached the public; `unknown` where the text does not say."""

    TRUTH_SOCIAL = "truth_social"
    SOCIAL_MEDIA = "social_media"
    INTERVIEW = "interview"
    PRESS_CONFERENCE = "press_conference"
    REMARKS = "remarks"
    STATEMENT = "statement"
    READOUT = "readout"
    STATE_MEDIA = "state_media"
    SPEECH = "speech"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


class FeedStatus(StrEnum):
    OK = "ok"
    NEVER = "never"
    FAILING = "failing"
    GONE = "gone"


class FeedWord(StrEnum):
    """What a person said of all that a feed brings."""

    RULES = ""
    """Nothing: the rules decide."""
    YES = "yes"
    """Every item matters."""
    NO = "no"
    """None does."""

    @property
    def words(self) -> str:
        """Gives `all matters` or `nothing matters`, "" where the rules decide."""
        return {FeedWord.YES: "all matters", FeedWord.NO: "nothing matters"}.get(self, "")


class FlagState(StrEnum):
    TODO = "todo"
    USED = "used"
    DROPPED = "dropped"


class StatementState(StrEnum):
    FOUND = "found"
    KEPT = "kept"
    CORRECTED = "corrected"
    DISMISSED = "dismissed"


class Field(StrEnum):
    """A text of an item that offsets point into."""

    TITLE = "title"
    SUMMARY = "summary"
    TEXT = "text"
