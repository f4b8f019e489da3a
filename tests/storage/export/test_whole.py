"""Writing over a file: what it is, where it leads and who may read it stay."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tradewatch.errors import TradewatchError
from tradewatch.storage.export.whole import write_whole


def test_a_file_that_is_replaced_keeps_its_rights(tmp_path: Path) -> None:
    file = tmp_path / "out.md"
    file.write_text("old", "utf-8")
    file.chmod(0o600)
    write_whole(file, b"new", overwrite=True)
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_link_goes_on_leading_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old", "utf-8")
    (tmp_path / "link.md").symlink_to("real.md")
    write_whole(tmp_path / "link.md", b"new", overwrite=True)
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"new"


@pytest.mark.parametrize("kind", ["pipe", "locked"])
def test_what_is_no_file_that_may_be_written_is_left_alone(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "out.md"
    if kind == "pipe":
        os.mkfifo(target)
    else:
        target.write_text("old", "utf-8")
        target.chmod(0o444)
    before = target.stat()
    with pytest.raises(TradewatchError, match="left alone"):
        write_whole(target, b"new", overwrite=True)
    assert (target.stat().st_ino, target.stat().st_mode) == (before.st_ino, before.st_mode)
    assert not list(tmp_path.glob(".out.md*"))
