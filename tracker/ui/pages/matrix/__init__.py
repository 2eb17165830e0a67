"""The responsibility matrix: who does what, tasks × units."""
