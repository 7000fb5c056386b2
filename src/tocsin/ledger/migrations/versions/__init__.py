"""One module per change of the schema; a change that has been released is never edited."""
