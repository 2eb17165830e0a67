"""单位: the units in official order with their names, groups and loads."""
