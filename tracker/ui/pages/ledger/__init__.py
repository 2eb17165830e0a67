"""台账输出: what the ledger will hold at the left, its pages as they will be printed at the right."""
