"""操作记录: what was done, what each operation changed, and the way back from any of them."""
