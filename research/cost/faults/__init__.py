"""Attacks on the promises of docs/security.md: kills, full disks, damage, two runs at once."""
