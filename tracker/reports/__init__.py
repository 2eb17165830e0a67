"""Documents out: what stands on the paper is decided apart from how Word, Excel or the screen draw it.

`content` is the tree that all documents are made of; one module per document (`ledger`, `matrix`) turns plain values into that tree;
`word` and `excel` draw any tree. So a new document is one new module, and a new format one new drawer. `measure` knows how Chinese
text wraps, `fonts` which names to write. Nothing here reads the database or the clock. Sizes follow GB/T 9704-2012 where it speaks.
"""
