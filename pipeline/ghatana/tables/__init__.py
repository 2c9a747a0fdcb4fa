"""The tables a run is made of: the schema, rows from documents, files from rows."""
