"""The settings that a chain started with, and what its later settings change."""

from dataclasses import dataclass, fields

from lines import BadInput, parse, whole


@dataclass
class Spot:
    """Settings of pallet Spot."""

    daily_cap: int
    max_balance: int


@dataclass
class Conversion:
    """Settings of pallet Conversion. Amounts are THP base units."""

    rate: int
    min_rate: int
    max_rate: int
    max_per_call: int
    max_per_day: int
    max_per_quarter: int
    max_minted_per_year: int
    consent_required: bool


@dataclass
class Distribution:
    """Settings of pallet Distribution, in ms."""

    min_notice: int
    max_notice: int
    min_interval: int
    owner_window: int
    reclaim_period: int


@dataclass
class Settings:
    """Everything that is not in the export."""

    pool: str
    reserve: str
    thp_asset: int
    spot_asset: int
    spot: Spot
    conversion: Conversion
    distribution: Distribution


def _snake(name):
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def _value(kind, value, what):
    if kind is bool:
        if not isinstance(value, bool):
            raise BadInput(f"{what} must be true or false")
        return value
    if kind is str:
        if not isinstance(value, str) or not value:
            raise BadInput(f"{what} must be a text that is not empty")
        return value
    if kind is int:
        return whole(value, what)
    return make(kind, value, what)


def make(kind, value, what):
    """Settings from an object. Names may be written as in a chain specification (`dailyCap`) or as
    in an event (`daily_cap`); all must be there, and no other."""
    if not isinstance(value, dict):
        raise BadInput(f"{what} must be an object")
    given = {_snake(name): item for name, item in value.items()}
    known = {field.name: field.type for field in fields(kind)}
    if len(given) != len(value) or set(given) != set(known):
        wrong = sorted(set(given) ^ set(known))
        raise BadInput(f"{what}: missing or unknown: {', '.join(wrong) or 'a name twice'}")
    return kind(
        **{name: _value(known[name], item, f"{what}.{name}") for name, item in given.items()}
    )


def load(text):
    """The settings of a JSON file."""
    return make(Settings, parse(text, "settings"), "settings")
