"""Statements on two sides: who does what to whom, done or hoped, in whose voice."""
