"""SPOT that became THP (rule 18)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from settings import Conversion as ConversionSettings
from settings import make

# Base units of one THP, and most pairs of one call.
THP = 1_000_000
MAX_PAIRS = 500
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


@dataclass(frozen=True)
class Pair:
    """One holder of a conversion."""

    place: object
    who: str
    spot: int
    amount: int
    from_reserve: int
    minted: int


class Conversion:
    """What was converted, and what the ceilings leave."""

    def __init__(self, findings, settings, books):
        self.findings = findings
        self.settings = settings
        self.books = books
        self.count = 0
        self.minted = 0
        self.consents = set()
        self.pairs = []
        self.given = Counter()

    def pair_converted(self, event):
        """One holder's SPOT became THP. What it should have come to is known with the whole."""
        who = event.text("who")
        names = ("spot", "amount", "from_reserve", "minted")
        pair = Pair(event.place, who, *(event.number(name) for name in names))
        equal, must = self.findings.equal, self.findings.must
        equal("conversion.id", event.place, "number", event.number("id"), self.count)
        must(
            "conversion.holder", event.place, f"{who} not verified",
            who in self.books.persons.verified,
        )
        must(
            "conversion.holder", event.place, f"{who} did not consent",
            who in self.consents or not self.settings.consent_required,
        )
        must(
            "conversion.holder", event.place, f"{who} stands twice in a conversion",
            all(other.who != who for other in self.pairs),
        )
        self.books.burns[who, pair.spot] -= 1
        self.books.thp.tell_paid(event.place, self.books.settings.reserve, who, pair.amount)
        self.pairs.append(pair)
        return [who]

    def converted(self, event):
        """The whole of a conversion."""
        place, pairs = event.place, self.pairs
        self.pairs = []
        equal, must = self.findings.equal, self.findings.must
        rate, minted = event.number("rate"), event.number("minted")
        settings = self.settings
        equal("conversion.id", place, "number", event.number("id"), self.count)
        equal("conversion.rate", place, "rate", rate, settings.rate)
        must(
            "conversion.rate", place, "rate out of its band",
            settings.min_rate <= rate <= settings.max_rate, rate,
            f"{settings.min_rate} to {settings.max_rate}",
        )
        equal("conversion.sum", place, "number of pairs", event.number("pairs"), len(pairs))
        must("conversion.sum", place, "pairs", 1 <= len(pairs) <= MAX_PAIRS, len(pairs), "1 to 500")
        for name in ("spot", "amount", "from_reserve", "minted"):
            ours = sum(getattr(pair, name) for pair in pairs)
            equal("conversion.sum", place, f"sum of {name}", event.number(name), ours)
        must(
            "conversion.round", place, "converted while a round was announced",
            self.books.rounds.announced is None,
        )
        total = self._check_pairs(pairs)
        self._check_ceilings(event, total, minted)
        self.books.thp.tell_minted(place, self.books.settings.reserve, minted)
        self.count += 1
        self.minted += minted
        return []

    def _check_pairs(self, pairs):
        """The reserve pays first, in the order of the pairs. What it lacks is minted to it, so that
        it never pays more than it had."""
        rate, reserve = self.settings.rate, self.books.settings.reserve
        paid = sum(pair.amount for pair in pairs)
        had = self.books.thp.balance(reserve) + paid - self.books.thp.unexplained(reserve)
        total = 0
        for pair in pairs:
            amount = pair.spot // rate * THP
            from_reserve = min(amount, max(0, had - total))
            total += amount
            is_multiple = pair.spot > 0 and pair.spot % rate == 0
            self.findings.must(
                "conversion.pair", pair.place, f"SPOT of {pair.who}", is_multiple, pair.spot,
                f"a multiple of {rate}",
            )
            for name, ours in (
                ("amount", amount),
                ("from_reserve", from_reserve),
                ("minted", amount - from_reserve),
            ):
                chain, what = getattr(pair, name), f"{name} of {pair.who}"
                self.findings.equal("conversion.pair", pair.place, what, chain, ours)
        return total

    def _check_ceilings(self, event, total, minted):
        settings = self.settings
        date = EPOCH + timedelta(milliseconds=event.at)
        day, quarter = date.date(), (date.year, (date.month - 1) // 3)
        self.given[day] += total
        self.given[quarter] += total
        self.given[date.year] += minted
        for what, given, ceiling in (
            ("call", total, settings.max_per_call),
            ("day", self.given[day], settings.max_per_day),
            ("quarter", self.given[quarter], settings.max_per_quarter),
            ("year, minted", self.given[date.year] if minted else 0, settings.max_minted_per_year),
        ):
            self.findings.must(
                "conversion.ceiling", event.place, f"THP of this {what}", given <= ceiling, given,
                f"at most {ceiling}",
            )

    def consent_changed(self, event):
        """A holder lets the owner convert its SPOT, or no longer."""
        who, consents = event.text("who"), event.flag("consents")
        self.findings.must(
            "conversion.consent", event.place, f"consent of {who} told again",
            (who in self.consents) != consents,
        )
        if consents:
            self.consents.add(who)
        else:
            self.consents.discard(who)
        return [who]

    def settings_changed(self, event):
        """The owner changed the settings."""
        self.settings = make(ConversionSettings, event.object("settings"), str(event.place))
        return []

    def end_block(self):
        """Pairs belong to a conversion of their block."""
        for pair in self.pairs:
            self.findings.add(
                "conversion.sum", pair.place, f"pair of {pair.who}", "told", "of no conversion"
            )
        self.pairs = []

    HANDLERS = {
        "PairConverted": pair_converted,
        "Converted": converted,
        "ConsentChanged": consent_changed,
        "SettingsChanged": settings_changed,
    }
