"""Document -> claims -> events: who said what, what happened, when and where."""
