"""The head of a .cypher file: YAML in comments between two lines ``// ---``."""

from __future__ import annotations

from typing import Any

from graph.errors import UsageError

_FENCE = "// ---"


def split(text: str, source: str) -> tuple[dict[str, Any], str]:
    """Front matter and statement of a file.

    Parameters
    ----------
    text : str
        The whole file. Without front matter all of it is the statement.
    source : str
        What the file is called in an error.

    Raises
    ------
    UsageError
        The head is not closed, or is no YAML mapping.

    """
    lines = text.lstrip("\ufeff").splitlines()
    while lines and not lines[0].strip():
        lines.pop(0)
    if not lines or lines[0].strip() != _FENCE:
        return {}, text.strip()
    end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == _FENCE), None)
    if end is None:
        raise UsageError(f"{source}: the front matter has no closing line {_FENCE}.", path=source)
    head = "\n".join(line.strip().removeprefix("//").removeprefix(" ") for line in lines[1:end])
    return _mapping(head, source), "\n".join(lines[end + 1 :]).strip()


def _mapping(head: str, source: str) -> dict[str, Any]:
    import yaml

    try:
        read = yaml.safe_load(head) or {}
    except yaml.YAMLError as error:
        sentence = " ".join(str(error).split())
        raise UsageError(f"{source}: the front matter is not YAML: {sentence}", path=source) from error
    if not isinstance(read, dict):
        raise UsageError(f"{source}: the front matter is no list of name: value lines.", path=source)
    return read
