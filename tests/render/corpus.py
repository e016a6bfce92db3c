"""A small corpus of our own sentences: two outlets that differ, dates, and one hostile article."""

from __future__ import annotations

import csv
from pathlib import Path

HERALD = (
    "The United States condemned Russia on Monday, officials said. “We may talk again,” Sergei "
    "Lavrov said in Moscow. The talks could reportedly resume in week {n}, a source close to the "
    "talks said. The Syrian regime denied it."
)
POST = (
    "The United States and Russia agreed on a plan in week {n}, John Kerry said. “We will work "
    "with Russia,” he said in Geneva. The Syrian government welcomed it. The United States hopes "
    "that Russia helps."
)
HOSTILE = (
    "A reader wrote <script>window.hacked = true</script> to the paper.\n\n"
    '“It may end <img src=x onerror="window.hacked = true"> soon,” officials said. The United '
    "States may talk with Russia </script><script>window.hacked = true</script> again.\n\n"
    "Officials \u202ecould\u202c reportedly answer. <svg onload=window.hacked=1> It might end."
)
HOSTILE_TITLE = "Talks </title><script>window.hacked = true</script> \u202eresume"


def write_corpus(folder: Path, articles: int = 12) -> Path:
    """The corpus as a CSV file; the hostile article is of a hostile outlet."""
    path = folder / "corpus.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["title", "text", "outlet", "date"])
        for n in range(1, articles + 1):
            day = f"2017-{n:02}-03"
            table.writerow([f"Herald on week {n}", HERALD.format(n=n), "Arden Herald", day])
            table.writerow([f"Post on week {n}", POST.format(n=n), "Belmont Post", day])
        hostile = '<b onclick="window.hacked=1">Hostile & "Sons"</b>'
        table.writerow([HOSTILE_TITLE, HOSTILE, hostile, "2017-06-01"])
    return path
