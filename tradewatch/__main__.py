"""`python -m tradewatch` is the same as `tradewatch`."""

from tradewatch.cli import run

if __name__ == "__main__":
    run()
