"""Charts: a table in, a matplotlib Figure out; nothing is shown and nothing saved.

`draw_…` draws, `tabulate_…` makes the table it draws from the layers' tables, `describe` says a row
in words. All charts share one style, carry n and intervals, and fit a journal's column or page.
"""

try:
    import matplotlib  # noqa: F401
except ImportError as error:  # it is not needed for measuring
    raise ImportError(
        "framing.charts needs matplotlib: pip install 'framing[notebooks]'"
    ) from error

from framing.charts.canvas import Chart, ChartOptions, save_figure
from framing.charts.cases import draw_cases, tabulate_cases
from framing.charts.certainty import draw_certainty
from framing.charts.confusion import draw_confusion, draw_reliability
from framing.charts.copying import draw_copying, tabulate_copying
from framing.charts.forest import draw_forest
from framing.charts.frames import draw_frames, draw_roles, tabulate_frames, tabulate_roles
from framing.charts.heatmap import draw_heatmap
from framing.charts.log_odds import draw_log_odds
from framing.charts.matched import draw_matched
from framing.charts.names import in_words
from framing.charts.naming import draw_naming
from framing.charts.relation import draw_relation
from framing.charts.salience import draw_salience
from framing.charts.scores import draw_scores
from framing.charts.sentences import (
    describe,
    describe_difference,
    describe_statement,
    rank_groups,
)
from framing.charts.smoothing import Smoothing, tabulate_timeline
from framing.charts.speakers import draw_speakers
from framing.charts.strip import draw_strip, tabulate_strip
from framing.charts.tables import (
    DEEDS,
    HOPES,
    join_articles,
    most_shared_pair,
    new_statements,
    tabulate_certainty,
    tabulate_matched,
    tabulate_means,
    tabulate_naming,
    tabulate_relation,
    tabulate_speakers,
    tabulate_voice_by_zone,
)
from framing.charts.timeline import draw_timeline
from framing.charts.zones import draw_voice_by_zone

__all__ = [
    "DEEDS",
    "HOPES",
    "Chart",
    "ChartOptions",
    "Smoothing",
    "describe",
    "describe_difference",
    "describe_statement",
    "draw_cases",
    "draw_certainty",
    "draw_confusion",
    "draw_copying",
    "draw_forest",
    "draw_frames",
    "draw_heatmap",
    "draw_log_odds",
    "draw_matched",
    "draw_naming",
    "draw_relation",
    "draw_reliability",
    "draw_roles",
    "draw_salience",
    "draw_scores",
    "draw_speakers",
    "draw_strip",
    "draw_timeline",
    "draw_voice_by_zone",
    "in_words",
    "join_articles",
    "most_shared_pair",
    "new_statements",
    "rank_groups",
    "save_figure",
    "tabulate_cases",
    "tabulate_certainty",
    "tabulate_copying",
    "tabulate_frames",
    "tabulate_matched",
    "tabulate_means",
    "tabulate_naming",
    "tabulate_relation",
    "tabulate_roles",
    "tabulate_speakers",
    "tabulate_strip",
    "tabulate_timeline",
    "tabulate_voice_by_zone",
]
