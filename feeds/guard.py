"""Which addresses may be contacted: schemes, hosts, resolved addresses; and addresses fit to be shown."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from msgspec import Struct

from tradewatch.addresses import without_credentials
from tradewatch.clean import clean_line
from tradewatch.errors import FeedError

__all__ = ["AddressGuard", "Target", "is_public", "shown"]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""Well-known prefix of RFC 6052: the last 32 bits are the IPv4 address that is really contacted."""
_NAT64_LOCAL = ipaddress.ip_network("64:ff9b:1::/48")
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
"""All that IANA has given out for public IPv6 (RFC 4291, 2.4)."""
_DOCUMENTATION = ipaddress.ip_network("3fff::/20")
_PORTS = {"http": 80, "https": 443}
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_BAD_LETTERS = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"^`{|}]")
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\.?\Z", re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, whatever it is wrapped in.

    v4-mapped, NAT64, 6to4 and Teredo addresses are judged by the addresses inside them; names and odd spellings of
    numbers are not addresses and give False.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if "%" in address:  # a zone id belongs to link-local addresses only
        return False
    return all(_is_public(inner) for inner in _unwrapped(parsed))


def _unwrapped(
    address: _Address,
) -> Iterable[_Address]:
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address in _NAT64:
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    if address.teredo is not None:
        return address.teredo
    if (int(address) >> 32) & 0xFFFFFFFF in (0x00005EFE, 0x02005EFE):  # ISATAP, RFC 5214
        return (address, ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return (address,)


def _is_public(address: _Address) -> bool:
    if address.is_multicast or address.is_unspecified or address.is_loopback or address.is_link_local:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address not in _GLOBAL_UNICAST or address in _DOCUMENTATION or address in _NAT64_LOCAL:
            return False
    elif address.is_reserved:
        return False
    return address.is_global


class Target(Struct, frozen=True):
    """Where a request goes: the address without credentials, its host and port as one compares them."""

    url: str
    scheme: str
    host: str
    """Lower case; an IPv6 address without brackets."""
    port: int
    credentials: tuple[str, str] | None = None

    @property
    def place(self) -> str:
        """`host:port`, as `[poll] allow_private` spells it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class AddressGuard:
    """The rules for one poller: public addresses, and the exact places that the config allows besides."""

    def __init__(self, allow_private: Iterable[str] = ()) -> None:
        self._allowed = frozenset(place.strip().lower() for place in allow_private)

    def check_url(self, url: str) -> Target:
        """Gives where a request for the address would go. Raises FeedError where it must not be sent at all.

        Only http and https; numbers as hosts must be plain IP addresses that are public or allowed.
        """
        try:
            parts = urlsplit(url.strip())
            port = parts.port
            host = parts.hostname or ""
        except ValueError as error:
            raise FeedError("the address is not a web address", "it looks like https://example.org/feed.xml") from error
        scheme = parts.scheme.lower()
        if scheme not in _PORTS:
            raise FeedError(
                f"the address is not http or https: {scheme or 'no scheme'}", "feeds come over the web only"
            )
        if not host or _BAD_LETTERS.search(parts.netloc) or "%" in host:
            raise FeedError("the address names no host", "it looks like https://example.org/feed.xml")
        if port == 0:
            raise FeedError("the address names port 0")
        bare = urlunsplit((scheme, _netloc(parts), parts.path or "/", parts.query, ""))
        target = Target(bare, scheme, host.lower(), port or _PORTS[scheme], _credentials(parts))
        if (":" in host or _NUMERIC.match(host)) and not self.admits(target, host):
            raise self.refusal(target)
        return target

    def admits(self, target: Target, address: str) -> bool:
        """Whether this resolved address of the target may be contacted."""
        if is_public(address):
            return True
        if target.place not in self._allowed:
            return False
        try:
            ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return False
        return True

    @staticmethod
    def refusal(target: Target) -> FeedError:
        """Gives the error for a target that leads to an address which is not public."""
        return FeedError(
            f"{clean_line(target.host)} leads to an address that is not public",
            f'if it is meant, set [poll] allow_private = ["{clean_line(target.place)}"]',
        )


def _netloc(parts: SplitResult) -> str:
    return parts.netloc.rpartition("@")[2]


def _credentials(parts: SplitResult) -> tuple[str, str] | None:
    if parts.username is None:
        return None
    return unquote(parts.username), unquote(parts.password or "")


def shown(url: str) -> str:
    """Gives the address as a person may see it: one clean line, no user, no password."""
    return clean_line(without_credentials(url))
