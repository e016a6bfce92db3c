"""Property tests have no time limit: the first one loads the models."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("language", deadline=None)
settings.load_profile("language")
