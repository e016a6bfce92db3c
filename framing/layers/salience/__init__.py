"""How central each actor is to an article."""
