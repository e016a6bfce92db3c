"""Who said what: source, cue and content of each attribution, and who the speaker is."""
