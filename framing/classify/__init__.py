"""Outlet classifiers that do not cheat: masked, split by story, printed beside the leak."""
