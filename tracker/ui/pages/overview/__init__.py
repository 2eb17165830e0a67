"""总览: what needs attention, and every figure a door to its list."""
