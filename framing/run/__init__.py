"""Long work: plans, progress, processes, Dask, checkpoints."""
