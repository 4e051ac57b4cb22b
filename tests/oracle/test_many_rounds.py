"""Random lives over a hundred rounds: medians and shares by their definition, and nothing lost."""

import copy
import random
import unittest
from fractions import Fraction

import sample
from replay import replay
from sample import DAY, START, issued, moved, told
from settings import Settings, make
from spot import Figures, figures

ROUNDS = 100


def write(seed, spoil=None):
    """An export of a hundred rounds. `spoil` may change a share before it is paid."""
    chance = random.Random(seed)
    people = [f"person{number}" for number in range(15)]
    held = dict.fromkeys(people, 0)
    counting, pool, story, evidence = set(), 0, [], 0
    for number in range(1, ROUNDS + 1):
        day = 400 * number
        events = []
        for who in people:
            if who not in counting and chance.random() < 0.5:
                events += sample.verified(who)
                counting.add(who)
            elif who in counting and chance.random() < 0.1:
                events += told("Kyc.Suspended", account=who, reason="0x01")
                events.append(sample.standing(who, False))
                counting.remove(who)
            amount = chance.randint(0, 10)
            if amount:
                evidence += 1
                events += sample.awarded(evidence, who, amount, day)
                held[who] += amount
        unused = chance.choice([0, 1, 2, 999, 10**12 + chance.randint(0, 10**6)])
        if unused:
            half = unused // 2
            events += told("Checks.CheckExpired", till=1, sequence=number, amount=unused)
            events += [issued(1, "pool", unused - half), issued(1, "reserve", half)]
            events += told("Checks.UnusedMinted", pool=unused - half, reserve=half)
            pool += unused - half
        opens_at = START + (day + 7) * DAY
        events += told(
            "Distribution.RoundAnnounced", round=number, opens_at=opens_at,
            anyone_from=opens_at + 30 * DAY,
        )
        story.append((day, events))

        balances = {who: held[who] for who in sorted(counting) if held[who]}
        ordered = sorted(balances.values())
        median = ordered[len(ordered) // 2] if ordered else 0
        above = {who: spot for who, spot in balances.items() if spot > median}
        total = sum(above.values())
        told_figures = {"holders": len(ordered), "median": median, "above": total}
        events = told("Spot.SnapshotTaken", id=number, **told_figures)
        events += told(
            "Distribution.RoundOpened", round=number, snapshot=number, pool=pool, **told_figures,
            reclaims_at=opens_at + 180 * DAY,
        )
        shared, paid = pool, 0
        for who, spot in above.items():
            share = int(Fraction(spot * shared, total))
            if spoil:
                share = spoil(number, share)
            if share and chance.random() < 0.8:
                events.append(moved(1, "pool", who, share))
                events += told(
                    "Distribution.SharePaid", round=number, who=who, spot=spot, amount=share
                )
                paid += share
        pool -= paid
        ending = told("Spot.SnapshotReleased", id=number)
        ending += told("Distribution.RoundClosed", round=number, paid=paid, left=shared - paid)
        if shared and total:
            story += [(day + 7, events), (day + 187, ending)]
        else:
            story.append((day + 7, events + ending))
    return story, pool


def check(story):
    """The books after a story."""
    settings = make(Settings, copy.deepcopy(sample.SETTINGS), "settings")
    return replay(settings, sample.lines(story, False))


class ManyRounds(unittest.TestCase):
    """A hundred rounds, one after another."""

    def test_a_hundred_rounds_should_lose_nothing(self):
        for seed in range(5):
            story, pool = write(seed)
            books = check(story)
            self.assertEqual([str(finding) for finding in books.findings.all], [])
            self.assertEqual(len(books.rounds.rounds), ROUNDS)
            paid = sum(found.paid for found in books.rounds.rounds.values())
            self.assertGreater(paid, 0)
            self.assertEqual(books.thp.balance("pool"), pool)
            reserve = books.thp.balance("reserve")
            self.assertEqual(paid + pool + reserve, books.thp.issuance)

    def test_one_unit_too_much_should_be_found_among_a_hundred_rounds(self):
        wrong = []

        def spoil(number, share):
            if number > 50 and share > 1_000 and not wrong:
                wrong.append(number)
                return share + 1
            return share

        story, _ = write(7, spoil)
        findings = check(story).findings
        self.assertEqual([len(wrong), "share.amount" in findings.kinds()], [1, True])
        first = findings.all[0]
        self.assertEqual((first.kind, first.chain - first.recomputed), ("share.amount", 1))


class Median(unittest.TestCase):
    """The upper median, against counting."""

    def test_the_figures_should_be_those_of_the_definition(self):
        chance = random.Random(1)
        for _ in range(500):
            balances = [chance.randint(1, 9) for _ in range(chance.randint(1, 12))]
            found = figures(balances)
            below = sum(one < found.median for one in balances)
            above = sum(one > found.median for one in balances)
            self.assertIn(found.median, balances)
            # The place len // 2 of the ordered list holds it.
            self.assertLessEqual(below, len(balances) // 2)
            self.assertLess(above, len(balances) - len(balances) // 2)
            self.assertEqual(found.above, sum(one for one in balances if one > found.median))

    def test_small_cases_should_be_right(self):
        self.assertEqual(figures([]), Figures(0, 0, 0))
        self.assertEqual(figures([9]), Figures(1, 9, 0))
        self.assertEqual(figures([2, 1]), Figures(2, 2, 0))
        self.assertEqual(figures([3, 1, 2]), Figures(3, 2, 3))
        self.assertEqual(figures([6, 3, 2, 1]), Figures(4, 3, 6))
        self.assertEqual(figures([5, 5, 5, 5]), Figures(4, 5, 0))


if __name__ == "__main__":
    unittest.main()
