"""Problems, scores, frozen periods and figures over time."""
