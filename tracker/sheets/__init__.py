"""Understanding returned sheets: cells → table → typed values → staged comparison. Pure: no store, no window, no files written.

Every physical row of a table ends in exactly one bin (`staged.Bin`), with its reason in words; nothing is guessed in silence.
"""
