"""What can't be read is refused, with the line where it stands."""

import copy
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import sample
from lines import BadInput, State, read
from settings import load

HERE = Path(__file__).resolve().parent
EVENT = {"block": 1, "at": 5, "index": 0, "event": "Spot.Burned", "fields": {}}


def event(**changes):
    """A line."""
    return json.dumps({**EVENT, **changes})


class Lines(unittest.TestCase):
    """The form of an export."""

    def assert_refused(self, *lines):
        """Refused, naming the last line."""
        with self.assertRaisesRegex(BadInput, f"line {len(lines)}"):
            list(read(lines))

    def test_events_and_states_should_be_read_in_order(self):
        lines = [event(), "", event(index=3), '{"block": 1, "at": 5, "state": {}}', event(block=2)]
        found = list(read(lines))
        self.assertEqual([line.place.number for line in found], [1, 3, 4, 5])
        self.assertIsInstance(found[2], State)

    def test_what_is_no_json_object_should_be_refused(self):
        for text in ("{", "[]", "1", '"text"', '{"block": 1, "block": 1}', "{'block': 1}"):
            self.assert_refused(text)

    def test_numbers_that_are_not_whole_should_be_refused(self):
        texts = ('"1.5"', '"01"', '"-1"', '""')
        for number in ("1.5", "1e3", "-1", "NaN", "Infinity", "true", "null", *texts):
            line = event().replace('"at": 5', f'"at": {number}')
            self.assert_refused(line)

    def test_numbers_should_be_read_from_digits_as_well(self):
        (found,) = read([event(at="12345678901234567890")])
        self.assertEqual(found.at, 12345678901234567890)

    def test_fields_that_are_missing_or_too_many_should_be_refused(self):
        for name in EVENT:
            self.assert_refused(json.dumps({k: v for k, v in EVENT.items() if k != name}))
        self.assert_refused(event(more=1))
        self.assert_refused('{"block": 1, "at": 5, "state": []}')
        self.assert_refused('{"block": 1, "at": 5, "state": {}, "index": 1}')
        self.assert_refused(event(event="Burned"))
        self.assert_refused(event(event=7))
        self.assert_refused(event(fields=[]))

    def test_lines_that_go_back_should_be_refused(self):
        state = '{"block": 1, "at": 5, "state": {}}'
        self.assert_refused(event(block=2), event())
        self.assert_refused(event(index=1), event(index=1))
        self.assert_refused(event(at=6), event(block=2))
        self.assert_refused(event(), event(index=1, at=6))
        self.assert_refused(state, event())

    def test_fields_of_a_wrong_kind_should_be_refused(self):
        (found,) = read([event(fields={"number": 1, "text": "a", "flag": True, "object": {}})])
        self.assertEqual(found.number("number"), 1)
        self.assertEqual((found.text("text"), found.variant("text")), ("a", "a"))
        self.assertIs(found.flag("flag"), True)
        self.assertEqual(found.object("object"), {})
        for read_as, name in (
            (found.number, "text"), (found.text, "number"), (found.flag, "number"),
            (found.object, "text"), (found.variant, "object"), (found.number, "absent"),
        ):
            with self.assertRaisesRegex(BadInput, "line 1, block 1, event 0"):
                read_as(name)


class Settings(unittest.TestCase):
    """The form of the settings."""

    def test_settings_should_be_read_in_either_spelling(self):
        first = load(json.dumps(sample.SETTINGS))
        second = copy.deepcopy(sample.SETTINGS)
        second["spot"] = {"daily_cap": "10", "max_balance": 1_000_000}
        self.assertEqual(load(json.dumps(second)), first)

    def test_settings_that_are_missing_unknown_or_of_a_wrong_kind_should_be_refused(self):
        def refused(spoil):
            value = copy.deepcopy(sample.SETTINGS)
            spoil(value)
            with self.assertRaises(BadInput):
                load(json.dumps(value))

        refused(lambda value: value.pop("pool"))
        refused(lambda value: value.update(more=1))
        refused(lambda value: value.update(pool=""))
        refused(lambda value: value.update(pool=1))
        refused(lambda value: value.update(spot=[]))
        refused(lambda value: value["spot"].update(dailyCap="many"))
        refused(lambda value: value["spot"].update(daily_cap=10))
        refused(lambda value: value["conversion"].update(consentRequired=1))
        with self.assertRaises(BadInput):
            load("{")


class CommandLine(unittest.TestCase):
    """Exit codes and what is printed, of the program itself."""

    def run_oracle(self, *options, settings=None, lines=None, piped=False):
        """What came of it."""
        export = "\n".join(lines or sample.lines())
        with tempfile.TemporaryDirectory() as folder:
            settings_file, events = Path(folder, "settings.json"), Path(folder, "events.jsonl")
            settings_file.write_text(json.dumps(settings or sample.SETTINGS), encoding="utf-8")
            events.write_text(export, encoding="utf-8")
            source = "-" if piped else str(events)
            command = [sys.executable, HERE, "--settings", settings_file, *options, source]
            return subprocess.run(
                command, input=export, capture_output=True, text=True, check=False
            )

    def test_it_should_end_with_0_when_nothing_differs(self):
        for piped in (False, True):
            done = self.run_oracle(piped=piped)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertRegex(done.stdout, "^no difference in [0-9]+ events")

    def test_it_should_end_with_1_and_say_where_when_something_differs(self):
        lines = sample.lines()
        at = next(at for at, line in enumerate(lines) if "RoundOpened" in line)
        lines[at] = lines[at].replace("1200001", "1200002")
        done = self.run_oracle(lines=lines)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(
            done.stdout.splitlines()[0],
            "round.pool: pool: the chain says 1200002, recomputed 1200001"
            f" (line {at + 1}, block 9, event 1)",
        )
        report = json.loads(self.run_oracle("--json", lines=lines).stdout)
        (finding,) = report["findings"]
        self.assertEqual(finding["chain"], "1200002")
        self.assertEqual(finding["place"], {"number": at + 1, "block": 9, "index": 1})

    def test_it_should_end_with_2_when_it_can_not_read(self):
        for done in (
            self.run_oracle(lines=["{"]),
            self.run_oracle(settings={"pool": "pool"}),
            self.run_oracle("--round", "9"),
            self.run_oracle(lines=['{"block": 1, "at": 1, "state": {"mood": 1}}']),
        ):
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertTrue(done.stderr.startswith("oracle: "))

    def test_it_should_show_a_round(self):
        table = self.run_oracle("--round", "1").stdout.splitlines()
        self.assertEqual(
            table[0],
            "round 1: pool 1.200001 THP, 5 holders, median 5, 27 SPOT above it; paid 1.200000,"
            " left 0.000001",
        )
        self.assertEqual(table[2].split(), ["bob2", "17", "yes", "0.755556", "0.755556"])
        self.assertEqual(table[4].split(), ["dave", "5", "no", "0.000000", "0.000000"])
        shown = json.loads(self.run_oracle("--round", "1", "--json").stdout)["round"]
        self.assertEqual((shown["pool"], shown["left"], shown["median"]), ("1200001", "1", 5))
        first = {"who": "bob2", "spot": 17, "above": True, "share": "755556", "paid": "755556"}
        self.assertEqual(shown["shares"][0], first)


if __name__ == "__main__":
    unittest.main()
