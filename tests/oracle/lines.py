"""Reads an export: JSON lines, one event or one state of the chain a line. See README.md."""

import json
import re
from dataclasses import dataclass, field

DAY = 86_400_000
DECIMAL = re.compile(r"0|[1-9][0-9]*")


class BadInput(Exception):
    """The export or the settings can't be read: nothing can be said about the chain."""


@dataclass(frozen=True)
class Place:
    """Where in the export something stands."""

    number: int
    block: int
    index: int

    def __str__(self):
        return f"line {self.number}, block {self.block}, event {self.index}"


@dataclass(frozen=True)
class Event:
    """What a block told."""

    place: Place
    at: int
    name: str
    fields: dict = field(hash=False)

    def _field(self, name):
        if name not in self.fields:
            raise BadInput(f"{self.place}: {self.name} has no field {name!r}")
        return self.fields[name]

    def number(self, name):
        """A whole number that is not negative."""
        return whole(self._field(name), f"{self.place}: {name}")

    def text(self, name):
        """An account, a hash, or a variant without fields."""
        value = self._field(name)
        if not isinstance(value, str) or not value:
            raise BadInput(f"{self.place}: {name} must be a text that is not empty")
        return value

    def flag(self, name):
        """True or false."""
        value = self._field(name)
        if not isinstance(value, bool):
            raise BadInput(f"{self.place}: {name} must be true or false")
        return value

    def variant(self, name):
        """The name of a variant, with fields or without."""
        value = self._field(name)
        if isinstance(value, dict) and len(value) == 1:
            return next(iter(value))
        return self.text(name)

    def object(self, name):
        """An object."""
        value = self._field(name)
        if not isinstance(value, dict):
            raise BadInput(f"{self.place}: {name} must be an object")
        return value


@dataclass(frozen=True)
class State:
    """What the chain's views say at the end of a block."""

    place: Place
    at: int
    views: dict = field(hash=False)


def whole(value, what):
    """A whole number that is not negative, as a JSON number or, because JSON numbers of other
    programs end at 2^53, as decimal digits."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if isinstance(value, str) and DECIMAL.fullmatch(value):
        return int(value)
    raise BadInput(f"{what} must be a whole number, not {value!r}")


def _refuse(text):
    raise ValueError(f"{text} is no whole number")


def _unique(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError("a key stands twice in an object")
    return dict(pairs)


def parse(text, what):
    """JSON without fractions and without keys that stand twice."""
    try:
        return json.loads(
            text, parse_float=_refuse, parse_constant=_refuse, object_pairs_hook=_unique
        )
    except ValueError as error:
        raise BadInput(f"{what}: {error}") from error


def _line(number, text):
    value = parse(text, f"line {number}")
    if not isinstance(value, dict):
        raise BadInput(f"line {number}: not an object")
    head = {}
    for name in ("block", "at"):
        if name not in value:
            raise BadInput(f"line {number}: no {name!r}")
        head[name] = whole(value[name], f"line {number}: {name}")
    if "state" in value:
        views = value["state"]
        if set(value) != {"block", "at", "state"} or not isinstance(views, dict):
            raise BadInput(f"line {number}: a state has block, at and state, an object")
        return State(Place(number, head["block"], -1), head["at"], views)
    if set(value) != {"block", "at", "index", "event", "fields"}:
        raise BadInput(f"line {number}: an event has block, at, index, event and fields")
    index = whole(value["index"], f"line {number}: index")
    name, fields = value["event"], value["fields"]
    if not isinstance(name, str) or name.count(".") != 1 or not isinstance(fields, dict):
        raise BadInput(f"line {number}: event is 'Pallet.Name', fields an object")
    return Event(Place(number, head["block"], index), head["at"], name, fields)


def read(lines):
    """Everything that an export has, in order. Blocks, events of a block and the clock go only
    forward; a state stands behind the events of its block."""
    last = None
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        line = _line(number, text)
        if last is not None:
            same = line.place.block == last.place.block
            behind = line.place.index > last.place.index if isinstance(line, Event) else True
            if isinstance(last, State):
                behind = not isinstance(line, Event)
            if line.place.block < last.place.block or (same and not behind):
                raise BadInput(f"line {number}: not behind the line before it")
            if line.at < last.at or (same and line.at != last.at):
                raise BadInput(f"line {number}: the clock went back, or is two in one block")
        yield line
        last = line
