"""Exports of news databases: many articles in one file, each with its labels."""
