"""What marks a file as ours, kept apart so that the reading side need not load the migrations' library."""

__all__ = ["APPLICATION_ID", "SCHEMA_VERSION"]

APPLICATION_ID = 0x74726477
"""`trdw`: tells our file from another program's (SQLite's application_id, bytes 68 to 71 of the header)."""

SCHEMA_VERSION = 11
"""Kept in user_version (bytes 60 to 63); a file with a higher one is refused and left as it is."""
