"""A command that is killed amid its work, for what a killed run leaves."""

# Checkpoints at every batch, so that a short run has some; dies at number KILL_AT if that is set.
# BATCH, if set, is the number of articles of a batch.
DYING = """
import os, signal, sys
from framing.cli.main import main
from framing.run import checkpoint, plan
plan.BATCH_SIZE = int(os.environ.get("BATCH", plan.BATCH_SIZE))
checkpoint._SECONDS = 0
save, left = checkpoint.Checkpoint.save, int(os.environ.get("KILL_AT", 0))
def saved(self):
    global left
    save(self)
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
checkpoint.Checkpoint.save = saved
sys.exit(main())
"""
