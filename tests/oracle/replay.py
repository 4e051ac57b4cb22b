"""Replays an export against books of our own, and compares."""

from collections import Counter

from conversion import Conversion
from findings import Findings
from ledger import Ledger
from lines import BadInput, State, read, whole
from persons import Persons
from rounds import Rounds
from spot import Spot

# Pallets whose every event must be understood: an unknown one may change what is recomputed.
KNOWN = ("Spot", "Conversion", "Distribution")
# Events of the tokens' ledger that would change balances in a way that nobody may use.
FORBIDDEN = ("Deposited", "Withdrawn", "IssuedDebt", "IssuedCredit", "BurnedDebt", "BurnedCredit")


class Books:
    """Everything recomputed."""

    def __init__(self, settings):
        self.settings = settings
        self.findings = Findings()
        self.persons = Persons()
        self.spot = Spot(self.findings, settings.spot)
        self.thp = Ledger(self.findings, "thp")
        self.points = Ledger(self.findings, "spot")
        self.rounds = Rounds(self.findings, settings.distribution, self)
        self.conversion = Conversion(self.findings, settings.conversion, self)
        # SPOT burned in this block, less what conversions told of it.
        self.burns = Counter()
        # Accounts of which this block told something, and persons that changed theirs.
        self.touched = set()
        self.moves = []
        self.moved_holdings = []
        # THP of checks that expired in this block and are not minted yet.
        self.expired = 0
        self.events = 0
        self.ignored = 0
        self.place = None

    def run(self, lines):
        """Replays all lines of an export; gives what was found."""
        for line in read(lines):
            if self.place is not None and line.place.block != self.place.block:
                self._end_block()
            self.place = line.place
            if isinstance(line, State):
                self._compare(line)
            else:
                self.events += 1
                self._apply(line)
        if self.place is not None:
            self._end_block()
        return self.findings

    def _apply(self, event):
        pallet, name = event.name.split(".")
        book = {
            "Kyc": self.persons,
            "Spot": self.spot,
            "Conversion": self.conversion,
            "Distribution": self.rounds,
        }.get(pallet)
        if pallet == "Assets":
            self._asset(event, name)
        elif pallet == "Checks":
            self._check(event, name)
        elif book is not None and name in book.HANDLERS:
            self.touched.update(book.HANDLERS[name](book, event))
            self._follow(event)
        elif pallet in KNOWN:
            self.findings.add("event.unknown", event.place, event.name, "told", "not understood")
        else:
            self.ignored += 1

    def _follow(self, event):
        if event.name == "Spot.Burned":
            self.burns[event.text("who"), event.number("amount")] += 1
        elif event.name in ("Spot.HoldingsMoved", "Distribution.PaymentMoved"):
            self.moved_holdings.append((event.place, event.text("from"), event.text("to")))
        elif event.name == "Kyc.Linked":
            self.moves.append((event.place, event.text("old"), event.text("account")))
        elif event.name == "Kyc.Rebound":
            self.moves.append((event.place, event.text("from"), event.text("to")))

    def _asset(self, event, name):
        place, asset = event.place, event.fields.get("asset_id")
        ledgers = {self.settings.thp_asset: self.thp, self.settings.spot_asset: self.points}
        ledger = ledgers.get(whole(asset, f"{place}: asset_id")) if asset is not None else None
        if ledger is None:
            self.ignored += 1
        elif name == "Issued":
            who = event.text("owner")
            ledger.issued(place, who, event.number("amount"))
            self.touched.add(who)
        elif name == "Burned":
            who = event.text("owner")
            ledger.burned(place, who, event.number("balance"))
            self.touched.add(who)
        elif name == "Transferred":
            source, target = event.text("from"), event.text("to")
            pots = (self.settings.pool, self.settings.reserve)
            ledger.moved(place, source, target, event.number("amount"), source in pots)
            self.touched.update((source, target))
            self.findings.must(
                "spot.moved", place, f"SPOT of {source} transferred", ledger is self.thp
            )
        elif name in FORBIDDEN:
            self.findings.add("event.unknown", place, event.name, "told", "not understood")
        else:
            self.ignored += 1

    def _check(self, event, name):
        """What checks mint (rules 3, 6 and 12)."""
        tell = self.thp.tell_minted
        if name == "CheckMatured":
            tell(event.place, event.text("destination"), event.number("amount"))
        elif name == "ThpCollected":
            tell(event.place, event.text("who"), event.number("amount"))
        elif name == "CheckExpired":
            self.expired += event.number("amount")
        elif name == "UnusedMinted":
            pool, reserve = event.number("pool"), event.number("reserve")
            ours = (self.expired - self.expired // 2, self.expired // 2)
            self.expired = 0
            self.findings.equal("thp.unused", event.place, "unused THP", (pool, reserve), ours)
            tell(event.place, self.settings.pool, pool)
            tell(event.place, self.settings.reserve, reserve)
        else:
            self.ignored += 1

    def _end_block(self):
        place, findings = self.place, self.findings
        self.thp.end_block()
        self.spot.end_block()
        self.conversion.end_block()
        for who in sorted(self.touched):
            findings.equal(
                "spot.ledger", place, f"SPOT of {who} in the tokens' ledger",
                self.points.balance(who), self.spot.balance(who),
            )
            findings.equal(
                "spot.standing", place, f"whether SPOT of {who} counts",
                who in self.spot.verified, who in self.persons.verified,
            )
        for (who, amount), times in sorted(self.burns.items()):
            findings.equal(
                "spot.unexplained", place, f"how often {amount} SPOT of {who} burned", times, 0
            )
        for where, old, new in self.moves:
            for what, book in (("THP", self.thp), ("SPOT", self.spot)):
                findings.equal("person.moved", where, f"{what} left on {old}", book.balance(old), 0)
            self.rounds.person_moved(where, old, new)
        known = [(old, new) for _, old, new in self.moves]
        for where, old, new in self.moved_holdings:
            findings.must(
                "person.moved", where, f"holdings of {old} moved to {new}", (old, new) in known,
                "moved", "no person changed its account so",
            )
        findings.equal("thp.unused", place, "THP of expired checks not minted", self.expired, 0)
        self.rounds.end_block(place)
        # The ledger's own record of SPOT needs no explanation: it is compared with ours.
        self.points.did.clear()
        self.points.places.clear()
        self.burns.clear()
        self.touched.clear()
        self.moves.clear()
        self.moved_holdings.clear()
        self.expired = 0

    def _compare(self, state):
        """What the chain's views say at the end of a block."""
        ours = self.views()
        for name, chain in state.views.items():
            if name not in ours:
                raise BadInput(f"{state.place}: unknown view {name!r}")
            self._compare_view(state.place, name, chain, ours[name])

    def _compare_view(self, place, name, chain, ours):
        if isinstance(ours, dict) and isinstance(chain, dict):
            for key in sorted(set(chain) | set(ours)):
                theirs = chain.get(key, nothing_like(ours.get(key)))
                own = ours.get(key, nothing_like(chain.get(key)))
                self._compare_view(place, f"{name}.{key}", theirs, own)
        elif type(ours) is int and type(chain) in (int, str):
            self.findings.equal("state", place, name, whole(chain, f"{place}: {name}"), ours)
        else:
            self.findings.equal("state", place, name, chain, ours)

    def views(self):
        """The same as a state has, recomputed."""
        thp = {who: held for who, held in self.thp.balances.items() if held}
        figures = self.spot.figures()
        return {
            "spot": dict(self.spot.balances),
            "awards": self.spot.lines,
            "verified": sorted(self.spot.verified),
            "thp": thp,
            "issuance": self.thp.issuance,
            "figures": vars(figures),
            "minted": self.conversion.minted,
            "conversions": self.conversion.count,
            "consents": sorted(self.conversion.consents),
            "announced": self.rounds.announced,
            "rounds": self.rounds.views(),
            "settings": {
                "spot": vars(self.spot.settings),
                "conversion": vars(self.conversion.settings),
                "distribution": vars(self.rounds.settings),
            },
        }


def nothing_like(value):
    """What stands for a value that one side does not have."""
    if isinstance(value, dict):
        return {}
    is_number = isinstance(value, int) or (isinstance(value, str) and value.isdigit())
    return 0 if is_number else None


def replay(settings, lines):
    """Replays an export; gives the books and with them what was found."""
    books = Books(settings)
    books.run(lines)
    return books
