"""The picture as a trace: JSON in the Trace Event Format, for ui.perfetto.dev or chrome://tracing.

Times in it are real, in microseconds, which is the format's own unit: no displayTimeUnit is given,
since Perfetto took that for the unit of all times for a while. What is written here was read by
Perfetto's trace processor, v56: every slice and arrow arrives, and nothing is dropped.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from dojo.picture.lanes import Arrow, Lane, Picture, say


def trace(picture: Picture) -> str:
    """The whole document."""
    document = {
        "traceEvents": list(_events(picture)),
        "otherData": {"title": picture.title},
    }
    text = json.dumps(document, indent=1, ensure_ascii=False)
    return re.sub(r"[^\0-\x7f]", _escaped, text) + "\n"


def _escaped(found: re.Match[str]) -> str:
    """Perfetto refuses a file with the two escapes of a character beyond U+FFFF (v56 does).

    It once did so with raw characters beyond ASCII, so those are escaped.
    """
    code = ord(found[0])
    return f"\\u{code:04x}" if code < 0xD800 or 0xE000 <= code <= 0xFFFF else "\\ufffd"


def _events(picture: Picture) -> Iterator[dict[str, Any]]:
    for number, lane in enumerate(picture.lanes):
        here = {"pid": lane.pid, "tid": lane.pid}
        for name, args in (
            ("process_name", {"name": lane.label}),
            ("process_sort_index", {"sort_index": number}),
            ("thread_name", {"name": "main thread"}),
        ):
            yield {"ph": "M", "ts": 0, **here, "name": name, "args": args}
        yield from _lane(lane, here)
    for number, arrow in enumerate(picture.arrows, 1):
        yield from _flow(arrow, number, picture)


def _lane(lane: Lane, here: dict[str, int]) -> Iterator[dict[str, Any]]:
    for piece in lane.pieces:
        start, end = _microseconds(piece.start), _microseconds(piece.end)
        args = {"line": piece.line, "source": piece.source, "waits_for": piece.waits_for}
        told = {"name": say(piece), "cat": piece.kind, "args": args}
        yield {"ph": "X", "ts": start, "dur": end - start, **here, **told}
    for mark in lane.marks:
        at = _microseconds(mark.at)
        yield {"ph": "i", "ts": at, **here, "s": "t", "name": mark.text, "cat": "mark"}


def _flow(arrow: Arrow, number: int, picture: Picture) -> Iterator[dict[str, Any]]:
    """Two events that belong together by their id; each lies within a piece of its process.

    Perfetto drops what points back in time, or begins where a piece has just ended. So an arrow to
    a process that ended long ago is drawn as long as that was there.
    """
    name = "deadlock" if arrow.cycle else arrow.kind
    lanes = picture.lane(arrow.source), picture.lane(arrow.target)
    both = min(_microseconds(arrow.at), *(_microseconds(lane.until) - 1 for lane in lanes))
    for phase, lane in zip("sf", lanes, strict=True):
        here = {"ts": max(both, _microseconds(lane.born)), "pid": lane.pid, "tid": lane.pid}
        binding = {"bp": "e"} if phase == "f" else {}
        yield {"ph": phase, **here, "name": name, "cat": "arrow", "id": number, **binding}


def _microseconds(seconds: float) -> int:
    return round(seconds * 1_000_000)
