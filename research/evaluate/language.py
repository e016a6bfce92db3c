r"""Accuracy and cost of the language core beside NLTK and spaCy, in one run on one thread.

Cost is processor time, as a multiple of the floor: `re.findall(r"\w+|[^\w\s]", text)`.

    python -m research.evaluate.language DATA [--texts 300] [--without spacy nltk]
    python -m research.evaluate.language DATA --write

The second measures the core's accuracy alone and keeps it for the model card. DATA is the folder
that holds treebank/ and polnear/. spaCy is measured if it is installed (`pip install
framing[bench]`); its pipeline has the architecture of en_core_web_sm, untrained.
"""

from __future__ import annotations

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import argparse
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from nltk.tag.perceptron import PerceptronTagger
from nltk.tokenize import NLTKWordTokenizer
from nltk.tokenize.punkt import PunktSentenceTokenizer, PunktTrainer

from framing.language import PENN_TAGS, read_tokens
from framing.language.tokens import forget
from research.cost.floor import FLOOR, best, run_floor
from research.evaluate.measured import MEASURED, keep_run
from research.train.language import evaluate
from research.train.language.corpus import read_polnear
from research.train.language.treebank import RawDocument, Sentence, read_treebank

_COMMAND = "python -m research.evaluate.language DATA --write"
BATCH = 20
COLD = 200
FIRST_USE = """
import sys, time
began = time.process_time()
from framing.language import read_tokens
from research.train.language.corpus import read_polnear
imported = time.process_time()
read_tokens(["One sentence."])
ready = time.process_time()
from pathlib import Path
texts = [t for t, _ in zip(read_polnear(Path(sys.argv[1])), range(int(sys.argv[2])))]
again = time.process_time()
for at in range(0, len(texts), 20):
    read_tokens(texts[at:at + 20])
cold = time.process_time() - again
status = Path("/proc/self/status").read_text()  # getrusage would give the parent's peak
memory = float(status.split("VmHWM:")[1].split()[0]) / 1024
print(imported - began, ready - imported, cold, memory)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--texts", type=int, default=300, help="how many articles to time")
    parser.add_argument("--without", nargs="*", default=[], choices=["nltk", "spacy"])
    parser.add_argument("--write", action="store_true", help="keep accuracy for the card, no more")
    options = parser.parse_args()
    if options.write:
        kept = {"kind": "development", "command": _COMMAND, **measure_core(options.data)}
        keep_run(MEASURED, "language", kept)
        return
    texts = list(islice(read_polnear(options.data), options.texts))
    print_accuracy(options.data, with_nltk="nltk" not in options.without)
    floor = best(lambda: run_floor(texts), 5)
    tokens = sum(len(FLOOR.findall(text)) for text in texts)
    each = floor / tokens * 1e6
    print(f"\nCost on {len(texts)} articles, {tokens} tokens; floor {each:.3f} µs a token")
    print_ours(texts, floor, options.data)
    if "nltk" not in options.without:
        print_nltk(texts[:60], options.data)
    if "spacy" not in options.without:
        print_spacy(texts[:20])
    print_hostile()


def run_ours(texts: Sequence[str], size: int) -> None:
    for at in range(0, len(texts), size):
        read_tokens(texts[at : at + size])


def line(what: str, value: str, wanted: str = "") -> None:
    print(f"  {what:<58}{value:>12}  {wanted}")


def measure_core(data: Path) -> dict[str, dict[str, float]]:
    """The scores of the model card by treebank; `named` counts the names with a role."""
    found = {}
    for name in ("EWT", "GUM"):
        documents = evaluate.read_documents(data, f"{name.lower()}-dev")
        tags, lemmas = evaluate.score_tags([s for d in documents for s in d.sentences])
        role, _ = evaluate.score_roles(documents)
        scores = {
            "tags": tags,
            "lemmas": lemmas,
            "tokens": evaluate.score_tokens(documents),
            "sentences": evaluate.score_sentences(documents, evaluate.our_sentence_ends),
            "passives": evaluate.score_passives(documents),
            "bare": evaluate.score_passives(documents, bare=True),
            "roles": role,
        }
        for genre in ("news", "speech") if name == "GUM" else ():
            own = evaluate.of_genre(documents, genre)
            scores[genre] = evaluate.score_sentences(own, evaluate.our_sentence_ends)
        found[name] = {what: round(one.f1, 4) for what, one in scores.items()}
        found[name]["named"] = role.gold
    return found


def print_accuracy(data: Path, *, with_nltk: bool) -> None:
    print("Accuracy (raw text, own tokens, unless said otherwise)")
    gum, ewt = (evaluate.read_documents(data, name) for name in ("gum-dev", "ewt-dev"))
    for name, documents, wanted in (("EWT", ewt, "≥ 94.6"), ("GUM", gum, "≥ 96.2")):
        tags, lemmas = evaluate.score_tags([s for d in documents for s in d.sentences])
        line(f"Penn tags, {name} dev, gold tokens", f"{tags.f1:.2%}", wanted)
        line(f"lemmas with own tags, {name} dev", f"{lemmas.f1:.2%}", "≥ 97.5 (GUM)")
        line(f"token F1, {name} dev", f"{evaluate.score_tokens(documents).f1:.2%}", "≥ 98.5 (GUM)")
    for genre in ("news", "speech"):
        score = evaluate.score_sentences(evaluate.of_genre(gum, genre), evaluate.our_sentence_ends)
        line(f"sentence ends F1, GUM dev {genre}", f"{score.f1:.2%}", "≥ Punkt")
    score = evaluate.score_sentences(gum, evaluate.our_sentence_ends)
    line("sentence ends F1, GUM dev all", f"{score.f1:.2%}")
    line("passives with auxiliary F1, GUM dev", f"{evaluate.score_passives(gum).f1:.2%}", "≥ 93")
    bare = evaluate.score_passives(gum, bare=True)
    line("passives and bare participles F1, GUM dev", f"{bare.f1:.2%}")
    role, verb = evaluate.score_roles(gum)
    line(f"agent or patient of {role.gold} named subjects, GUM dev", f"{role.f1:.2%}", "≥ 85")
    line("the same, tied to the right verb", f"{verb.f1:.2%}")
    if with_nltk:
        print_nltk_accuracy(data, gum, ewt)


def print_nltk_accuracy(data: Path, gum: list[RawDocument], ewt: list[RawDocument]) -> None:
    punkt, words = train_punkt(data), NLTKWordTokenizer()

    def by_text(text: str) -> list[int]:
        return [stop for _, stop in punkt.span_tokenize(text)]

    def by_line(text: str) -> list[int]:
        bounds = [m.span() for m in re.finditer(r"\S[^\n]*", text)]
        return [a + stop for a, b in bounds for _, stop in punkt.span_tokenize(text[a:b])]

    for genre in ("news", "speech"):
        documents = evaluate.of_genre(gum, genre)
        for name, split in (("whole text", by_text), ("line by line", by_line)):
            score = evaluate.score_sentences(documents, split)
            line(f"NLTK Punkt, sentence ends F1, GUM dev {genre}, {name}", f"{score.f1:.2%}")
    found = hits = gold = 0
    for d in gum:
        spans = {
            (a + x, a + y)
            for a, b in punkt.span_tokenize(d.text)
            for x, y in words.span_tokenize(d.text[a:b])
        }
        found, hits, gold = (
            found + len(spans),
            hits + len(spans & set(d.words)),
            gold + len(d.words),
        )
    line("NLTK word tokenizer, token F1, GUM dev", f"{2 * hits / (found + gold):.2%}")
    tagger = train_perceptron(data)
    for name, documents in (("EWT", ewt), ("GUM", gum)):
        pairs = [
            (mine, tag)
            for d in documents
            for s in d.sentences
            for (_, mine), tag in zip(tagger.tag(s.words), s.tags, strict=True)
        ]
        right = sum(mine == tag for mine, tag in pairs) / len(pairs)
        line(f"NLTK PerceptronTagger, {name} dev, same training data", f"{right:.2%}")


@cache
def train_punkt(data: Path) -> PunktSentenceTokenizer:
    trainer = PunktTrainer("\n\n".join(islice(read_polnear(data), 300)))
    return PunktSentenceTokenizer(trainer.get_params())


@cache
def train_perceptron(data: Path) -> PerceptronTagger:
    sentences: list[Sentence] = []
    for name in ("ewt-train", "gum-train"):
        sentences += read_treebank(data / "treebank" / f"{name}.conllu.gz")
    tagger = PerceptronTagger(load=False)
    tagger.train([list(zip(s.words, s.tags, strict=True)) for s in sentences], nr_iter=5)
    return tagger


def print_ours(texts: Sequence[str], floor: float, data: Path) -> None:
    run_ours(texts, BATCH)
    line(
        "framing, warm, 20 articles a call",
        f"{best(lambda: run_ours(texts, BATCH), 5) / floor:.1f}×",
        "≤ 8×",
    )
    line(
        "framing, warm, one article a call",
        f"{best(lambda: run_ours(texts, 1), 3) / floor:.1f}×",
        "≤ 15×",
    )
    runs = []
    for _ in range(3):
        command = [sys.executable, "-c", FIRST_USE, str(data), str(COLD)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        runs.append([float(cell) for cell in done.stdout.split()])
    least = [min(column) for column in zip(*runs, strict=True)]
    early = list(islice(read_polnear(data), COLD))
    cold_floor = best(lambda: run_floor(early), 5)
    line("framing, cold, first 200 articles of a process", f"{least[2] / cold_floor:.1f}×", "≤ 20×")
    line("import, then first use (models loaded)", f"{least[0]:.2f} + {least[1]:.2f} s", "≤ 0.3 s")
    line("peak resident memory over these 200 articles", f"{least[3]:.0f} MB", "≤ 200 MB")


def print_nltk(texts: Sequence[str], data: Path) -> None:
    punkt, words, tagger = train_punkt(data), NLTKWordTokenizer(), train_perceptron(data)

    def work() -> None:
        for text in texts:
            for begin, end in punkt.span_tokenize(text):
                sentence = text[begin:end]
                spans = list(words.span_tokenize(sentence))
                tagger.tag([sentence[a:b] for a, b in spans])

    floor = best(lambda: run_floor(texts), 3)
    line("NLTK word tokenizer + Punkt + PerceptronTagger", f"{best(work, 2) / floor:.0f}×")


def print_spacy(texts: Sequence[str]) -> None:
    try:
        import spacy
    except ImportError:
        print("  spaCy is not installed: not measured")
        return
    blank = spacy.blank("en")
    floor = best(lambda: run_floor(texts), 5)
    took = best(lambda: [blank.make_doc(text) for text in texts], 3)
    line("spaCy blank tokenizer", f"{took / floor:.1f}×")
    nlp = spacy_pipeline()
    took = best(lambda: list(nlp.pipe(texts)), 1)
    line("spaCy tok2vec + tagger + parser, as en_core_web_sm", f"{took / floor:.0f}×")


def spacy_pipeline() -> Any:
    """The architecture of en_core_web_sm (tok2vec, tagger, parser), weights as initialised."""
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example

    nlp = spacy.blank("en")
    tok2vec = {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 96}
    tok2vec |= {
        "depth": 4,
        "embed_size": 2000,
        "window_size": 1,
        "maxout_pieces": 3,
        "subword_features": True,
    }
    nlp.add_pipe("tok2vec", config={"model": tok2vec})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    tagger = nlp.add_pipe(
        "tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}}
    )
    for tag in PENN_TAGS:
        tagger.add_label(tag)
    parser = nlp.add_pipe("parser", config={"model": parser_model(listener)})
    for label in ("nsubj", "dobj", "prep", "pobj", "det", "amod", "aux", "ROOT"):
        parser.add_label(label)
    example = Doc(
        nlp.vocab, words=["He", "spoke"], tags=["PRP", "VBD"], heads=[1, 1], deps=["nsubj", "ROOT"]
    )
    nlp.initialize(lambda: [Example(Doc(nlp.vocab, words=["He", "spoke"]), example)])
    return nlp


def parser_model(listener: dict[str, object]) -> dict[str, object]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": listener,
    }


HOSTILE: dict[str, Callable[[int], str]] = {
    "2 MB without a space": lambda n: "abc-d" * (2_000_000 * n // 10),
    "100,000 quotation marks": lambda n: '" ' * (100_000 * n // 2),
    "100,000 glued quotation marks": lambda n: "“'" * (50_000 * n // 2),
    "1 MB of U.S.": lambda n: "U.S. " * (200_000 * n // 2),
    "1 MB of U.S. without a space": lambda n: "U.S." * (250_000 * n // 2),
    "zero-width characters": lambda n: "a\u200bb \u200d" * (100_000 * n // 2),
    "combining characters": lambda n: "e\u0301\u0302\u0303 " * (100_000 * n // 2),
    "emoji": lambda n: "👨\u200d👩\u200d👧🇺🇸👍🏽 " * (50_000 * n // 2),
    "right-to-left text": lambda n: "שלום עולם. السلام عليكم؟ " * (20_000 * n // 2),
    "every word new": lambda n: " ".join(f"w{i}x" for i in range(100_000 * n // 2)),
}


def print_hostile() -> None:
    print("\nHostile input: seconds at half and full size, and their ratio (2 is linear)")
    for name, make in HOSTILE.items():
        half, full = (timed_afresh(make(size)) for size in (1, 2))
        line(name, f"{full:.2f} s", f"{half:.2f} s, ratio {full / half:.1f}")


def timed_afresh(text: str) -> float:
    forget()
    return best(lambda: read_tokens([text]), 1)


if __name__ == "__main__":
    main()
