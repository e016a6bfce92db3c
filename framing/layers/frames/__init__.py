"""What a story is made to be about, and who is told as hero, villain or victim in it."""
