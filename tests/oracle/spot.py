"""SPOT: balances, caps, medians and record dates (rules 15 to 17)."""

from collections import defaultdict
from dataclasses import dataclass

from lines import DAY
from settings import Spot as SpotSettings
from settings import make

# How many UTC days are remembered, today included, for the daily cap.
REMEMBERED_DAYS = 32


@dataclass(frozen=True)
class Figures:
    """Those who count, at one moment."""

    holders: int
    median: int
    above: int


def figures(balances):
    """The upper median of all balances, and the sum of those above it."""
    ordered = sorted(balances)
    median = ordered[len(ordered) // 2] if ordered else 0
    return Figures(len(ordered), median, sum(one for one in ordered if one > median))


@dataclass
class Award:
    """An award of this block that another event may say more about."""

    who: str
    at: int
    room: int
    cap: str


class Spot:
    """The soulbound ledger."""

    def __init__(self, findings, settings):
        self.findings = findings
        self.settings = settings
        self.balances = {}
        self.verified = set()
        self.earned = defaultdict(lambda: defaultdict(int))
        # The ledger of awards, and what is left to be said of those of this block.
        self.lines = {}
        self.awards = {}
        self.snapshots = {}

    def balance(self, who):
        """What an account has."""
        return self.balances.get(who, 0)

    def counted(self):
        """Who counts, with how much."""
        return {who: held for who, held in self.balances.items() if held and who in self.verified}

    def figures(self):
        """The figures of now."""
        return figures(self.counted().values())

    def _put(self, who, amount):
        if amount:
            self.balances[who] = amount
        else:
            self.balances.pop(who, None)

    def _room(self, who, at):
        daily = max(0, self.settings.daily_cap - self.earned[who][at // DAY])
        most = max(0, self.settings.max_balance - self.balance(who))
        return (most, "Balance") if most < daily else (daily, "Daily")

    def _enter(self, event, amount):
        """A line of the ledger of awards."""
        evidence, at = event.text("evidence"), event.number("at")
        self.findings.must(
            "spot.evidence", event.place, f"evidence {evidence} used twice",
            evidence not in self.lines,
        )
        self.lines[evidence] = {"who": event.text("who"), "amount": amount, "at": at}
        is_recent = at <= event.at and event.at // DAY - at // DAY < REMEMBERED_DAYS
        self.findings.must(
            "spot.date", event.place, "an award of the future or of long ago", is_recent, at,
            f"at most {event.at}, and of the last {REMEMBERED_DAYS} days",
        )

    def awarded(self, event):
        """An account earned SPOT."""
        evidence, who = event.text("evidence"), event.text("who")
        amount, at = event.number("amount"), event.number("at")
        self._enter(event, amount)
        room, cap = self._room(who, at)
        self.findings.must(
            "spot.cap", event.place, f"an award to {who}", 1 <= amount <= room, amount,
            f"1 to {room}",
        )
        self._put(who, self.balance(who) + amount)
        self.earned[who][at // DAY] += amount
        self.awards[evidence] = Award(who, at, room - amount, cap)
        return [who]

    def cap_reached(self, event):
        """A part of an award, told before, or all of one was too much."""
        evidence, who = event.text("evidence"), event.text("who")
        at = event.number("at")
        award = self.awards.pop(evidence, None)
        if award is None:
            self._enter(event, 0)
            award = Award(who, at, *self._room(who, at))
        place, dropped = event.place, event.number("dropped")
        equal, must = self.findings.equal, self.findings.must
        equal("spot.cap", place, "whose award was cut", (who, at), (award.who, award.at))
        equal("spot.cap", place, "which cap", event.variant("cap"), award.cap)
        must("spot.cap", place, f"SPOT of {who} dropped", dropped > 0, dropped, "at least 1")
        equal("spot.cap", place, f"room of {who} left unused", award.room, 0)
        return [who]

    def burned(self, event):
        """SPOT ended by conversion."""
        who, amount = event.text("who"), event.number("amount")
        held = self.balance(who)
        self.findings.must(
            "spot.burn", event.place, f"SPOT of {who} burned", 1 <= amount <= held, amount,
            f"1 to {held}",
        )
        self._put(who, max(0, held - amount))
        return [who]

    def _merge_days(self, old, new, today):
        """What both earned of a day, together not above the cap, but not below what one earned."""
        excess = 0
        ours, theirs = self.earned[new], self.earned.pop(old, {})
        for day, amount in theirs.items():
            if today - day < REMEMBERED_DAYS:
                both = ours[day] + amount
                kept = min(both, max(self.settings.daily_cap, ours[day], amount))
                excess += both - kept
                ours[day] = kept
        return excess

    def holdings_moved(self, event):
        """A person's SPOT, and what counted for it, went to its other account."""
        old, new = event.text("from"), event.text("to")
        left, kept = self.balance(old), self.balance(new)
        both = left + kept
        excess = self._merge_days(old, new, event.at // DAY)
        after = min(max(0, both - excess), max(self.settings.max_balance, left, kept))
        place, equal = event.place, self.findings.equal
        equal("spot.move", place, f"SPOT of {old}", event.number("amount"), left)
        equal("spot.move", place, f"SPOT of {new} dropped", event.number("dropped"), both - after)
        self._put(old, 0)
        self._put(new, after)
        for snapshot in self.snapshots.values():
            moved = snapshot.pop(old, 0)
            if moved:
                snapshot[new] = snapshot.get(new, 0) + moved
        return [old, new]

    def standing_changed(self, event):
        """An account's SPOT counts from now on, or no longer."""
        who, is_verified = event.text("who"), event.flag("is_verified")
        self.findings.must(
            "spot.standing", event.place, f"the standing of {who} told again",
            (who in self.verified) != is_verified,
        )
        if is_verified:
            self.verified.add(who)
        else:
            self.verified.discard(who)
        return [who]

    def snapshot_taken(self, event):
        """A record date."""
        told = Figures(*(event.number(name) for name in ("holders", "median", "above")))
        now = self.figures()
        for name in ("holders", "median", "above"):
            what, chain, ours = f"{name} of a record date", getattr(told, name), getattr(now, name)
            self.findings.equal(f"spot.{name}", event.place, what, chain, ours)
        number = event.number("id")
        self.findings.must(
            "spot.snapshot", event.place, f"record date {number} taken twice",
            number not in self.snapshots,
        )
        self.snapshots[number] = self.counted()
        return []

    def snapshot_released(self, event):
        """A record date is forgotten."""
        number = event.number("id")
        known = self.snapshots.pop(number, None)
        self.findings.must(
            "spot.snapshot", event.place, f"record date {number} released that is none",
            known is not None,
        )
        return []

    def settings_changed(self, event):
        """The owner changed the settings."""
        self.settings = make(SpotSettings, event.object("settings"), str(event.place))
        return []

    def end_block(self):
        """An award is cut in its own block or not at all."""
        self.awards.clear()

    HANDLERS = {
        "Awarded": awarded,
        "CapReached": cap_reached,
        "Burned": burned,
        "HoldingsMoved": holdings_moved,
        "StandingChanged": standing_changed,
        "SnapshotTaken": snapshot_taken,
        "SnapshotReleased": snapshot_released,
        "SettingsChanged": settings_changed,
    }
