"""Plan documents in: reading, review, acceptance, revision."""
