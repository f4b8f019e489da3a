"""The log: a line an event, key=value, nothing secret, and several programs at it at once."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewatch.logs import LOG, event, trouble

LINE = re.compile(r'event=\w+(?: \w+=(?:[^\s"=]\S*|"(?:[^"\\]|\\.)*"))*\Z')


class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def said(**values: object) -> str:
    kept = _Kept()
    LOG.addHandler(kept)
    level = LOG.level
    LOG.setLevel(logging.INFO)
    try:
        event("happened", **values)
    finally:
        LOG.removeHandler(kept)
        LOG.setLevel(level)
    return kept.lines[0]


@given(st.text(), st.one_of(st.none(), st.integers(), st.floats(), st.booleans(), st.text()))
def test_whatever_is_told_stays_one_line_of_keys_and_values(one: str, other: object) -> None:
    line = said(one=one, other=other)
    assert "\n" not in line
    assert LINE.match(line), line


@pytest.mark.parametrize(
    "words",
    [
        "https://ann:hunter2@example.org/feed",
        "https://hunter2@example.org/feed",
        "https://example.org/feed?user=ann&key=hunter2",
        "no answer from https://example.org/rss?hunter2 within 30 s",
        "token=hunter2",
        "Authorization=hunter2",
    ],
)
def test_nothing_secret_is_written(words: str) -> None:
    assert "hunter2" not in said(why=words)
    assert "hunter2" not in said(why=f"{words} and more")


def test_a_fault_tells_its_place_and_not_its_values(caplog: pytest.LogCaptureFixture) -> None:
    kept = _Kept()
    LOG.addHandler(kept)
    try:
        secret = "hunter2"
        try:
            {}[secret[:0]]
        except KeyError as error:
            trouble("broke", error)
    finally:
        LOG.removeHandler(kept)
    assert re.search(r'error="KeyError: \'\'" at=test_logs\.py:\d+', kept.lines[0])


_WRITES = """
import sys
from pathlib import Path
from tradewatch.cli import logfile
from tradewatch.logs import event
logfile._MOST_BYTES = 20_000
logfile.start_log(sys.argv[1], Path("desk.sqlite"))
for number in range(100):
    event("counted", number=number, words="x" * 100)
"""


def test_four_programs_write_and_turn_it_over_without_losing_a_line(tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path)}
    programs = [subprocess.Popen([sys.executable, "-c", _WRITES, f"p{number}"], env=environment) for number in range(4)]
    assert [one.wait(timeout=60) for one in programs] == [0, 0, 0, 0]
    files = sorted((tmp_path / "tradewatch").glob("tradewatch.log*"))
    files = [one for one in files if not one.name.endswith(".lock")]
    assert len(files) == 4
    assert all(one.stat().st_size < 21_000 for one in files)
    lines = [line for one in files for line in one.read_text("utf-8").splitlines()]
    assert all(re.match(r"at=\S+Z level=INFO program=p\d pid=\d+ event=\w+", line) for line in lines)
    counted = [re.findall(r"program=(p\d) .* number=(\d+)", line)[0] for line in lines if "counted" in line]
    assert len(counted) == len(set(counted))
    assert len(counted) > 200


def test_without_a_folder_for_it_the_program_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = subprocess.run(
        [sys.executable, "-c", _WRITES, "p"],
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path / "file")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


_GOES_ON = """
import os, shutil, sys
from pathlib import Path
from tradewatch.cli.logfile import log_path, start_log
from tradewatch.logs import event
start_log("p", Path("desk.sqlite"))
folder = log_path().parent
{meanwhile}
for number in range(3):
    event("meanwhile", number=number)
{afterwards}
event("afterwards")
print("went on")
"""


@pytest.mark.parametrize(
    ("meanwhile", "afterwards"),
    [
        ("shutil.rmtree(folder)", ""),
        ("shutil.rmtree(folder); folder.write_text('')", "folder.unlink()"),
        ("log_path().unlink(); log_path().mkdir()", "log_path().rmdir()"),
        ("log_path().unlink(); log_path().symlink_to('/dev/full')", "log_path().unlink()"),
        ("import fcntl; gate = open(folder / 'tradewatch.log.lock'); fcntl.flock(gate, fcntl.LOCK_EX)", "gate.close()"),
    ],
)
def test_whatever_becomes_of_the_log_the_program_goes_on_and_writes_again(
    meanwhile: str, afterwards: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _GOES_ON.format(meanwhile=meanwhile, afterwards=afterwards)],
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "went on\n", "")
    assert "event=afterwards" in (tmp_path / "tradewatch" / "tradewatch.log").read_text("utf-8")
