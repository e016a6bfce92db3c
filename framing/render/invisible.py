"""Makes characters visible that would turn, hide or join what stands beside them on a page."""

from __future__ import annotations

import re

# Direction marks, zero-width spaces and joiners, soft hyphens, byte order marks, tags and other
# marks of format; line and paragraph separators.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0001\U000e0020-\U000e007f]"
)


def visible(text: object) -> str:
    """Text with the number of each invisible character in its place.

    >>> visible("a\\u202eb\\u200bc")
    'a⟨U+202E⟩b⟨U+200B⟩c'
    """
    return _INVISIBLE.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", str(text))
