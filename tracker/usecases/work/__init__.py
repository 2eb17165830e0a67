"""Tasks while they are worked on: roles, limits, reports, lights, parts, requests."""
