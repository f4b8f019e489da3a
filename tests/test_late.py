"""Packages whose parts are imported late: each name has one part, and a start imports none that it does not need."""

import subprocess
import sys
from importlib import import_module
from types import ModuleType

import pytest

from tradewatch import records
from tradewatch.storage import changes


def imported(statement: str) -> set[str]:
    """The modules that a process has after one statement."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize("package", [records, changes])
def test_every_public_name_is_public_in_the_part_that_is_said(package: ModuleType) -> None:
    said = [(part, name) for part, names in package._PARTS.items() for name in names.split()]
    assert sorted(name for _, name in said) == sorted(package.__all__)
    for part, name in said:
        home = import_module(f"{package.__name__}.{part}")
        assert name in home.__all__
        assert getattr(package, name) is getattr(home, name)


def test_a_name_brings_its_own_part_alone() -> None:
    parts = {name for name in imported("from tradewatch.records import Side") if name.startswith("tradewatch.records.")}
    assert parts == {"tradewatch.records.kinds"}


def test_a_name_of_no_part_is_an_error() -> None:
    with pytest.raises(ImportError, match="Nobody"):
        exec("from tradewatch.records import Nobody")


def test_the_first_screen_waits_for_no_record_that_polling_alone_needs() -> None:
    names = imported(
        "import tradewatch.cli.console, tradewatch.cli.main, tradewatch.cli.opening, tradewatch.cli.pollerlink,"
        " tradewatch.tui.app"
    )
    late = ("records.telling", "records.network", "records.preview", "records.hands", "storage.changes.undoing")
    assert not names & {f"tradewatch.{name}" for name in late}
