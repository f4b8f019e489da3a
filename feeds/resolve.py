"""The way from a host's name to a connection: every address is checked, and only checked ones are connected to."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from tradewatch.feeds.guard import AddressGuard, Target, is_public

__all__ = ["GuardedResolver", "Lookup", "NotPublicError", "guarded_connector", "system_lookup"]

Lookup = Callable[[str, int], Awaitable[list[str]]]
"""Gives the IP addresses of a host's name; raises OSError where there are none."""


class NotPublicError(OSError):
    """A name or a connection leads to an address that must not be contacted."""


async def system_lookup(host: str, port: int) -> list[str]:
    """Asks the system for a name's addresses.

    In a daemon thread of its own: a name server that never answers must neither hold up other feeds nor the end of
    the program.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str] | OSError) -> None:
        if answer.done():
            return
        if isinstance(found, OSError):
            answer.set_exception(found)
        else:
            answer.set_result(found)

    def ask() -> None:
        found: list[str] | OSError
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found = list(dict.fromkeys(str(row[4][0]) for row in rows))
        except OSError as error:
            found = error
        except UnicodeError as error:  # a name that IDNA cannot spell
            found = OSError(str(error))
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, found)

    threading.Thread(target=ask, name="tradewatch-lookup", daemon=True).start()
    return await answer


class GuardedResolver(AbstractResolver):
    """Resolves names for aiohttp and refuses a name of which any address may not be contacted."""

    def __init__(self, guard: AddressGuard, lookup: Lookup) -> None:
        self._guard = guard
        self._lookup = lookup
        self._admitted: set[tuple[str, int]] = set()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Gives the addresses of a name. Raises NotPublicError where one of them is neither public nor allowed.

        One bad address spoils the name: who mixes them wants the second try to go inward.
        """
        target = Target(f"http://{host}:{port}/", "http", host.lower().rstrip("."), port)
        addresses = await self._lookup(host, port)
        if not addresses:
            raise OSError("no address")
        for address in addresses:
            if not self._guard.admits(target, address):
                raise NotPublicError(address)
        self._admitted.update((address, port) for address in addresses if not is_public(address))
        return [_result(host, address, port) for address in addresses]

    def admits_connection(self, address: str, port: int) -> bool:
        """Whether a connection to this very address may be opened: public, or checked and allowed before."""
        return is_public(address) or (address, port) in self._admitted

    def admit_literal(self, target: Target) -> None:
        """Remembers an allowed private address that stood in the feed's address itself."""
        if not is_public(target.host):
            self._admitted.add((target.host, target.port))

    async def close(self) -> None:
        """Nothing is kept open."""


def guarded_connector(resolver: GuardedResolver) -> aiohttp.TCPConnector:
    """Gives a connector whose sockets are made for checked addresses only, whatever led to them."""

    def make_socket(info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, place = info
        if not resolver.admits_connection(str(place[0]), int(place[1])):
            raise NotPublicError(str(place[0]))
        return socket.socket(family, kind, protocol)

    return aiohttp.TCPConnector(
        resolver=resolver,
        socket_factory=make_socket,
        limit=0,  # the poller counts connections; a second limit would eat into the deadlines
        keepalive_timeout=15,
    )


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)
