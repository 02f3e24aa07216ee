"""An example of every command, shown at the end of its help and held to its options by a test."""

from __future__ import annotations

from typing import Any

EXAMPLES = {
    "doctor": "tendergraph doctor",
    "load": "tendergraph load 'data/**/*.json' more.jsonl.gz",
    "fetch": "tendergraph fetch --since 2026-10-01 --until 2026-10-31 --output october",
    "sync": "tendergraph sync --since 2026-10-01",
    "export ocds": "tendergraph export ocds --output releases.jsonl",
    "export graphml": "tendergraph export graphml network.graphml",
    "export gexf": "tendergraph export gexf network.gexf --since 2026-01-01",
    "export parquet": "tendergraph export parquet network",
    "export csv": "tendergraph export csv import",
    "export jsonl": "tendergraph export jsonl --output graph.jsonl",
    "export ftm": "tendergraph export ftm --output entities.jsonl",
    "rebuild": "tendergraph rebuild",
    "forget": "tendergraph forget ocds-h6vhtk-0690b0",
    "query": "tendergraph query top-suppliers --cpv 45000000 --since 2026-01-01",
    "show": "tendergraph show 'Adur District Council'",
    "search": "tendergraph search kennel dogs",
    "cypher": "tendergraph cypher 'MATCH (t:Tender) RETURN t.status, count(*)'",
    "shell": "tendergraph shell",
    "schema show": "tendergraph schema show --no-counts",
    "schema picture": "tendergraph schema picture --output model.svg",
    "schema cypher": "tendergraph schema cypher --output model.cypher",
    "schema check": "tendergraph schema check",
    "schema apply": "tendergraph schema apply",
    "analyse network": "tendergraph analyse network --since 2026-01-01 --plot network.html",
    "analyse central": "tendergraph analyse central --of supplier --limit 10",
    "analyse communities": "tendergraph analyse communities --plot communities.svg",
    "analyse concentration": "tendergraph analyse concentration --cpv 45",
    "analyse overlap": "tendergraph analyse overlap --alpha 0.01 --format csv --output overlap.csv",
    "analyse similar": "tendergraph analyse similar 'Adur District Council'",
    "analyse paths": "tendergraph analyse paths 'Adur District Council' 'Worcester City Council'",
    "analyse change": "tendergraph analyse change --at 2026-01-01",
    "analyse robustness": "tendergraph analyse robustness --weak",
    "analyse saved": "tendergraph analyse saved",
    "analyse drop": "tendergraph analyse drop overlap-2026",
    "councils list": "tendergraph councils list",
    "councils show": "tendergraph councils show ADU",
    "councils together": "tendergraph councils together Adur Worthing",
    "councils shared-suppliers": "tendergraph councils shared-suppliers Adur Worthing",
    "councils compare": "tendergraph councils compare Adur Worthing",
    "councils opportunities": "tendergraph councils opportunities Adur Worthing Arun",
    "councils evidence": "tendergraph councils evidence ocds-h6vhtk-0690b0",
    "councils network": "tendergraph councils network --plot councils.html",
    "councils report": "tendergraph councils report Adur --output adur.md",
    "councils refresh": "tendergraph councils refresh --corrections corrections.csv",
    "status": "tendergraph status --format json",
    "server start": "tendergraph server start --port 7687",
    "server stop": "tendergraph server stop",
    "server status": "tendergraph server status",
    "server logs": "tendergraph server logs --lines 20",
    "server reset": "tendergraph server reset",
    "server env": "tendergraph server env",
    "fingerprint": "tendergraph fingerprint",
}


def with_examples(command: Any, name: str) -> Any:
    """Give a command, and those below it, the example that its help lacks."""
    example = EXAMPLES.get(name)
    if example and "Example" not in f"{command.help or ''} {command.epilog or ''}":
        command.epilog = f"Example: {example}"
    for below, inner in getattr(command, "commands", {}).items():
        with_examples(inner, f"{name} {below}")
    return command
