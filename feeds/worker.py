"""Parsing in processes of its own, so that a hostile document costs a worker and never the poller.

A worker has a ceiling of memory; a document has a deadline. What breaks either is refused in words, and the worker is
replaced. Fixed here: 3.8 s per MB is what broken HTML was measured to take feedparser, so 10 MB get 45 s.
"""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import struct
import sys
from collections.abc import Callable
from datetime import datetime
from types import TracebackType

from tradewatch.errors import FeedError
from tradewatch.records import ParsedFeed

__all__ = ["ParsePool", "serve"]

MEMORY_BYTES = 1536 * 1024 * 1024
SECONDS_BASE = 15.0
SECONDS_PER_MEGABYTE = 3.0
_LENGTH = struct.Struct(">I")


class ParsePool:
    """A few parsing processes, started when first needed; use as an async context manager."""

    def __init__(self, size: int = 1, *, command: list[str] | None = None, seconds: float = SECONDS_BASE) -> None:
        self._free: asyncio.Queue[_Worker] = asyncio.Queue()
        self._seconds = seconds
        self._workers = [_Worker(command or [sys.executable, "-m", "tradewatch.feeds.worker"]) for _ in range(size)]
        for worker in self._workers:
            self._free.put_nowait(worker)

    async def __aenter__(self) -> ParsePool:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            await worker.stop()

    async def parse(self, body: bytes, *, url: str, content_type: str, now: datetime) -> ParsedFeed:
        """Gives what the document says. Raises FeedError where it is no feed or too much for a worker."""
        worker = await self._free.get()
        try:
            seconds = self._seconds + SECONDS_PER_MEGABYTE * len(body) / 1e6
            async with asyncio.timeout(seconds):
                answer = await worker.ask((body, url, content_type, now))
        except TimeoutError as error:
            await worker.stop()
            raise FeedError("the document takes too long to read", "it may be built to do harm") from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            await worker.stop()
            raise FeedError("the document broke the reader", "it may be built to do harm") from error
        except BaseException:  # cancelled in the middle of an answer: the pipe is no longer in step
            await worker.stop()
            raise
        finally:
            self._free.put_nowait(worker)
        if isinstance(answer, ParsedFeed):
            return answer
        raise FeedError(*answer)


class _Worker:
    """One process: a length and a pickle each way. Only our own child ever writes what is unpickled here."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._process: asyncio.subprocess.Process | None = None

    async def ask(self, question: tuple[bytes, str, str, datetime]) -> ParsedFeed | tuple[str, str]:
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        message = pickle.dumps(question, pickle.HIGHEST_PROTOCOL)
        process.stdin.write(_LENGTH.pack(len(message)) + message)
        await process.stdin.drain()
        (length,) = _LENGTH.unpack(await process.stdout.readexactly(_LENGTH.size))
        answer: ParsedFeed | tuple[str, str] = pickle.loads(await process.stdout.readexactly(length))
        return answer

    async def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def serve(parse: Callable[..., ParsedFeed]) -> None:
    """Answers questions on standard input until it ends."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while head := source.read(_LENGTH.size):
        body, url, content_type, now = pickle.loads(source.read(*_LENGTH.unpack(head)))
        answer: ParsedFeed | tuple[str, str]
        try:
            answer = parse(body, url=url, content_type=content_type, now=now)
        except FeedError as error:
            answer = (error.message, error.hint)
        except MemoryError:
            answer = ("the document takes too much memory to read", "it may be built to do harm")
        except Exception as error:  # noqa: BLE001 - a fault of a parser costs one feed, in words, not the round
            answer = ("the document cannot be read", type(error).__name__)
        message = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
        sink.write(_LENGTH.pack(len(message)) + message)
        sink.flush()


def _limit_memory() -> None:
    import resource

    with contextlib.suppress(ValueError, OSError):  # macOS refuses to limit the address space
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    import signal

    from tradewatch.feeds.parse import parse_feed

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the poller, which ends us by closing the pipe
    _limit_memory()
    serve(parse_feed)
