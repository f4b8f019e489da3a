"""What `doctor` looks at in the computer that the program runs on: expat, zones, the poller, folders, the log."""

from __future__ import annotations

import importlib.metadata
import os
import pyexpat
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tradewatch.cli.findings import Finding
from tradewatch.cli.logfile import log_path
from tradewatch.cli.opening import is_absent
from tradewatch.cli.present import desk_zone
from tradewatch.instants import BEIJING, WASHINGTON
from tradewatch.settings import Options

__all__ = ["host_checks"]

_EXPAT_LEAST = (2, 4, 1)
"""The first that stops entities which grow without end by itself (its change log, CVE-2013-0340)."""
_EXPAT_BOUNDED = (2, 6, 0)
"""The first that reads long tokens in time that grows with them, not with their square (CVE-2023-52425)."""
_SUMMER, _WINTER = datetime(2025, 7, 1, 12, tzinfo=UTC), datetime(2025, 12, 1, 12, tzinfo=UTC)
_QUIET = timedelta(hours=1)
"""A poller that has finished no round for so long does not do its work: it looks each half minute."""


def _expat(options: Options, full: bool) -> Iterator[Finding]:
    version = pyexpat.version_info
    words = ".".join(map(str, version))
    if version < _EXPAT_LEAST:
        words += ": feeds can grow without end in it; update Python"
    elif version < _EXPAT_BOUNDED:
        words += ": slow on documents that are built to be; they are read with limits of time and memory"
    yield Finding("expat", version >= _EXPAT_LEAST, words)


def _zones(options: Options, full: bool) -> Iterator[Finding]:
    """Whether the zones of both capitals are what they are: the countdown rests on them."""
    away = [moment.astimezone(zone).utcoffset() for zone in (WASHINGTON, BEIJING) for moment in (_SUMMER, _WINTER)]
    well = away == [timedelta(hours=hours) for hours in (-4, -5, 8, 8)]
    system = next((folder for folder in zoneinfo.TZPATH if Path(folder, WASHINGTON.key).is_file()), None)
    source = system or f"tzdata {importlib.metadata.version('tzdata')}"
    words = f"{source}, desk {desk_zone(options).key}"
    yield Finding(
        "zones", well, words if well else f"{words}: Washington or Beijing are wrong there; update the zone data"
    )


def _poller(options: Options, full: bool) -> Iterator[Finding]:
    from tradewatch.feeds.lock import is_held
    from tradewatch.storage.pages import Pages

    if is_absent(options.db):
        return
    pages = Pages.open(options.db)
    progress = pages.progress()
    pages.close()
    last = progress.finished_at if progress else None
    if progress and progress.offline:
        since = f"{progress.offline.since:%Y-%m-%d %H:%M} UTC"
        yield Finding("polling", False, f"offline since {since}, {progress.offline.why}")
        return
    words = f"the last round ended {last:%Y-%m-%d %H:%M} UTC" if last else "no round has ended yet"
    if not is_held(options.db):
        yield Finding("polling", True, f"nobody polls now; {words}. A console or `tradewatch poll` does")
        return
    silent = last is not None and datetime.now(UTC) - last > _QUIET
    hint = f": the log may say why, {log_path()}" if silent else ""
    yield Finding("polling", not silent, f"a poller is at work, {words}{hint}")


def _folders(options: Options, full: bool) -> Iterator[Finding]:
    """Our own folders are for the owner alone; one that a person named is theirs to judge."""
    for folder in {log_path().parent, options.db.parent / "snapshots"}:
        if folder.is_dir() and os.stat(folder).st_mode & 0o077:
            yield Finding("folders", False, f"others may look into {folder}: chmod 700 {folder}")


def _log(options: Options, full: bool) -> Iterator[Finding]:
    path = log_path()
    try:
        size = path.stat().st_size
    except OSError:
        yield Finding("log", True, f"{path} is not there yet")
        return
    mode = path.stat().st_mode & 0o077
    words = f"{path}, {size // 1000} kB"
    yield Finding("log", mode == 0, words if mode == 0 else f"{words}, others may read it: chmod 600 {path}")


host_checks = (_expat, _zones, _poller, _folders, _log)
"""In the order in which they are told."""
