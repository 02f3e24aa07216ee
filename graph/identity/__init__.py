"""Same organisation, different names and ids."""
