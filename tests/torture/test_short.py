"""The short form of `make torture`: the same drivers, a dozen kills and seconds instead of hundreds."""

from __future__ import annotations

import os
import random
import shutil
import signal
from pathlib import Path

import pytest

from tests.torture.crowd import crowd
from tests.torture.full import fill_up, small_disk
from tests.torture.held import hold
from tests.torture.kills import kill_often
from tests.torture.signals import ended_by, lost_terminal, resized, suspended

KILLS, CROWD_SECONDS, HELD_SECONDS = 15, 12, 5
pytestmark = pytest.mark.timeout(300)
SHELL = pytest.mark.skipif(shutil.which("bash") is None, reason="a shell with jobs is wanted: bash")


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADEWATCH_OFFLINE", "1")


def test_kills_at_random_moments_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    done = kill_often(KILLS, tmp_path, random.randrange(1 << 30))
    assert done.faults == []
    assert done.kills == KILLS
    assert done.count("on") > 0


def test_two_consoles_and_a_command_line_work_on_one_database(tmp_path: Path) -> None:
    done = crowd(CROWD_SECONDS, tmp_path, random.randrange(1 << 30), kill_every=4)
    assert done.faults == []
    assert done.flags > 10
    assert len(done.taken_over) >= 2
    assert (done.requests > 0, done.early) == (True, 0)


def test_a_database_that_is_held_takes_no_key_and_no_change_away(tmp_path: Path) -> None:
    done = hold(HELD_SECONDS, tmp_path, random.randrange(1 << 30))
    assert done.faults == []
    assert len(done.keys) > 10


def test_a_full_disk_tears_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        if disk is None:
            pytest.skip("a small disk cannot be mounted here; tests/tui/test_held.py takes the room away otherwise")
        done = fill_up(disk, tmp_path, random.randrange(1 << 30))
    assert done.faults == []
    assert "the disk is full" in done.refused[0]


@SHELL
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_gives_the_terminal_back(offline: None, number: int) -> None:
    assert ended_by(number).restored


@SHELL
@pytest.mark.parametrize("how", ["key", "signal"])
def test_a_shell_stops_it_and_brings_it_back(offline: None, how: str) -> None:
    stopped, back = suspended(lambda pid, seen: seen.keys("\x1a") if how == "key" else os.kill(pid, signal.SIGTSTP))
    assert (stopped.restored, back) == (True, True)


def test_a_lost_terminal_and_hundreds_of_resizes(offline: None) -> None:
    assert lost_terminal() < 10
    assert resized() < 10
