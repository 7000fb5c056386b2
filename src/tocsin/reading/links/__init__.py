"""How claims stand to one another, in one text and across texts; who copies whom; what a claim is worth."""
