"""An export whose every number was worked out by hand, for the tests.

Two persons earn enough to be above the median, one of them is recovered, the other moves by link;
checks expire twice; one conversion, two rounds.
"""

import copy
import json

DAY = 86_400_000
START = 20_000 * DAY

SETTINGS = {
    "pool": "pool",
    "reserve": "reserve",
    "thpAsset": 1,
    "spotAsset": 2,
    "spot": {"dailyCap": 10, "maxBalance": 1_000_000},
    "conversion": {
        "rate": 10,
        "minRate": 5,
        "maxRate": 20,
        "maxPerCall": "3000000",
        "maxPerDay": "3000000",
        "maxPerQuarter": "4000000",
        "maxMintedPerYear": "800000",
        "consentRequired": True,
    },
    "distribution": {
        "minNotice": 7 * DAY,
        "maxNotice": 90 * DAY,
        "minInterval": 365 * DAY,
        "ownerWindow": 30 * DAY,
        "reclaimPeriod": 180 * DAY,
    },
}


def issued(asset, owner, amount):
    """The tokens' ledger minted."""
    return ("Assets.Issued", {"asset_id": asset, "owner": owner, "amount": amount})


def burned(asset, owner, amount):
    """The tokens' ledger burned."""
    return ("Assets.Burned", {"asset_id": asset, "owner": owner, "balance": amount})


def moved(asset, source, target, amount):
    """The tokens' ledger moved."""
    fields = {"asset_id": asset, "from": source, "to": target, "amount": amount}
    return ("Assets.Transferred", fields)


def standing(who, is_verified):
    """SPOT counts from now on, or no longer."""
    return ("Spot.StandingChanged", {"who": who, "is_verified": is_verified})


def verified(who):
    """A person is attested, and counts."""
    return [("Kyc.Attested", {"account": who, "standing": "Verified"}), standing(who, True)]


def awarded(evidence, who, amount, day):
    """SPOT that somebody earned on a day."""
    fields = {
        "evidence": f"0x{evidence:064x}",
        "who": who,
        "source": "Visit",
        "amount": amount,
        "at": START + day * DAY,
    }
    return [issued(2, who, amount), ("Spot.Awarded", fields)]


def capped(evidence, who, dropped, day):
    """SPOT above the cap."""
    fields = {
        "evidence": f"0x{evidence:064x}",
        "who": who,
        "cap": "Daily",
        "dropped": dropped,
        "at": START + day * DAY,
    }
    return [("Spot.CapReached", fields)]


def told(name, **fields):
    """An event of a pallet of ours."""
    return [(name, {key.removesuffix("_"): value for key, value in fields.items()})]


def pair(who, amount, from_reserve, minted):
    """10 SPOT become THP."""
    return [
        burned(2, who, 10),
        *told("Spot.Burned", who=who, amount=10),
        moved(1, "reserve", who, amount),
        *told(
            "Conversion.PairConverted", id=0, who=who, spot=10, amount=amount,
            from_reserve=from_reserve, minted=minted,
        ),
    ]


def paid(who, spot, amount):
    """A share of round 1."""
    return [
        moved(1, "pool", who, amount),
        *told("Distribution.SharePaid", round=1, who=who, spot=spot, amount=amount),
    ]


def skipped(number, who, reason):
    """A share that was not paid."""
    return told("Distribution.ShareSkipped", round=number, who=who, reason=reason)


def expired(amount, pool, reserve):
    """A check that nobody claimed."""
    return [
        *told("Checks.CheckExpired", till=1, sequence=1, amount=amount),
        issued(1, "pool", pool),
        issued(1, "reserve", reserve),
        *told("Checks.UnusedMinted", pool=pool, reserve=reserve),
    ]


# Day, and what that day's block told. Somebody's first SPOT is of day 0.
BLOCKS = [
    (0, [
        *verified("alice"), *verified("bob"), *verified("carol"), *verified("fay"),
        *told("Kyc.Attested", account="dave", standing="Pending"),
        *told("Kyc.HitCleared", account="dave", missing=1),
    ]),
    (0, [*told("Kyc.HitCleared", account="dave", missing=0), standing("dave", True)]),
    (0, [
        *expired(2_400_001, 1_200_001, 1_200_000),
        issued(1, "alice", 2_000_000),
        *told("Checks.CheckMatured", till=1, sequence=2, destination="alice", amount=2_000_000,
              deferred=0),
        issued(1, "bob", 1_000_000),
        *told("Checks.ThpCollected", who="bob", amount=1_000_000, left=0),
    ]),
    (0, [
        *awarded(1, "alice", 10, 0), *capped(2, "alice", 3, 0),
        *awarded(3, "bob", 8, 0), *awarded(4, "bob", 2, 0), *capped(4, "bob", 2, 0),
        *awarded(5, "carol", 3, 0), *awarded(6, "dave", 5, 0), *awarded(7, "fay", 1, 0),
        # Ed is nobody yet: it earns, and does not count.
        *awarded(8, "ed", 9, 0),
    ]),
    (1, [*awarded(9, "alice", 10, 1), *awarded(10, "bob", 10, 1)]),
    (2, [*awarded(11, "bob", 7, 2)]),
    (3, [
        *told("Conversion.ConsentChanged", who="alice", consents=True),
        *told("Conversion.ConsentChanged", who="bob", consents=True),
        *told("Conversion.ConsentChanged", who="carol", consents=True),
        *told("Conversion.ConsentChanged", who="carol", consents=False),
        # Two THP; the reserve has 1.2.
        issued(1, "reserve", 800_000),
        *pair("alice", 1_000_000, 1_000_000, 0),
        *pair("bob", 1_000_000, 200_000, 800_000),
        *told(
            "Conversion.Converted", id=0, pairs=2, rate=10, spot=20, amount=2_000_000,
            from_reserve=1_200_000, minted=800_000,
        ),
    ]),
    (5, [*told(
        "Distribution.RoundAnnounced", round=1, opens_at=START + 12 * DAY,
        anyone_from=START + 42 * DAY,
    )]),
    # Alice has 10, Bob 17, Carol 3, Dave 5, Fay 1; Ed's 9 do not count. The middle one of five is
    # 5, and above it are 27.
    (12, [
        *told("Spot.SnapshotTaken", id=0, holders=5, median=5, above=27),
        *told(
            "Distribution.RoundOpened", round=1, snapshot=0, pool=1_200_001, holders=5, median=5,
            above=27, reclaims_at=START + 192 * DAY,
        ),
    ]),
    (12, [
        # 10 / 27 of the pool are 444 444.81, 17 / 27 are 755 556.18.
        *paid("alice", 10, 444_444),
        *skipped(1, "alice", "AlreadyPaid"), *skipped(1, "dave", "NotAboveMedian"),
        *skipped(1, "ed", "NothingThen"),
        *skipped(1, "bob", {"PayoutRefused": {"error": "Paused"}}),
    ]),
    (13, [
        # Bob lost its key.
        *told("Kyc.Rebound", from_="bob", to="bob2"),
        standing("bob", False), standing("bob2", True),
        moved(1, "bob", "bob2", 2_000_000),
        burned(2, "bob", 17), issued(2, "bob2", 17),
        *told("Spot.HoldingsMoved", from_="bob", to="bob2", amount=17, dropped=0),
        *told("Conversion.ConsentChanged", who="bob", consents=False),
    ]),
    (14, [
        # What Bob earns now is of no account to the round.
        *awarded(12, "bob2", 4, 14), *paid("bob2", 17, 755_556),
        *told("Kyc.Suspended", account="fay", reason="0x01"), standing("fay", False),
    ]),
    (14, [
        *told("Kyc.Reinstated", account="fay", standing="Verified"), standing("fay", True),
        *told("Kyc.Expired", account="alice"), standing("alice", False),
    ]),
    (15, [
        # Alice's attestation ended; she was attested on another account and links the first. Both
        # accounts earned 6 that day, of which 10 remain.
        *awarded(13, "alice", 6, 15), *awarded(14, "alice2", 6, 15),
        *verified("alice2"),
        moved(1, "alice", "alice2", 3_444_444),
        burned(2, "alice", 16), issued(2, "alice2", 14),
        *told("Spot.HoldingsMoved", from_="alice", to="alice2", amount=16, dropped=2),
        *told("Distribution.PaymentMoved", round=1, from_="alice", to="alice2", amount=444_444),
        *told("Conversion.ConsentChanged", who="alice", consents=False),
        *told("Kyc.Linked", account="alice2", old="alice"),
        *skipped(1, "alice2", "AlreadyPaid"), *skipped(1, "alice", "NothingThen"),
    ]),
    (16, [
        *told("Kyc.Revoked", account="fay", reason="0x02"), standing("fay", False),
    ]),
    (192, [
        *told("Spot.SnapshotReleased", id=0),
        *told("Distribution.RoundClosed", round=1, paid=1_200_000, left=1),
    ]),
    (300, [*told(
        "Distribution.SettingsChanged",
        settings={
            "min_notice": 10 * DAY, "max_notice": 100 * DAY, "min_interval": 365 * DAY,
            "owner_window": 20 * DAY, "reclaim_period": 90 * DAY,
        },
    )]),
    (367, [*told(
        "Distribution.RoundAnnounced", round=2, opens_at=START + 377 * DAY,
        anyone_from=START + 397 * DAY,
    )]),
    # Alice2 has 20, Bob2 21, Carol 3, Dave 5: the upper of the middle ones is 20, above it are 21.
    # The pool is the dust of round 1.
    (380, [
        *told("Spot.SnapshotTaken", id=1, holders=4, median=20, above=21),
        *told(
            "Distribution.RoundOpened", round=2, snapshot=1, pool=1, holders=4, median=20, above=21,
            reclaims_at=START + 470 * DAY,
        ),
        moved(1, "pool", "bob2", 1),
        *told("Distribution.SharePaid", round=2, who="bob2", spot=21, amount=1),
    ]),
    (700, [*told(
        "Distribution.RoundAnnounced", round=3, opens_at=START + 745 * DAY,
        anyone_from=START + 765 * DAY,
    )]),
    (701, [*told("Distribution.RoundCancelled", round=3)]),
    (702, [
        *told("Spot.SettingsChanged", settings={"daily_cap": 12, "max_balance": 2_000}),
        *told("Conversion.SettingsChanged", settings={
            "rate": 5, "min_rate": 5, "max_rate": 15, "max_per_call": "1000000",
            "max_per_day": "2000000", "max_per_quarter": "3000000",
            "max_minted_per_year": "4000000", "consent_required": False,
        }),
    ]),
]



def line(evidence, who, amount, day):
    """An entry of the ledger of awards."""
    return {f"0x{evidence:064x}": {"who": who, "amount": amount, "at": START + day * DAY}}


# What the chain's views say at the end.
STATE = {
    "awards": {
        **line(1, "alice", 10, 0), **line(2, "alice", 0, 0), **line(3, "bob", 8, 0),
        **line(4, "bob", 2, 0), **line(5, "carol", 3, 0), **line(6, "dave", 5, 0),
        **line(7, "fay", 1, 0), **line(8, "ed", 9, 0), **line(9, "alice", 10, 1),
        **line(10, "bob", 10, 1), **line(11, "bob", 7, 2), **line(12, "bob2", 4, 14),
        **line(13, "alice", 6, 15), **line(14, "alice2", 6, 15),
    },
    "spot": {"alice2": 20, "bob2": 21, "carol": 3, "dave": 5, "fay": 1, "ed": 9},
    "verified": ["alice2", "bob2", "carol", "dave"],
    "thp": {"alice2": "3444444", "bob2": "2755557"},
    "issuance": "6200001",
    "figures": {"holders": 4, "median": 20, "above": 21},
    "minted": "800000",
    "conversions": 1,
    "consents": [],
    "announced": None,
    "rounds": {
        "1": {
            "pool": "1200001", "paid": "1200000", "shares_paid": 2, "holders": 5, "median": 5,
            "above": 27, "opened_at": START + 12 * DAY, "reclaims_at": START + 192 * DAY,
            "closed_at": START + 192 * DAY,
        },
        "2": {
            "pool": "1", "paid": "1", "shares_paid": 1, "holders": 4, "median": 20, "above": 21,
            "opened_at": START + 380 * DAY, "reclaims_at": START + 470 * DAY, "closed_at": None,
        },
    },
    "settings": {
        "spot": {"daily_cap": 12, "max_balance": 2_000},
        "conversion": {
            "rate": 5, "min_rate": 5, "max_rate": 15, "max_per_call": 1_000_000,
            "max_per_day": 2_000_000, "max_per_quarter": 3_000_000,
            "max_minted_per_year": 4_000_000, "consent_required": False,
        },
        "distribution": {
            "min_notice": 10 * DAY, "max_notice": 100 * DAY, "min_interval": 365 * DAY,
            "owner_window": 20 * DAY, "reclaim_period": 90 * DAY,
        },
    },
}


def blocks():
    """A copy to spoil."""
    return copy.deepcopy(BLOCKS)


def state(**changes):
    """The last state, but for some views."""
    return {**copy.deepcopy(STATE), **changes}


def lines(story=None, last=None):
    """The export of blocks and, unless it is `False`, of a last state."""
    story = BLOCKS if story is None else story
    written, at = [], START
    for block, (day, events) in enumerate(story, 1):
        at = START + day * DAY
        for index, (name, fields) in enumerate(events):
            line = {"block": block, "at": at, "index": index, "event": name, "fields": fields}
            written.append(json.dumps(line))
    if last is not False:
        views = STATE if last is None else last
        written.append(json.dumps({"block": len(story), "at": at, "state": views}))
    return written
