"""`tendergraph rebuild`: map all stored releases again."""

from __future__ import annotations

import typer

from cli.options import FormatOption, OutputOption

app = typer.Typer()


@app.command()
def rebuild(form: FormatOption = None, output: OutputOption = None) -> None:
    """Map all stored releases again, in place.

    For use after an upgrade of tendergraph. A graph that says already what its releases say is left as it is.
    """
    from cli.load_progress import load_progress, stop_on_interrupt
    from cli.load_records import present_report
    from graph.load import LoadOptions
    from graph.maintain import rebuild as rebuild_graph
    from graph.store.connection import connect

    with stop_on_interrupt() as stop, connect() as database, load_progress([]) as show:
        report = rebuild_graph(database, LoadOptions(progress=show, stop=stop))
    present_report(report, "Rebuild", form, output)
    if report.stopped:
        raise typer.Exit(1)
