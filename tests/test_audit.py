"""The check for known holes: red where one is known, a word where nobody can tell."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

AUDIT = Path(__file__).parent.parent / ".ci" / "audit.py"
WELL = {"name": "click", "version": "8.5.1", "vulns": []}
HOLE = {"name": "rich", "version": "15.0.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["15.0.1"]}]}
UNKNOWN = {"name": "pyte", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("packages", "status", "words"),
    [
        ([WELL, UNKNOWN], 0, "known holes: 0 in 1 packages, 1 that it does not know"),
        ([WELL, HOLE], 1, "rich 15.0.0 has a known hole, PYSEC-1; mended in: 15.0.1"),
        ([UNKNOWN], 0, "known holes: skipped, the index tells nothing of the 1 packages"),
        (None, 0, "known holes: skipped, the index cannot be asked"),
    ],
)
def test_what_the_index_tells_decides(packages: object, status: int, words: str, tmp_path: Path) -> None:
    said = json.dumps({"dependencies": packages}) if packages is not None else "the network is gone"
    (tmp_path / "pip_audit.py").write_text(f"print({said!r})\n", "utf-8")
    done = subprocess.run(
        [sys.executable, str(AUDIT)],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, words in done.stdout) == (status, True), done.stdout + done.stderr
