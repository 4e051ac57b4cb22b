"""Each kind of wrong number is found and called by its name."""

import copy
import re
import unittest
from pathlib import Path

import sample
from replay import replay
from sample import DAY, START, issued, moved, told
from settings import Settings, make


def nth(story, name, count=0):
    """The list that an event stands in, and where."""
    for _, events in story:
        for at, (other, _) in enumerate(events):
            if other == name:
                if count == 0:
                    return events, at
                count -= 1
    raise LookupError(name)


def change(name, count=0, **fields):
    """Spoils fields of the nth event of a name."""

    def spoil(story):
        events, at = nth(story, name, count)
        events[at][1].update({key.removesuffix("_"): value for key, value in fields.items()})

    return spoil


def drop(name, count=0):
    """Leaves an event out."""

    def spoil(story):
        events, at = nth(story, name, count)
        del events[at]

    return spoil


def after(name, *more, count=0):
    """Puts events behind another."""

    def spoil(story):
        events, at = nth(story, name, count)
        events[at + 1 : at + 1] = copy.deepcopy(list(more))

    return spoil


def before(name, *more, count=0):
    """Puts events before another."""

    def spoil(story):
        events, at = nth(story, name, count)
        events[at:at] = copy.deepcopy(list(more))

    return spoil


def all_of(*spoils):
    """Several at once."""

    def spoil(story):
        for one in spoils:
            one(story)

    return spoil


def put_off(name, days, count=0):
    """Everything from an event on happens so many days later."""

    def spoil(story):
        events, _ = nth(story, name, count)
        at = next(at for at, (_, others) in enumerate(story) if others is events)
        story[at:] = [(day + days, others) for day, others in story[at:]]

    return spoil


PAID = "Distribution.SharePaid"
OPENED = "Distribution.RoundOpened"
CLOSED = "Distribution.RoundClosed"
ANNOUNCED = "Distribution.RoundAnnounced"
PAIR = "Conversion.PairConverted"
CONVERTED = "Conversion.Converted"

# Every kind of difference: how to make one.
CASES = [
    ("event.unknown", after("Spot.Awarded", *told("Spot.Gifted", who="ed", amount=1))),
    ("event.unknown", after(OPENED, *told("Distribution.Skimmed", amount=1))),
    ("event.unknown", after("Spot.Awarded", *told("Assets.Withdrawn", asset_id=1, amount=1))),
    # THP
    ("thp.negative", before("Checks.CheckMatured", moved(1, "carol", "dave", 1))),
    ("thp.unexplained", after("Checks.CheckMatured", issued(1, "carol", 1))),
    ("thp.unexplained", change("Checks.CheckMatured", amount=2_000_001)),
    ("thp.unexplained", change("Checks.ThpCollected", amount=999_999)),
    ("thp.unexplained", after(OPENED, moved(1, "pool", "carol", 1))),
    ("thp.unexplained", after("Checks.CheckMatured", moved(1, "reserve", "carol", 1))),
    ("thp.unexplained", after("Checks.CheckMatured", sample.burned(1, "alice", 1))),
    ("thp.unused", change("Checks.CheckExpired", amount=2_400_002)),
    ("thp.unused", change("Checks.UnusedMinted", pool=1_200_000, reserve=1_200_001)),
    # SPOT
    ("spot.evidence", after("Spot.Awarded", *sample.awarded(1, "carol", 1, 0), count=5)),
    ("spot.evidence", after("Spot.CapReached", *sample.capped(2, "alice", 1, 0))),
    ("spot.date", change("Spot.Awarded", 9, at=START + 2 * DAY + 1)),
    ("spot.date", change("Spot.Awarded", 12, at=START - 17 * DAY - 1)),
    ("spot.cap", after("Spot.Awarded", *sample.awarded(77, "alice", 1, 0), count=7)),
    ("spot.cap", after("Spot.CapReached", *sample.capped(78, "ed", 1, 0))),
    ("spot.cap", change("Spot.CapReached", cap="Balance")),
    ("spot.cap", change("Spot.CapReached", dropped=0)),
    ("spot.cap", change("Spot.CapReached", 1, who="alice")),
    ("spot.burn", change("Spot.Burned", amount=21)),
    ("spot.move", change("Spot.HoldingsMoved", amount=18)),
    ("spot.move", change("Spot.HoldingsMoved", 1, dropped=0)),
    ("spot.moved", after("Checks.CheckMatured", moved(2, "ed", "carol", 0))),
    ("spot.standing", drop("Spot.StandingChanged")),
    ("spot.standing", change("Kyc.Attested", standing="Rejected")),
    ("spot.standing", change("Kyc.HitCleared", missing=0)),
    ("spot.standing", after("Spot.StandingChanged", sample.standing("alice", True))),
    ("spot.holders", change("Spot.SnapshotTaken", holders=6)),
    ("spot.median", change("Spot.SnapshotTaken", median=3)),
    ("spot.above", change("Spot.SnapshotTaken", above=32)),
    ("spot.snapshot", change("Spot.SnapshotReleased", id=3)),
    ("spot.snapshot", all_of(drop("Spot.SnapshotReleased"), change("Spot.SnapshotTaken", 1, id=0))),
    ("spot.ledger", after("Spot.Awarded", issued(2, "carol", 1))),
    ("spot.ledger", change("Assets.Burned", balance=9)),
    ("spot.negative", after("Spot.Awarded", sample.burned(2, "carol", 1))),
    ("spot.unexplained", drop(PAIR)),
    ("spot.unexplained", change("Spot.Burned", amount=9)),
    ("person.moved", drop("Kyc.Linked")),
    ("person.moved", change("Kyc.Rebound", to="bob3")),
    ("person.moved", drop("Spot.HoldingsMoved")),
    ("person.moved", change("Assets.Transferred", 3, amount=1_999_999)),
    # Conversion
    ("conversion.id", change(PAIR, id=1)),
    ("conversion.id", change(CONVERTED, id=1)),
    ("conversion.holder", drop("Conversion.ConsentChanged")),
    ("conversion.holder", before(CONVERTED, *sample.pair("ed", 1_000_000, 0, 1_000_000))),
    ("conversion.holder", before(CONVERTED, *sample.pair("bob", 1_000_000, 0, 1_000_000))),
    ("conversion.consent", drop("Conversion.ConsentChanged", 2)),
    ("conversion.rate", change(CONVERTED, rate=11)),
    ("conversion.sum", change(CONVERTED, pairs=3)),
    ("conversion.sum", change(CONVERTED, spot=21)),
    ("conversion.sum", change(CONVERTED, amount=2_000_001)),
    ("conversion.sum", drop(CONVERTED)),
    ("conversion.pair", change(PAIR, amount=1_000_001)),
    ("conversion.pair", change(PAIR, spot=11)),
    ("conversion.pair", change(PAIR, from_reserve=999_999, minted=1)),
    ("conversion.pair", change(PAIR, 1, from_reserve=0, minted=1_000_000)),
    ("conversion.round", before(
        "Conversion.ConsentChanged",
        *told(ANNOUNCED, round=1, opens_at=START + 10 * DAY, anyone_from=START + 40 * DAY),
    )),
    # Rounds
    ("round.number", change(ANNOUNCED, round=2)),
    ("round.number", change("Distribution.RoundCancelled", round=4)),
    ("round.number", change(OPENED, round=2)),
    ("round.state", before("Distribution.RoundCancelled", *told(
        ANNOUNCED, round=3, opens_at=START + 760 * DAY, anyone_from=START + 780 * DAY,
    ))),
    ("round.state", drop(ANNOUNCED, 2)),
    ("round.state", drop(CLOSED)),
    ("round.state", after(CLOSED, *told(CLOSED, round=1, paid=1_200_000, left=1))),
    ("round.state", after(CLOSED, *told(PAID, round=1, who="bob2", spot=17, amount=1))),
    ("round.state", change(PAID, round=9)),
    ("round.date", change(ANNOUNCED, opens_at=START + 12 * DAY - 1)),
    ("round.date", change(ANNOUNCED, opens_at=START + 95 * DAY + 1)),
    ("round.date", change(ANNOUNCED, 1, opens_at=START + 377 * DAY - 1)),
    ("round.date", change(ANNOUNCED, anyone_from=START + 12 * DAY)),
    ("round.date", change(ANNOUNCED, opens_at=START + 13 * DAY)),
    ("round.date", drop(ANNOUNCED)),
    ("round.date", change(OPENED, reclaims_at=START + 191 * DAY)),
    ("round.date", put_off("Spot.SnapshotReleased", -1)),
    ("round.snapshot", change(OPENED, snapshot=1)),
    ("round.snapshot", drop("Spot.SnapshotReleased")),
    ("round.holders", change(OPENED, holders=4)),
    ("round.median", change(OPENED, median=10)),
    ("round.above", change(OPENED, above=17)),
    ("round.pool", change(OPENED, pool=1_200_000)),
    ("round.paid", change(CLOSED, paid=1_199_999)),
    ("round.left", change(CLOSED, left=0)),
    ("round.overpaid", change(PAID, amount=1_200_002)),
    ("round.pot", after(OPENED, moved(1, "pool", "carol", 1))),
    # Shares
    ("share.spot", change(PAID, spot=11)),
    ("share.eligible", change(PAID, who="dave", spot=5)),
    ("share.amount", change(PAID, amount=444_445)),
    ("share.twice", after(PAID, *sample.paid("alice", 10, 444_444))),
    ("share.twice", after("Distribution.PaymentMoved", *sample.paid("alice2", 10, 444_444))),
    ("share.verified", before(PAID, *told("Kyc.Suspended", account="alice", reason="0x03"))),
    ("share.skipped", change("Distribution.ShareSkipped", reason="NothingThen")),
    ("share.skipped", change("Distribution.ShareSkipped", 1, reason="ShareIsZero")),
    ("share.skipped", after(OPENED, *sample.skipped(1, "alice", "NotAboveMedian"))),
    ("share.moved", drop("Distribution.PaymentMoved")),
    ("share.moved", change("Distribution.PaymentMoved", amount=444_443)),
]


def check(story, **settings):
    """What is found in a story."""
    known = make(Settings, {**copy.deepcopy(sample.SETTINGS)}, "settings")
    for name, value in settings.items():
        setattr(known.conversion, name, value)
    return replay(known, sample.lines(story, last=False)).findings


class Kinds(unittest.TestCase):
    """Differences and their names."""

    def test_each_kind_should_be_found_by_its_name(self):
        for kind, spoil in CASES:
            story = sample.blocks()
            spoil(story)
            with self.subTest(kind=kind, case=CASES.index((kind, spoil))):
                self.assertIn(kind, check(story).kinds())

    def test_each_ceiling_should_be_found(self):
        ceilings = {
            "max_per_call": 1_999_999,
            "max_per_day": 1_999_999,
            "max_per_quarter": 1_999_999,
            "max_minted_per_year": 799_999,
        }
        for name, most in ceilings.items():
            with self.subTest(ceiling=name):
                kinds = check(sample.BLOCKS, **{name: most}).kinds()
                self.assertEqual(kinds, {"conversion.ceiling"})
                self.assertEqual(check(sample.BLOCKS, **{name: most + 1}).kinds(), set())

    def test_a_rate_out_of_its_band_should_be_found(self):
        self.assertEqual(check(sample.BLOCKS, min_rate=11).kinds(), {"conversion.rate"})

    def test_a_round_that_pays_nobody_should_be_closed_at_once(self):
        # Fay has 1, and nobody else counts.
        story = [
            (0, [*sample.verified("fay"), *sample.awarded(1, "fay", 1, 0)]),
            (5, told(ANNOUNCED, round=1, opens_at=START + 12 * DAY, anyone_from=START + 42 * DAY)),
            (12, [
                *told("Spot.SnapshotTaken", id=0, holders=1, median=1, above=0),
                *told(
                    OPENED, round=1, snapshot=0, pool=0, holders=1, median=1, above=0,
                    reclaims_at=START + 192 * DAY,
                ),
                *told("Spot.SnapshotReleased", id=0),
                *told(CLOSED, round=1, paid=0, left=0),
            ]),
        ]
        self.assertEqual([str(one) for one in check(story).all], [])
        del story[2][1][2:]
        self.assertEqual(check(story).kinds(), {"round.state"})

    def test_every_kind_that_there_is_should_have_a_case(self):
        named = {kind for kind, _ in CASES}
        source = "".join(
            path.read_text(encoding="utf-8")
            for path in Path(__file__).parent.glob("*.py")
            if not path.name.startswith("test_")
        )
        pattern = r'"((?:event|person|spot|thp|conversion|round|share)\.[a-z]+)"'
        written = set(re.findall(pattern, source)) - {"conversion.ceiling"}
        self.assertEqual(written - named, set())
        # The ledgers name theirs after the token.
        self.assertEqual(
            named - written, {"round.holders", "round.median", "round.above", "spot.holders",
                              "spot.median", "spot.above", "spot.negative", "thp.negative",
                              "thp.unexplained"},
        )


if __name__ == "__main__":
    unittest.main()
