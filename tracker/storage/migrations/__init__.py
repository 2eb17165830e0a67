"""The history of the schema: one file per revision under versions/, each run in one transaction."""
