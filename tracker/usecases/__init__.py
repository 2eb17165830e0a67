"""The table of contents of the product: one function per thing a person does, each write one named transaction.

No Qt, no SQL, no file formats. The store comes first, the clock is an argument. What writes loads SQLModel when it is called,
not when it is imported, so that the window does not wait for it.
"""
