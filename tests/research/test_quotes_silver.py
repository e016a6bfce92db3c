"""Labels of the teacher are kept as spans: read again they are the labels that were written."""

from __future__ import annotations

import numpy as np

from framing.language import read_tokens
from research.train.quotes_chain import LABEL_ID
from research.train.quotes_silver import silver_labels, spans_of

TEXT = "The mayor said the bridge is safe.\n\nIt opens in May, the city said."


def test_spans_give_back_the_labels() -> None:
    tokens = read_tokens([TEXT]).article(0)
    words = [TEXT[a:b] for a, b in zip(tokens.start.tolist(), tokens.stop.tolist(), strict=True)]
    labels = np.zeros(len(words), np.int8)
    source, cue, said, other = 0, words.index("said"), words.index("the"), words.index("It")
    labels[source : source + 2] = LABEL_ID["I-source"]
    labels[cue] = LABEL_ID["B-cue<"]
    labels[said : said + 4] = LABEL_ID["I-content<"]
    labels[other : other + 4] = LABEL_ID["I-content>"]
    for first, name in ((source, "source"), (said, "content<"), (other, "content>")):
        labels[first] = LABEL_ID["B-" + name]
    spans = list(spans_of(tokens, labels))
    assert [(name, TEXT[start:stop]) for name, start, stop in spans] == [
        ("source", "The mayor"),
        ("cue<", "said"),
        ("content<", "the bridge is safe"),
        ("content>", "It opens in May"),
    ]
    assert silver_labels(tokens, spans).tolist() == labels.tolist()
