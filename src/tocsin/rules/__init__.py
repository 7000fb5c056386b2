"""Rule text -> rule; event x rule -> verdict; resolution."""
