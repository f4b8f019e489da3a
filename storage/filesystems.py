"""On which kind of file system a database lies: SQLite's log wants memory that all programs share, on one machine.

https://sqlite.org/wal.html: "All processes using a database must be on the same host computer; WAL does not work over a
network filesystem." Locks of such file systems are often missing or forgotten, and a database written so breaks.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from tradewatch.errors import ReadOnlyError

__all__ = ["file_system", "network_file_system", "refuse_shares"]

_MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = frozenset(
    "9p afs afpfs beegfs ceph cifs coda davfs drvfs gfs2 glusterfs gpfs lustre ncpfs nfs nfs4 ocfs2 orangefs pvfs2 smb2"
    " smb3 smbfs fuse.ceph fuse.ceph-fuse fuse.cifs fuse.davfs2 fuse.gcsfuse fuse.glusterfs fuse.goofys fuse.juicefs"
    " fuse.moosefs fuse.mfs fuse.rclone fuse.s3fs fuse.s3ql fuse.seaweedfs fuse.smbnetfs fuse.sshfs fuse.vmhgfs-fuse"
    " fuse.curlftpfs fuse.google-drive-ocamlfuse".split()
)
"""As the kernel names them; `9p` and `drvfs` are the Windows drives of WSL (/mnt/c)."""
_ESCAPED = re.compile(r"\\([0-7]{3})")


def network_file_system(path: Path) -> str | None:
    """Gives the kind of network file system that a path lies on, None for a local one or where nobody tells (macOS).

    A path that is not there yet is where it would be made.
    """
    try:
        mounts = _MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:
        return None
    kind = file_system(str(path.resolve()), mounts)
    return kind if kind in _NETWORK else None


def refuse_shares(path: Path) -> None:
    """Raises ReadOnlyError where the file lies, or would lie, on another machine's disk."""
    kind = network_file_system(path)
    if kind is not None:
        raise ReadOnlyError(
            f"{path}: lies on a network file system ({kind}), where SQLite cannot keep several programs apart:"
            " it may be read, not written",
            "choose a file on a local disk with --db; a copy by `tradewatch snapshot` may lie there",
        )


def file_system(path: str, mounts: str) -> str | None:
    """Gives the kind of file system that an absolute path without links lies on, by the text of a mountinfo file.

    The longest mount point wins, of those that lie on one another the last (proc_pid_mountinfo(5)).
    """
    found: tuple[int, str] | None = None
    for line in mounts.splitlines():
        before, separator, after = line.partition(" - ")
        fields, kinds = before.split(" "), after.split(" ")
        if not separator or len(fields) < 5 or not kinds[0]:
            continue
        point = PurePosixPath(_ESCAPED.sub(lambda hit: chr(int(hit[1], 8)), fields[4]))
        if PurePosixPath(path).is_relative_to(point) and (found is None or len(point.parts) >= found[0]):
            found = len(point.parts), kinds[0]
    return found[1] if found else None
