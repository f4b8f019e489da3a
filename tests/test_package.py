"""The wheel holds what the tree holds, and works alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = {
    "tradewatch": ROOT / "tradewatch",
    "tradewatch/feeds": ROOT / "feeds",
    "tradewatch/storage": ROOT / "storage",
    "tradewatch/tui": ROOT / "tui",
}
ALONE = """
import sys
sys.path.insert(0, sys.argv[1])
sys.argv[:] = ["tradewatch", "demo", "--headless"]
from tradewatch.cli import run
run()
"""


def _tree() -> set[str]:
    kinds = {".py", ".json", ".tcss", ".typed", ".toml", ".j2"}
    return {
        f"{name}/{path.relative_to(room).as_posix()}"
        for name, room in ROOMS.items()
        for path in room.rglob("*")
        if path.suffix in kinds or path.name == "py.typed"
    }


def test_the_wheel_holds_every_file_and_runs_alone(tmp_path: Path) -> None:
    copy = tmp_path / "copy"  # of its own: what an earlier build left behind must not get in
    for name in ("tradewatch", "feeds", "storage", "tui"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy / name)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(copy)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    wheel = next(tmp_path.glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert inside == _tree()
    environment = {**os.environ, "TRADEWATCH_OFFLINE": "1", "PYTHONPATH": str(wheel)}
    command = [sys.executable, "-P", "-c", ALONE, str(wheel)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "DEMO" in ran.stdout
