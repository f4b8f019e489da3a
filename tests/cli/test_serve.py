"""`tradewatch serve`: the real program on loopback, and what a browser would get of it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from tests.desk import deliver, entry, read_all, run
from tradewatch.storage.store import Store

_SECONDS = 30.0


@contextlib.contextmanager
def served() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Gives the address that the program says, and its process."""
    words = [sys.executable, "-m", "tradewatch", "--offline", "serve", "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip(), process
        finally:
            process.kill()


async def until(socket: aiohttp.ClientWebSocketResponse, words: bytes) -> None:
    """Reads what the console draws until these words are in it."""
    drawn = b""
    while words not in drawn:
        message = await asyncio.wait_for(socket.receive(), _SECONDS)
        assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), drawn[-500:]
        drawn += message.data if isinstance(message.data, bytes) else b""


async def look(address: str, process: subprocess.Popen[str]) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(address) as answer:
            page = await answer.text()
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert not re.search(r"(src|href)=.?(https?:)?//", page), "nothing comes from elsewhere"
        parts = re.findall(r'(?:src|href)="(/[^"]+)"|url\("([^"]+)"\)', page)
        origin = address.rsplit("/", 2)[0]
        for part in {one or other for one, other in parts}:
            async with session.get(origin + part) as answer:
                assert answer.status == 200, part
        for wrong in ("/", "/ws", "/static/js/textual.js", "/x/ws"):
            async with session.get(origin + wrong) as answer:
                assert answer.status == 404, "without the token there is nothing"
        async with session.ws_connect(f"{address}ws?width=120&height=36") as socket:
            await until(socket, b"Rare earth licences")
            await socket.send_json(["stdin", "H"])
            await until(socket, b"Handover for")
            process.send_signal(signal.SIGINT)
            with contextlib.suppress(AssertionError):
                await until(socket, b"never drawn")


def test_the_console_is_shown_and_driven_by_whoever_has_the_address_and_ends_with_the_server(store: Store) -> None:
    deliver(store, entry(1, title="Rare earth licences for US carmakers from China"))
    read_all(store)
    with served() as (address, process):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{20,}/", address)
        asyncio.run(look(address, process))
        assert process.wait(_SECONDS) == 0
        assert process.stderr is not None
        assert "whoever has this address" in process.stderr.read()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.7"])
def test_no_other_computer_is_served(host: str) -> None:
    done = run("serve", "--host", host)
    assert (done.returncode, done.stdout) == (2, "")
    assert "to this computer alone" in done.stderr


def test_a_port_that_is_taken_and_a_missing_extra_are_said_in_one_line(tmp_path: Path) -> None:
    with served() as (address, _):
        port = address.split(":")[2].split("/")[0]
        done = run("serve", "--port", port)
        assert (done.returncode, done.stdout) == (1, "")
        assert f"port {port} is taken" in done.stderr
    (tmp_path / "textual_serve.py").write_text("raise ModuleNotFoundError(name='textual_serve')\n", "utf-8")
    without = subprocess.run(
        [sys.executable, "-m", "tradewatch", "serve"], capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert without.returncode == 1
    assert without.stderr.splitlines() == [
        'tradewatch: the console in a browser needs textual-serve (pip install "tradewatch[web]")'
    ]
