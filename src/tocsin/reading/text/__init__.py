"""From a file to parsed sentences: formats, layout, quotes, the parse."""
