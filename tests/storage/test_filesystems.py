"""Network file systems are told from local ones, and read at most."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk import deliver, entry
from tradewatch.errors import DatabaseError, ReadOnlyError
from tradewatch.storage import filesystems
from tradewatch.storage.filesystems import file_system
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.store import Store

MOUNTS = r"""22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /home rw - nfs4 nas:/home rw,vers=4.2
31 30 8:2 / /home/ann rw shared:3 master:1 - xfs /dev/sdb1 rw
32 22 0:41 / /mnt/news\040desk rw - cifs //nas/desk rw
33 22 0:42 / /mnt/c rw - 9p C:\134 rw
34 22 8:3 / /srv rw - ext4 /dev/sdc1 rw
35 22 0:43 / /srv rw - fuse.sshfs ann@host:/ rw
36 22 0:44 / /odd\134name rw - lustre mds:/ rw
nonsense
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/desk.sqlite", "ext4"),
        ("/home/bob/desk.sqlite", "nfs4"),
        ("/home/ann/desk.sqlite", "xfs"),
        ("/home/annabel/desk.sqlite", "nfs4"),
        ("/mnt/news desk/desk.sqlite", "cifs"),
        ("/mnt/c/Users/ann/desk.sqlite", "9p"),
        ("/srv/desk.sqlite", "fuse.sshfs"),  # what was mounted last lies on top
        ("/odd\\name/desk.sqlite", "lustre"),
        ("/", "ext4"),
    ],
)
def test_the_mount_that_a_path_lies_on(path: str, kind: str) -> None:
    assert file_system(path, MOUNTS) == kind


def test_nothing_is_said_where_nobody_tells() -> None:
    assert file_system("/home", "") is None


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is said to be a share."""
    mounts = tmp_path / "mountinfo"
    share = tmp_path / "share"
    share.mkdir()
    mounts.write_text(f"1 1 8:1 / / rw - ext4 x rw\n2 1 0:1 / {share} rw - nfs4 nas:/ rw\n")
    monkeypatch.setattr(filesystems, "_MOUNTS", mounts)
    return share


def test_a_share_is_not_written(shared: Path) -> None:
    with pytest.raises(ReadOnlyError, match="network file system \\(nfs4\\)") as caught:
        Store.open(shared / "new.sqlite")
    assert "--db" in caught.value.hint
    assert list(shared.iterdir()) == []


def test_a_copy_on_a_share_is_read_and_leaves_nothing_beside_it(shared: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "desk.sqlite") as store:
        deliver(store, entry(1))
    (shared / "copy.sqlite").write_bytes((tmp_path / "desk.sqlite").read_bytes())
    pages = Pages.open(shared / "copy.sqlite")
    assert len(pages.item_ids(ItemQuery(everything=True))) == 1
    pages.close()
    assert [one.name for one in shared.iterdir()] == ["copy.sqlite"]
    (shared / "copy.sqlite-wal").write_bytes(b"in use elsewhere")
    with pytest.raises(DatabaseError, match="with a log beside it"):
        Pages.open(shared / "copy.sqlite")


def test_a_system_without_mountinfo_is_a_local_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filesystems, "_MOUNTS", tmp_path / "missing")
    Store.open(tmp_path / "desk.sqlite").close()
