"""Parsing in processes of its own, so that a hostile document costs a worker and never the poller.

A worker has a ceiling of memory; a document has a deadline. What breaks either is tried once more in a new worker and
then refused in words; the worker is killed and replaced.
"""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import sys
from datetime import datetime
from types import TracebackType

from tradewatch.errors import FeedError
from tradewatch.feeds.worker import LENGTH
from tradewatch.logs import event, trouble
from tradewatch.records import ParsedFeed

__all__ = ["ParsePool"]

SECONDS = 10.0
PATIENCE_SECONDS = 1.0
"""A document that takes longer is set aside with its worker, and another worker goes on with the others."""
ASIDE_MOST = 4
ENOUGH = 3
"""Documents that wait for a worker before the next one is started: a start takes as long as fifty documents."""
START_SECONDS = 30.0
TRIES = 2
"""A worker may have been killed for no fault of the document (the system ran out of memory): it gets a second one."""
_Question = tuple[bytes, str, str, datetime]
_Answer = ParsedFeed | tuple[str, str]


class ParsePool:
    """A few parsing processes, each started when it is first needed; use as an async context manager.

    However long a document keeps its worker, the others are read on time: what takes long is set aside, up to four
    documents, and its place is taken by a new worker.
    """

    def __init__(
        self,
        size: int = 1,
        *,
        command: list[str] | None = None,
        seconds: float = SECONDS,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._command = command or [sys.executable, "-m", "tradewatch.feeds.worker"]
        self._free: asyncio.Queue[_Worker] = asyncio.Queue()
        self._seconds, self._patience = seconds, patience
        self._workers: set[_Worker] = set()
        self._aside = 0
        self._waiting = 0
        self._reserve = size - 1
        self._take_in(_Worker(self._command))

    async def __aenter__(self) -> ParsePool:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in list(self._workers):
            await worker.stop()

    async def parse(self, body: bytes, *, url: str, content_type: str, now: datetime) -> ParsedFeed:
        """Gives what the document says. Raises FeedError where it is no feed or too much for two workers."""
        refused = FeedError("the document cannot be read")
        for _ in range(TRIES):
            try:
                answer = await self._try((body, url, content_type, now))
            except TimeoutError:
                event("worker_killed", why="too long", url=url)
                refused = FeedError("the document takes too long to read", "it may be built to do harm")
            except (asyncio.IncompleteReadError, ConnectionError):
                event("worker_died", url=url)
                refused = FeedError("the document broke the reader", "it may be built to do harm")
            else:
                if isinstance(answer, ParsedFeed):
                    return answer
                raise FeedError(*answer)
        raise refused

    async def _try(self, question: _Question) -> _Answer:
        """One document and one worker. A killed worker starts anew with the next document."""
        self._waiting += 1
        if self._waiting > ENOUGH and self._reserve:
            self._reserve -= 1
            self._take_in(_Worker(self._command))
        try:
            worker = await self._free.get()
        finally:
            self._waiting -= 1
        try:
            async with asyncio.timeout(START_SECONDS):  # on a busy machine; a document's own time begins after it
                await worker.start()
        except BaseException as error:
            await worker.stop()
            self._free.put_nowait(worker)
            if isinstance(error, (TimeoutError, OSError, asyncio.IncompleteReadError)):
                trouble("worker_not_started", error)
                raise FeedError("the parser cannot be started", "is there memory left? no fault of the feed") from error
            raise
        work = asyncio.ensure_future(worker.ask(question))
        aside = False
        started = asyncio.get_running_loop().time()
        try:
            left = self._seconds
            while not (await asyncio.wait([work], timeout=min(self._patience, left)))[0]:
                left = self._seconds - (asyncio.get_running_loop().time() - started)
                if left <= 0:
                    raise TimeoutError
                if not aside and self._waiting and self._aside < ASIDE_MOST:
                    aside = True
                    self._aside += 1
                    self._take_in(_Worker(self._command))
            return await work
        except BaseException:  # killed, broken, or cancelled in the middle of an answer: the pipe is no longer in step
            work.cancel()
            await worker.stop()
            raise
        finally:
            if aside:
                self._aside -= 1
                self._workers.discard(worker)
                await worker.stop()
            else:
                self._free.put_nowait(worker)

    def _take_in(self, worker: _Worker) -> None:
        self._workers.add(worker)
        self._free.put_nowait(worker)


class _Worker:
    """One process: a length and a pickle each way. Only our own child ever writes what is unpickled here."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Starts the process unless it runs, and waits until it has loaded what it parses with."""
        if self._process is not None and self._process.returncode is None:
            return
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert self._process.stdout is not None
        await self._process.stdout.readexactly(LENGTH.size)

    async def ask(self, question: _Question) -> _Answer:
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        message = pickle.dumps(question, pickle.HIGHEST_PROTOCOL)
        process.stdin.write(LENGTH.pack(len(message)) + message)
        await process.stdin.drain()
        (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
        answer: _Answer = pickle.loads(await process.stdout.readexactly(length))
        return answer

    async def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
