"""`tendergraph doctor`: check that everything is there that tendergraph needs."""

from __future__ import annotations

from dataclasses import asdict

import typer

from cli.options import Format, FormatOption, OutputOption

app = typer.Typer()


@app.command()
def doctor(form: FormatOption = None, output: OutputOption = None) -> None:
    """Check Python, Java, Neo4j's jars, ports, memory, disk and privileges, and say what to do about each failure.

    Exit code 1 when a check failed. Nothing is started, fetched or changed.
    """
    from cli.present import emit, emit_json
    from graph.doctor import examine
    from graph.records import Column, Records
    from graph.settings import load_settings

    checks = list(examine(load_settings()))
    if form is Format.json or (form is None and output and output.suffix.lower() == ".json"):
        emit_json([asdict(check) for check in checks], output)
    else:
        columns = [Column("check", "string"), Column("outcome", "string"), Column("found"), Column("what to do")]
        rows = [(check.name, check.outcome, check.found, check.advice) for check in checks]
        emit(Records("What tendergraph needs", columns, rows), form, output)
    if any(check.outcome == "failed" for check in checks):
        raise typer.Exit(1)
