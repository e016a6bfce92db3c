"""The word lists of one call: ours, with the user's own additions, and what was made of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from framing.lists.load import Lexicon, load_lexicon, load_rows

P = ParamSpec("P")
T = TypeVar("T")


class WordLists:
    """All lists of a call as one object, which travels on the batch to whoever looks a word up.

    `folder` holds the user's own additions, `None` for none. What a function makes of the lists
    (an index, a finder) is kept on this object by `per_lists`, so that it is made once and can
    never be that of another folder. Two objects are equal only if they are the same.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self.made: dict[Hashable, Any] = {}

    def __reduce__(self) -> tuple[object, ...]:
        return word_lists, (self.folder,)  # another process makes its own

    def lexicon(self, name: str) -> Lexicon:
        """The list `name` of terms; raises `LexiconError` on a broken file."""
        return load_lexicon(name, self.folder)

    def rows(self, name: str, kind: str) -> tuple[Mapping[str, Any], ...]:
        """Rows `[[kind]]` of the list `name`; raises `LexiconError` on a broken file."""
        return load_rows(name, kind, self.folder)


@lru_cache(maxsize=8)
def word_lists(folder: Path | None = None) -> WordLists:
    """The lists with the additions of a folder.

    The last few stay in memory: loading takes .3 s, and a notebook or a cross-validation reads
    with the same folder again and again. Which lists a call uses is decided by its folder alone.
    """
    return WordLists(folder)


def per_lists(
    make: Callable[Concatenate[WordLists, P], T],
) -> Callable[Concatenate[WordLists, P], T]:
    """Keeps what `make` returns on the lists it was made of: made once for each set of arguments.

    The arguments after the lists are positional and hashable.
    What is asked about the words of texts, of which there is no end, stays in an `lru_cache` of
    bounded size that has the lists among its arguments.
    """

    @wraps(make)
    def found(lists: WordLists, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (make, *args)
        try:
            result: T = lists.made[key]
        except KeyError:
            result = lists.made[key] = make(lists, *args, **kwargs)
        return result

    return cast(Callable[Concatenate[WordLists, P], T], found)
