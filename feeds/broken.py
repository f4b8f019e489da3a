"""Connections that did not come about or broke, in words: nothing of the error's own text, which may hold an address."""

from __future__ import annotations

import ssl

import aiohttp

from tradewatch.clean import clean_line
from tradewatch.errors import FeedError
from tradewatch.feeds.guard import AddressGuard, Target
from tradewatch.feeds.reach import Sign, UnreachedError
from tradewatch.feeds.resolve import NotPublicError

__all__ = ["in_words"]


def in_words(
    error: Exception, target: Target, *, heard: bool, connect_seconds: float, total_seconds: float
) -> FeedError:
    """Gives the error to raise: an UnreachedError where the host was not `heard` at all."""
    host = clean_line(target.host)
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, FeedError):
            return cause
        if isinstance(cause, NotPublicError):
            refusal = AddressGuard.refusal(target)
            return UnreachedError(refusal.message, refusal.hint, sign=Sign.ELSEWHERE, thing=str(cause))
        if isinstance(cause, ssl.SSLCertVerificationError):
            words = f"the certificate of {host} does not hold"
            return UnreachedError(words, "is the computer's clock right?", sign=Sign.NO_CERTIFICATE)
        cause = getattr(cause, "os_error", None) or cause.__cause__
    kind = FeedError if heard else UnreachedError
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return kind(f"{host} did not let us in within {connect_seconds:g} s")
    if isinstance(error, TimeoutError):
        return kind(f"{host} did not send the whole feed within {total_seconds:g} s")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return UnreachedError(f"there is no host named {host}", "is the network there?", sign=Sign.NO_NAME)
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return kind(f"no safe connection to {host} came about")
    if isinstance(error, aiohttp.ClientConnectorError):
        return kind(f"{host} cannot be reached", "is the network there?")
    if isinstance(error, aiohttp.ClientResponseError | aiohttp.InvalidURL | ValueError):
        return FeedError(f"{host} answered with something that is not lawful HTTP")
    return kind(f"{host} broke the connection off")
