"""Distribution of unused checks (rules 19 and 20)."""

from dataclasses import dataclass, field

from settings import Distribution as DistributionSettings
from settings import make
from spot import figures


@dataclass
class Round:
    """One round, by our own numbers."""

    snapshot: int
    pool: int
    holders: int
    median: int
    above: int
    opened_at: int
    reclaims_at: int
    place: object
    paid: int = 0
    shares_paid: int = 0
    closed_at: int | None = None
    # What each account had at the record date, which follows persons that change theirs until the
    # record date is forgotten; and what each was paid.
    balances: dict = field(default_factory=dict)
    payments: dict = field(default_factory=dict)

    @property
    def left(self):
        """What it did not pay."""
        return self.pool - self.paid

    def share(self, who):
        """`floor(balance * pool / above)` for a balance strictly above the median."""
        balance = self.balances.get(who, 0)
        return balance * self.pool // self.above if balance > self.median else 0


class Rounds:
    """All rounds."""

    def __init__(self, findings, settings, books):
        self.findings = findings
        self.settings = settings
        self.books = books
        self.announced = None
        self.rounds = {}

    @property
    def last(self):
        """The round that was opened last."""
        return self.rounds.get(len(self.rounds))

    def _open(self, event):
        """The round of an event, if it is open."""
        number = event.number("round")
        found = self.rounds.get(number)
        is_open = found is not None and found.closed_at is None
        self.findings.must(
            "round.state", event.place, f"{event.name} of round {number}", is_open,
            "done", "the round is not open",
        )
        return found if is_open else None

    def announced_round(self, event):
        """The owner announced a round."""
        opens_at, anyone_from = event.number("opens_at"), event.number("anyone_from")
        equal, must = self.findings.equal, self.findings.must
        settings, last = self.settings, self.last
        equal("round.number", event.place, "number", event.number("round"), len(self.rounds) + 1)
        must("round.state", event.place, "announced twice", self.announced is None)
        earliest = event.at + settings.min_notice
        if last is not None:
            earliest = max(earliest, last.opened_at + settings.min_interval, last.reclaims_at)
        latest = event.at + settings.max_notice
        must(
            "round.date", event.place, "opening", earliest <= opens_at <= latest, opens_at,
            f"{earliest} to {latest}",
        )
        equal(
            "round.date", event.place, "opening for all", anyone_from,
            opens_at + settings.owner_window,
        )
        self.announced = {"opens_at": opens_at, "anyone_from": anyone_from}
        return []

    def cancelled(self, event):
        """The owner took the announcement back."""
        equal, must = self.findings.equal, self.findings.must
        equal("round.number", event.place, "number", event.number("round"), len(self.rounds) + 1)
        is_announced = self.announced is not None
        must("round.state", event.place, "cancelled what is not announced", is_announced)
        self.announced = None
        return []

    def opened(self, event):
        """A record date."""
        place, number = event.place, len(self.rounds) + 1
        equal, must = self.findings.equal, self.findings.must
        equal("round.number", place, "number", event.number("round"), number)
        due = self.announced is not None and event.at >= self.announced["opens_at"]
        must("round.date", place, "opened without or before its announced moment", due)
        must(
            "round.state", place, "opened while another is open",
            self.last is None or self.last.closed_at is not None,
        )
        self.announced = None
        snapshot = event.number("snapshot")
        must(
            "round.snapshot", place, f"record date {snapshot} unknown",
            snapshot in self.books.spot.snapshots,
        )
        balances = self.books.spot.snapshots.get(snapshot)
        if balances is None:
            balances = self.books.spot.counted()
        ours = figures(balances.values())
        for name in ("holders", "median", "above"):
            equal(f"round.{name}", place, name, event.number(name), getattr(ours, name))
        pool = self.books.thp.balance(self.books.settings.pool)
        equal("round.pool", place, "pool", event.number("pool"), pool)
        reclaims_at = event.at + self.settings.reclaim_period
        equal("round.date", place, "end of claims", event.number("reclaims_at"), reclaims_at)
        self.rounds[number] = Round(
            snapshot, pool, ours.holders, ours.median, ours.above, event.at, reclaims_at, place,
            balances=balances,
        )
        return []

    def share_paid(self, event):
        """A share was paid."""
        place, who = event.place, event.text("who")
        amount = event.number("amount")
        self.books.thp.tell_paid(place, self.books.settings.pool, who, amount)
        found = self._open(event)
        if found is None:
            return [who]
        equal, must = self.findings.equal, self.findings.must
        held = found.balances.get(who, 0)
        equal("share.spot", place, f"SPOT of {who} at the record date", event.number("spot"), held)
        must(
            "share.eligible", place, f"{who} paid", held > found.median, f"{held} SPOT",
            f"more than {found.median} is needed",
        )
        equal("share.amount", place, f"share of {who}", amount, found.share(who))
        must("share.twice", place, f"{who} paid again", who not in found.payments)
        must(
            "share.verified", place, f"{who} paid and not verified",
            who in self.books.persons.verified,
        )
        found.payments[who] = found.payments.get(who, 0) + amount
        found.paid += amount
        found.shares_paid += 1
        must(
            "round.overpaid", place, "paid of the round", found.paid <= found.pool, found.paid,
            f"at most {found.pool}",
        )
        return [who]

    def share_skipped(self, event):
        """A share was not paid; whether that was right, as far as events tell."""
        who, reason = event.text("who"), event.variant("reason")
        found = self._open(event)
        if found is None:
            return [who]
        held, share = found.balances.get(who, 0), found.share(who)
        if who in found.payments:
            ours = "AlreadyPaid"
        elif held == 0:
            ours = "NothingThen"
        elif held <= found.median:
            ours = "NotAboveMedian"
        elif share == 0:
            ours = "ShareIsZero"
        elif share > found.left:
            ours = "ExceedsPool"
        elif reason in ("NotVerified", "PayoutRefused"):
            # What time ended is told later, and why the door refuses is not told at all.
            ours = reason
        else:
            ours = "paid"
        self.findings.equal("share.skipped", event.place, f"share of {who}", reason, ours)
        return [who]

    def payment_moved(self, event):
        """That a share was paid counts for the person's other account."""
        old, new, amount = event.text("from"), event.text("to"), event.number("amount")
        number = event.number("round")
        found = self.rounds.get(number)
        paid = found.payments.pop(old, 0) if found else 0
        self.findings.equal(
            "share.moved", event.place, f"what {old} was paid in round {number}", amount, paid
        )
        if found and paid:
            found.payments[new] = found.payments.get(new, 0) + paid
        return [old, new]

    def closed(self, event):
        """A round is over."""
        found = self._open(event)
        if found is None:
            return []
        place = event.place
        equal, must = self.findings.equal, self.findings.must
        equal("round.paid", place, "what it paid", event.number("paid"), found.paid)
        equal("round.left", place, "what stays in the pool", event.number("left"), found.left)
        is_empty = found.pool == 0 or found.above == 0
        must(
            "round.date", place, "closed", is_empty or event.at >= found.reclaims_at, event.at,
            f"not before {found.reclaims_at}",
        )
        must(
            "round.snapshot", place, "closed with its record date remembered",
            found.snapshot not in self.books.spot.snapshots,
        )
        found.closed_at = event.at
        return []

    def settings_changed(self, event):
        """The owner changed the settings."""
        self.settings = make(DistributionSettings, event.object("settings"), str(event.place))
        return []

    def person_moved(self, place, old, new):
        """A person changed its account: that it was paid must have gone along."""
        last = self.last
        if last is not None and old in last.payments:
            amount = last.payments.pop(old)
            last.payments[new] = last.payments.get(new, 0) + amount
            self.findings.add(
                "share.moved", place, f"what {old} was paid", "left behind", f"{amount} of {new}"
            )

    def views(self):
        """All rounds, as a state has them."""
        names = (
            "pool", "paid", "shares_paid", "holders", "median", "above", "opened_at", "reclaims_at",
            "closed_at",
        )
        return {
            str(number): {name: getattr(found, name) for name in names}
            for number, found in self.rounds.items()
        }

    def end_block(self, place):
        """The pool can pay what it owes, and a round that can't pay anything is over."""
        last = self.last
        if last is None or last.closed_at is not None:
            return
        held = self.books.thp.balance(self.books.settings.pool)
        self.findings.must(
            "round.pot", place, "what the pool holds", held >= last.left, held,
            f"at least {last.left}",
        )
        self.findings.must(
            "round.state", place, "open without anything to pay", last.pool > 0 and last.above > 0
        )

    HANDLERS = {
        "RoundAnnounced": announced_round,
        "RoundCancelled": cancelled,
        "RoundOpened": opened,
        "SharePaid": share_paid,
        "ShareSkipped": share_skipped,
        "PaymentMoved": payment_moved,
        "RoundClosed": closed,
        "SettingsChanged": settings_changed,
    }
