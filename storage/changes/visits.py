"""That a person is here: stored so that the next visit knows where this one ended. Not logged; nobody undoes it."""

from __future__ import annotations

from datetime import datetime

from tradewatch.storage.store import Store
from tradewatch.storage.visiting import Visit, touched
from tradewatch.storage.visitrows import put_visit, visit_of

__all__ = ["note_visit"]


def note_visit(store: Store, user: str, at: datetime) -> Visit:
    """Notes that a person pressed a key at a time, in whichever console; gives the visit that this belongs to."""
    with store.transaction() as connection:
        visit = touched(visit_of(connection, user), at)
        put_visit(connection, user, visit)
    return visit
