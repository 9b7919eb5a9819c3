"""k14: every reader gets the bytes of its own part, also when all of them stand ready at once."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from dojo.answer import Answer
from dojo.arena.client import NeverReached
from dojo.arena.observation import Event, Observation, short
from dojo.arena.probes import gate, note
from dojo.verdict import error_line, fail, nothing_left, plural, returned

# Twenty cells of eight bytes, each with its own number: every byte string tells where it is from.
TEXT = "".join(f"<{cell:06}>" for cell in range(20)).encode()
APART = [(64, 8), (16, 8), (40, 8)]  # no part begins where another one ends
Part = tuple[int, int]


@dataclass(frozen=True)
class Moment:
    """The readers that stood ready when no process could move any more.

    ``places``: for each of them, the position of every descriptor it had open on the file.
    """

    everybody: bool
    places: tuple[tuple[int, ...], ...]


def test_readers_that_stand_ready_together_get_their_own_parts(
    answer: Answer, tmp_path: Path
) -> None:
    judged(answer, tmp_path, APART)


def test_two_readers_of_the_same_part_both_get_it(answer: Answer, tmp_path: Path) -> None:
    judged(answer, tmp_path, [(24, 8), (24, 8)])


def test_one_reader_gets_its_part(answer: Answer, tmp_path: Path) -> None:
    judged(answer, tmp_path, [(80, 8)])


def test_every_part_is_read_by_a_process_of_its_own(answer: Answer, tmp_path: Path) -> None:
    seen, _ = observed(answer, tmp_path, APART)
    pids = set(seen.pids("part"))
    if seen.root in pids or len(pids) < len(APART):
        fail(
            did(APART),
            f"the parts came from {plural(len(pids), '{n} process(es)')}"
            + (", the caller's own among them" if seen.root in pids else ""),
            f"they come from {len(APART)} new processes, one for each part",
            "which process executes read and deliver",
        )
    nothing_left(seen)


def did(parts: list[Part]) -> str:
    """The call, as a learner would write it."""
    return f"called read_parts(path, {parts}, ready, deliver)"


def observed(answer: Answer, folder: Path, parts: list[Part]) -> tuple[Observation, Moment]:
    """All readers were ready, and delivered something, and the call returned; or a verdict.

    Whoever calls ready stays there until nobody moves any more: the worst moment for a place
    that they share.
    """
    path = folder / "text"
    path.write_bytes(TEXT)
    call = ("read_parts", str(path), parts, gate("ready"), note("part"))
    with answer.showing(folder).start(*call) as live:
        try:
            there = live.wait_for("ready", len(parts))
        except NeverReached as never:
            there = tuple(event for event in never.events if event.label == "ready")
        moment = Moment(
            everybody=len(there) >= len(parts),
            places=tuple(places_in(path, live.outside(event.pid)) for event in there),
        )
        live.open("ready")
        seen = live.end()
    not_sent(seen, parts)
    returned(seen, did(parts))
    delivered = seen.notes("part")
    if len(delivered) < len(parts):
        not_there(seen, parts, delivered)
    ready = seen.of_kind("gate", "ready")
    if len(ready) < len(parts):
        fail(
            did(parts),
            f"ready was called {len(ready)} times",
            f"it is called {len(parts)} times: by each reader, between going to its start and"
            " reading",
            "the call of ready",
        )
    return seen, moment


def places_in(path: Path, pid: int) -> tuple[int, ...]:
    """The positions of all descriptors that a process has on this file; none if that is secret."""
    found = []
    try:
        for number in Path(f"/proc/{pid}/fd").iterdir():
            if number.readlink() == path:
                told = Path(f"/proc/{pid}/fdinfo/{number.name}").read_text(encoding="ascii")
                found.append(int(told.split()[1]))
    except OSError:
        return ()
    return tuple(found)


def not_sent(seen: Observation, parts: list[Part]) -> None:
    """Name an open file among the things to be pickled."""
    end = seen.ending
    of_a_file = any(kind in end.text for kind in ("BufferedReader", "FileIO", "TextIOWrapper"))
    if end.how == "raised" and "pickle" in end.text and of_a_file:
        fail(
            did(parts),
            f"start() raised {end.error}: {end.text} (line {end.line}). Under"
            f" {seen.start_method} a reader gets its arguments as a message, and an open file"
            " cannot be put into one",
            "each reader opens the file by its path, which is a string and can be sent",
            "which process opens the file",
            misconception="an_open_file_can_be_sent",
        )


def not_there(seen: Observation, parts: list[Part], delivered: tuple[Event, ...]) -> None:
    """Say why readers did not deliver."""
    signs = ("[Errno 9]", "[Errno 29]", "not seekable")
    no_such_file = any(sign in seen.stderr for sign in signs)
    saw = f"{len(delivered)} of {len(parts)} readers delivered. {error_line(seen.stderr)}"
    if no_such_file and seen.start_method != "fork":
        fail(
            did(parts),
            f"{saw}. Under {seen.start_method} a reader does not inherit the caller's descriptors:"
            " the number of one means something else in it, or nothing",
            "all readers deliver",
            "what fileno() and os.open give: a place in a table that each process has for itself",
            misconception="a_number_is_the_file",
        )
    fail(did(parts), saw, "all readers deliver", "what the readers do up to the call of deliver")


def judged(answer: Answer, folder: Path, parts: list[Part]) -> None:
    """Every reader delivered the bytes of its own part, or a verdict."""
    seen, moment = observed(answer, folder, parts)
    expected = Counter((start, repr(TEXT[start : start + length])) for start, length in parts)
    wrong = []
    for event in seen.notes("part"):
        args = event.data["args"]
        if len(args) != 2 or not isinstance(args[0], int):
            fail(
                did(parts),
                f"deliver got the arguments {short(args)}",
                "two arguments: start and data",
                "the call of deliver",
            )
        start, data = args
        if expected[start, repr(data)] == 0:
            wrong.append((start, data))
        else:
            expected[start, repr(data)] -= 1
    if wrong:
        wrong_bytes(seen, moment, parts, wrong)
    nothing_left(seen)


def wrong_bytes(
    seen: Observation, moment: Moment, parts: list[Part], wrong: list[tuple[int, object]]
) -> None:
    """Say what the readers got instead, and name what the moment before has shown."""
    saw = "; ".join(
        f"the reader of the part at {start} got {described(data)}" for start, data in wrong
    )
    expected = "each reader gets the bytes of its own part"
    places = {place for of_reader in moment.places for place in of_reader}
    starts = {start for start, _ in parts}
    sought = bool(places & starts) and any(from_elsewhere(*reader) for reader in wrong)
    if sought and moment.everybody and max(map(len, moment.places)) > 1:
        fail(
            did(parts),
            f"{saw}. The readers had {max(map(len, moment.places))} descriptors each on the file,"
            f" and when all were ready, all of these stood at {listed(places)}",
            expected,
            "what dup makes: a second number for the same open file, with the same place in it."
            " Only open makes a new one",
            misconception="dup_the_fd",
        )
    if sought and moment.everybody and len(places) == 1:
        fail(
            did(parts),
            f"{saw}. When all readers were ready, the file stood at {listed(places)} for all of"
            " them: each seek had moved the one place that they share",
            expected,
            "where the file is opened. A reader needs a place of its own, so it must open the file"
            " itself (or name the place in the read: os.pread)",
            misconception="seek_then_read",
        )
    if sought and not moment.everybody and all_at_once(seen):
        fail(
            did(parts),
            f"{saw}. One reader was ready, and the others waited for it. All had been to their"
            f" starts by then, and the file stood at {listed(places)}, one place for them all",
            expected,
            "what the lock covers: going to the start must be inside it, too. Or let each reader"
            " open the file, and there is nothing to lock",
            misconception="lock_around_read",
        )
    fail(did(parts), saw, expected, "where the file is opened, and who moves the place in it")


def from_elsewhere(start: int, data: object) -> bool:
    """Whether this is what stands elsewhere in the file, or its end, where there is nothing."""
    if not isinstance(data, bytes) or data not in TEXT:
        return False
    return not data or not TEXT.startswith(data, start)


def all_at_once(seen: Observation) -> bool:
    """Whether the lives of all readers overlapped."""
    readers = set(seen.pids("part"))
    lives = [p for p in seen.processes if p.pid in readers]
    born = max(p.start for p in lives)
    return all(p.end is None or p.end > born for p in lives)


def described(data: object) -> str:
    """These bytes, and where they are from."""
    if not isinstance(data, bytes) or data not in TEXT:
        return short(data)
    return f"{short(data)}, which is at {TEXT.index(data)}" if data else "nothing (b'')"


def listed(places: set[int]) -> str:
    """The positions as text."""
    return " and ".join(map(str, sorted(places)))
