"""The only room that knows SQL: tables, the journal, migrations, and queries shaped for screens.

    tables      the stored nouns, one SQLModel class each (those of returned sheets in sheet_tables, of tasks' files in task_tables)
    store       the door: open a database, `transaction(name)` to write, `read()` to read
    sqlite      all that only SQLite has: pragmas, the connection, faults of the file told in Chinese
    schema      is the database new, current, older or newer? (migrations/ brings it up)
    journal     every change of every row, recorded with its operation in the same transaction
    undo        undo, redo and rollback, built on the journal alone
    reading/    queries: portable SQL text in, frozen records of `domain.records` out

Reading needs nothing but `sqlite3`, so that the window stands before SQLModel is loaded; writing loads it once.
"""
