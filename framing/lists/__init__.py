"""Word lists: one loader, one matcher, the gazetteer of actors, outlets and agencies."""
