"""What the project costs: speed, memory, and what happens when things fail."""
