"""考核: the score of every unit in a span of time with the account of each point, the rules with a trial run, and signing off."""
