"""Whether the network is there: pure decisions from what the requests of a round met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from urllib.parse import urlsplit

from msgspec import Struct

from tradewatch.errors import FeedError
from tradewatch.records import FeedState

__all__ = ["Finding", "Met", "Sign", "UnreachedError", "Why", "hope", "place_of", "verdict", "whom_to_try"]

ENOUGH = 12
"""So many places that fail while nobody answers end a round: each of the others would take its ten seconds to fail."""


class Sign(StrEnum):
    """What a request tells of the network."""

    ANSWERED = "answered"
    """The feed's own host did, well or with a status."""
    NO_NAME = "no name"
    NO_ANSWER = "no answer"
    NO_CERTIFICATE = "no certificate"
    """With a clock that is wrong, or a network that puts itself in between, no host's certificate holds."""
    ELSEWHERE = "elsewhere"
    """Something answered that may be the network's own: it is, where it answers for several hosts."""
    NOTHING = "nothing"
    """No request was sent, or what came of it is a matter of this feed alone."""


_SILENT = (Sign.NO_NAME, Sign.NO_ANSWER, Sign.NO_CERTIFICATE)


class Why(StrEnum):
    """Why nobody is reached, in words for the status line."""

    PAGE = "a page of the network's own answers instead of the feeds: log in to the network"
    NAMES = "names cannot be looked up"
    CERTIFICATES = "no certificate holds: is this computer's clock right?"
    HOSTS = "no host can be reached"


class UnreachedError(FeedError):
    """No answer of the host's own came: nobody answered, or the name led to an address inside this network."""

    def __init__(self, message: str, hint: str = "", *, sign: Sign = Sign.NO_ANSWER, thing: str = "") -> None:
        super().__init__(message, hint)
        self.sign = sign
        self.thing = thing
        """Where it led instead."""


class Finding(Struct, frozen=True):
    """What the request for one feed tells of the network."""

    place: str
    """`host:port` of the feed's address."""
    sign: Sign
    thing: str = ""
    """Of ELSEWHERE: the host, the address or the page that answered instead."""

    @property
    def doubtful(self) -> bool:
        """Whether it may be the network's fault and not the feed's."""
        return self.sign not in (Sign.ANSWERED, Sign.NOTHING)


class Met:
    """What the requests of one round have met so far."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.answered = False
        self._places: set[str] = set()

    def add(self, finding: Finding) -> None:
        """Takes one more in."""
        self.findings.append(finding)
        self.answered = self.answered or finding.sign is Sign.ANSWERED
        if finding.doubtful:
            self._places.add(finding.place)

    @property
    def places(self) -> int:
        """At how many places nobody of their own answered."""
        return len(self._places)

    @property
    def is_hopeless(self) -> bool:
        """Whether the rest of the round need not be asked."""
        return not self.answered and self.places >= ENOUGH and verdict(self.findings) is not None


def verdict(findings: Iterable[Finding]) -> Why | None:
    """Gives why the network is gone; None where anybody answered, or fewer than two places say so.

    A page, an address or a host that answers instead counts where it does so for several places: one publisher whose
    feed became a page is a feed that fails.
    """
    silent: dict[str, Sign] = {}
    instead: dict[str, set[str]] = defaultdict(set)
    for one in findings:
        if one.sign is Sign.ANSWERED:
            return None
        if one.sign in _SILENT:
            silent[one.place] = one.sign
        elif one.sign is Sign.ELSEWHERE:
            instead[one.thing].add(one.place)
    shared = set().union(*(places for places in instead.values() if len(places) > 1))
    if len(shared | set(silent)) < 2:
        return None
    if shared:
        return Why.PAGE
    signs = list(silent.values())
    most = max(_SILENT, key=signs.count)
    return {Sign.NO_NAME: Why.NAMES, Sign.NO_CERTIFICATE: Why.CERTIFICATES}.get(most, Why.HOSTS)


def whom_to_try(
    states: Sequence[FeedState], most: int, *, tried: Mapping[str, int] = {}, without: Collection[str] = ()
) -> list[FeedState]:
    """Gives up to so many feeds of different places to ask whether the network is there.

    Those tried least often first, so that a dead host among them does not decide; then those that were well last.
    """

    found: dict[str, FeedState] = {}
    for state in sorted(states, key=lambda one: (tried.get(place_of(one.feed.url), 0), hope(one))):
        place = place_of(state.feed.url)
        if place not in without:
            found.setdefault(place, state)
    return list(found.values())[:most]


def hope(state: FeedState) -> tuple[int, float]:
    """Gives by what feeds are ordered so that those which were well last come first."""
    return state.failures, -state.last_ok_at.timestamp() if state.last_ok_at else 0.0


def place_of(url: str) -> str:
    """Gives `host:port` of an address, "" where it has none."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme.lower() == "https" else 80)
    except ValueError:
        return ""
    return f"{(parts.hostname or '').lower()}:{port}"
