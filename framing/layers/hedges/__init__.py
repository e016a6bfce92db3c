"""Words by which a sentence is made less than certain, and what they hold for."""
