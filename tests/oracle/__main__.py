"""Recomputes balances, medians, shares and conservation from a chain's events.

    python3 tests/oracle --settings SETTINGS.json EVENTS.jsonl
    python3 tests/oracle --settings SETTINGS.json --round 1 EVENTS.jsonl
    … | python3 tests/oracle --settings SETTINGS.json --json -

Tells where the chain's numbers differ. Exit code: 0 if nowhere, 1 if somewhere, 2 if the export or
the settings can't be read. README.md says what both look like.
"""

import argparse
import json
import sys

from lines import BadInput
from replay import replay
from settings import load
from table import as_json, as_text


def arguments(argv):
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="oracle", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--settings", required=True, help="JSON file: see README.md")
    parser.add_argument("--round", type=int, help="show this round's holders and shares as well")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of text")
    parser.add_argument("events", help="JSON lines, or - for standard input")
    return parser.parse_args(argv)


def _replay(options):
    with open(options.settings, encoding="utf-8") as file:
        settings = load(file.read())
    if options.events == "-":
        return replay(settings, sys.stdin)
    with open(options.events, encoding="utf-8") as file:
        return replay(settings, file)


def _report(options, books, found):
    findings = books.findings.all
    if options.json:
        report = {
            "events": books.events,
            "ignored": books.ignored,
            "findings": [finding.as_json() for finding in findings],
        }
        if found is not None:
            report["round"] = as_json(found)
        json.dump(report, sys.stdout, indent=2)
        print()
        return
    if found is not None:
        print(as_text(options.round, found))
    for finding in findings:
        print(finding)
    verdict = f"{len(findings)} differences" if findings else "no difference"
    print(f"{verdict} in {books.events} events, {books.ignored} of which concern something else")


def main(argv=None):
    """Runs the command line; gives the exit code."""
    options = arguments(argv)
    try:
        books = _replay(options)
        found = None
        if options.round is not None:
            found = books.rounds.rounds.get(options.round)
            if found is None:
                raise BadInput(f"there is no round {options.round}")
    except (BadInput, OSError, UnicodeDecodeError) as error:
        print(f"oracle: {error}", file=sys.stderr)
        return 2
    _report(options, books, found)
    return 1 if books.findings.all else 0


if __name__ == "__main__":
    sys.exit(main())
