"""Speed against named peers and floors, each pair in the same run. `make bench`; a quiet machine tells more."""
