"""方案导入: the source at the left, what was found in it at the right, nothing stored before it is accepted."""
