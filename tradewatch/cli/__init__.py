"""The command line that joins the rooms; `run` is the program."""

__all__ = ["run"]


def run() -> None:
    """Runs the program with the process's arguments."""
    from tradewatch.cli.main import run as run_command

    run_command()
