"""The subject as pure functions over the bundled record: truce, tariffs, deadlines, roster. No clock, no network."""
