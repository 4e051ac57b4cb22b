"""Spoils every number, word and event of a truthful export, one at a time. None may pass."""

import copy
import unittest

import sample
from lines import BadInput
from replay import replay
from settings import Settings, make

SETTINGS = make(Settings, sample.SETTINGS, "settings")

# What no other event and no view contradicts, each with its reason.
UNKNOWABLE = {
    ("Spot.Awarded", "source"): "what was seen in a restaurant is not in the export",
    ("Spot.CapReached", "dropped"): "how much was asked for is told nowhere else",
    ("Checks.CheckExpired", "till"): "names a check",
    ("Checks.CheckExpired", "sequence"): "names a check",
    ("Checks.CheckMatured", "till"): "names a check",
    ("Checks.CheckMatured", "sequence"): "names a check",
    ("Checks.CheckMatured", "deferred"): "not minted, so of no account here",
    ("Checks.ThpCollected", "left"): "not minted, so of no account here",
    ("Kyc.Suspended", "reason"): "names a document",
    ("Kyc.Revoked", "reason"): "names a document",
}
# Events that nothing else needs: what they tell was refused, not done.
DISPENSABLE = {"Spot.CapReached", "Distribution.ShareSkipped"}
# Events that say how something is, so that saying it again changes nothing.
REPEATABLE = {
    "Spot.SettingsChanged",
    "Conversion.SettingsChanged",
    "Distribution.SettingsChanged",
    "Distribution.ShareSkipped",
    "Kyc.Attested",
    "Kyc.HitCleared",
    "Kyc.Suspended",
    "Kyc.Reinstated",
    "Kyc.Revoked",
    "Kyc.Expired",
    "Kyc.Linked",
}


def is_idle(fields):
    """Whether an event changes nothing: a person that is pending, and is so with a hit more;
    somebody who had nothing, whoever it was."""
    return (
        fields.get("missing") == 1
        or fields.get("standing") == "Pending"
        or fields.get("reason") == "NothingThen"
    )


def is_caught(story):
    """Whether a spoilt export is told from a truthful one."""
    try:
        return bool(replay(copy.deepcopy(SETTINGS), sample.lines(story)).findings.all)
    except BadInput:
        return True


def leaves(value, path=()):
    """Every number, text and flag inside, with the way to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    else:
        yield path, value


def spoilt(value):
    """Other values of the same kind."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1, value * 2 + 1]
    if value.isdigit():
        return [str(int(value) + 1)]
    return [f"{value}x"]


def put(fields, path, value):
    """Replaces what is at the end of a way."""
    for key in path[:-1]:
        fields = fields[key]
    fields[path[-1]] = value


class EveryNumber(unittest.TestCase):
    """One thing wrong at a time."""

    def test_the_truthful_export_should_pass(self):
        books = replay(copy.deepcopy(SETTINGS), sample.lines())
        self.assertEqual([str(finding) for finding in books.findings.all], [])
        self.assertEqual(books.ignored, 0)

    def test_the_truthful_export_should_pass_without_a_state(self):
        books = replay(copy.deepcopy(SETTINGS), sample.lines(last=False))
        self.assertEqual(books.findings.all, [])

    def test_every_spoilt_field_of_every_event_should_be_caught(self):
        tried = 0
        for at, (_, events) in enumerate(sample.BLOCKS):
            for index, (name, fields) in enumerate(events):
                for path, value in leaves(fields):
                    if is_idle(fields) and path[-1] != "reason":
                        continue
                    if (name, path[0]) in UNKNOWABLE or path[-1] == "error":
                        continue
                    for other in spoilt(value):
                        story = sample.blocks()
                        put(story[at][1][index][1], path, other)
                        with self.subTest(event=name, day=story[at][0], path=path, value=other):
                            self.assertTrue(is_caught(story))
                        tried += 1
        self.assertGreater(tried, 600)

    def test_every_missing_event_should_be_caught(self):
        for at, (day, events) in enumerate(sample.BLOCKS):
            for index, (name, fields) in enumerate(events):
                if name in DISPENSABLE or is_idle(fields):
                    continue
                story = sample.blocks()
                del story[at][1][index]
                with self.subTest(event=name, day=day, fields=fields):
                    self.assertTrue(is_caught(story))

    def test_every_event_told_twice_should_be_caught(self):
        for at, (day, events) in enumerate(sample.BLOCKS):
            for index, (name, fields) in enumerate(events):
                story = sample.blocks()
                story[at][1].insert(index, copy.deepcopy(story[at][1][index]))
                if name in REPEATABLE:
                    continue
                with self.subTest(event=name, day=day, fields=fields):
                    self.assertTrue(is_caught(story))

    def test_every_view_should_be_compared(self):
        for path, value in leaves(sample.STATE):
            is_plain = isinstance(value, (bool, int, str))
            for other in spoilt(value) if is_plain else ["1", 1, ["somebody"]]:
                last = sample.state()
                put(last, path, other)
                with self.subTest(path=path, value=other):
                    try:
                        found = replay(copy.deepcopy(SETTINGS), sample.lines(last=last)).findings
                    except BadInput:
                        continue
                    self.assertEqual(found.kinds(), {"state"})

    def test_views_that_are_missing_or_too_many_should_be_told(self):
        for path, _ in leaves(sample.STATE):
            if len(path) == 1 or path[0] == "settings":
                continue
            last = sample.state()
            inner = last
            for key in path[:-1]:
                inner = inner[key]
            if not inner.pop(path[-1]):
                continue
            with self.subTest(path=path):
                found = replay(copy.deepcopy(SETTINGS), sample.lines(last=last)).findings
                self.assertEqual(found.kinds(), {"state"})
        for view in ("spot", "thp"):
            last = sample.state()
            last[view]["somebody"] = 1
            found = replay(copy.deepcopy(SETTINGS), sample.lines(last=last)).findings
            self.assertEqual([finding.what for finding in found.all], [f"{view}.somebody"])
        last = sample.state()
        last["awards"].update(sample.line(99, "mallory", 10, 3))
        found = replay(copy.deepcopy(SETTINGS), sample.lines(last=last)).findings
        self.assertEqual((found.kinds(), len(found.all)), ({"state"}, 3))
        last = sample.state()
        last["rounds"]["3"] = dict(last["rounds"]["2"])
        self.assertTrue(replay(copy.deepcopy(SETTINGS), sample.lines(last=last)).findings.all)


if __name__ == "__main__":
    unittest.main()
