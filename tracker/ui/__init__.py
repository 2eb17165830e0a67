"""The only room that knows Qt: the window, its pages, item models and dialogs. It decides nothing about data.

How a click travels: page → `Context.change(fn)` → `TaskRunner` (one thread for writes) → use case → `Changes` → one signal
`Context.changed` → every page that exists refreshes what it shows, the shell renames undo, a toast says what happened.

`look` holds colours, fonts and heights (`tokens` are the values), `icons` and `shapes` paint, `widgets/` are the parts, `pages/`
the pages (registered in `pages/__init__.py`, imported at their first visit), `shell` the window around them.
"""
