"""Opening any office file safely: told by its content, guarded against bombs and damage, and turned into blocks with their place.

`source.read_source` is the one door: a path in, a `SourceDocument` out, or a `UserError` that says what to do.
"""
