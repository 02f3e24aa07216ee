"""Example releases that ship with the project, and the tour through them."""
