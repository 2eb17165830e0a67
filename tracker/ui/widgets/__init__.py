"""The parts that pages are built from. None of them knows a page, the store or the window."""
