"""文书输出: which document and what it holds at the left, its pages at the right; the register of what went out."""
