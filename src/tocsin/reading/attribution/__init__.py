"""Who says what: the frames, how far the content goes, the speech act."""
