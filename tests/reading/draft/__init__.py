"""Drafts against the record."""
