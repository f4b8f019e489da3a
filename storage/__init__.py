"""The SQLite file: schema, the poller's writing, the pages that lists read, search, changes by people, exports."""
