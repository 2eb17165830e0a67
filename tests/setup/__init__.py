"""Set-up and the two composition roots."""
