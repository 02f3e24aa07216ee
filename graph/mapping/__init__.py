"""From a compiled release to rows: pure functions, no database."""

from graph.mapping.process import map_process, release_props
from graph.mapping.rows import ProcessRows, Props

__all__ = ["ProcessRows", "Props", "map_process", "release_props"]
