"""The rooms: what may know what, and what a command may not load."""

import subprocess
import sys

import pytest


def loaded(*words: str) -> set[str]:
    """The modules that a command had imported when it ended."""
    code = (
        "import sys, atexit\n"
        "from tradewatch.cli import run\n"
        f"sys.argv = {['tradewatch', *words]!r}\n"
        "atexit.register(lambda: print('\\n' + ' '.join(sys.modules), file=sys.stderr))\n"
        "run()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.rsplit("\n", 2)[-2].split())


@pytest.mark.parametrize("words", [("truce", "--json"), ("tariffs",), ("config", "--path"), ("--help",)])
def test_no_command_imports_textual(words: tuple[str, ...]) -> None:
    names = {name.partition(".")[0] for name in loaded(*words)}
    assert not names & {"textual", "feedparser", "aiohttp", "sqlite_utils"}
