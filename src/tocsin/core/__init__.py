"""The words of the house: frozen types, closed vocabularies, protocols, errors. Standard library only."""
