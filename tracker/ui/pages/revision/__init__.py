"""方案修订: a revised document against the stored plan, difference by difference, and the versions of a plan."""
