"""Hands messages to a process that sends them, and hears of each as soon as it is done; a time limit ends what hangs."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncGenerator, Sequence

from msgspec import Struct

__all__ = ["TOO_LONG", "Answer", "Message", "send"]

_SECONDS_EACH = 30.0
"""One message may take so long."""
TOO_LONG = "took too long"


class Message(Struct, frozen=True):
    """What a target gets."""

    id: int
    title: str
    body: str


class Answer(Struct, frozen=True):
    """What came of one message; `why` is in fixed words that name no address."""

    id: int
    ok: bool
    why: str


async def send(
    url: str, messages: Sequence[Message], *, seconds_each: float = _SECONDS_EACH
) -> AsyncGenerator[Answer, None]:
    """Sends messages to one target in their order and gives the answers as they come; it ends at the first that fails."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "tradewatch.feeds.sender",  # -P: no library out of the folder we were started in
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None
    try:
        job = {"url": url, "messages": [{"id": one.id, "title": one.title, "body": one.body} for one in messages]}
        with contextlib.suppress(ConnectionError):
            process.stdin.write(json.dumps(job).encode())
            await process.stdin.drain()
        process.stdin.close()
        for one in messages:
            answer = await _answer(process.stdout, one, seconds_each)
            yield answer
            if not answer.ok:
                return
    finally:
        await _end(process)


async def _answer(lines: asyncio.StreamReader, message: Message, seconds: float) -> Answer:
    try:
        line = await asyncio.wait_for(lines.readline(), seconds)
    except TimeoutError:
        return Answer(message.id, False, TOO_LONG)
    try:
        told = json.loads(line)
        return Answer(message.id, told["ok"] is True and told["id"] == message.id, str(told["why"]))
    except (ValueError, KeyError, TypeError):
        return Answer(message.id, False, "the sending process ended")


async def _end(process: asyncio.subprocess.Process) -> None:
    """Ends the process with all that it started."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
