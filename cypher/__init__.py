"""Every Cypher statement of tendergraph, one .cypher file each."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def text(name: str) -> str:
    """Text of the statement file ``name``, such as ``write/process``.

    Raises
    ------
    FileNotFoundError
        No such file in the package.
    """
    return files(__name__).joinpath(*f"{name}.cypher".split("/")).read_text(encoding="utf-8")
