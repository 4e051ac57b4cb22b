"""One token's balances, by what the tokens' ledger told."""

from collections import Counter


class Ledger:
    """Balances and issuance of one token, and what has to be explained of this block.

    Whoever mints or burns, or pays out of a pot, tells so by an event of its own. What the ledger
    did and what was told must be the same at the end of every block.
    """

    def __init__(self, findings, name):
        self.findings = findings
        self.name = name
        self.balances = {}
        self.issuance = 0
        # What the ledger did in this block, what was told, and where the last of a kind stands.
        self.did = Counter()
        self.told = Counter()
        self.places = {}

    def balance(self, who):
        """What an account has."""
        return self.balances.get(who, 0)

    def _change(self, place, who, change):
        after = self.balance(who) + change
        self.findings.must(
            f"{self.name}.negative", place, f"what {who} had", after >= 0, f"{-change} of it gone",
            after - change,
        )
        self.balances[who] = after

    def _note(self, counter, place, key):
        """Nothing needs no explanation."""
        if key[-1]:
            counter[key] += 1
            self.places[key] = place

    def issued(self, place, who, amount):
        """The ledger made so much."""
        self._change(place, who, amount)
        self.issuance += amount
        self._note(self.did, place, ("minted to", who, None, amount))

    def burned(self, place, who, amount):
        """The ledger destroyed so much."""
        self._change(place, who, -amount)
        self.issuance -= amount
        self._note(self.did, place, ("burned of", who, None, amount))

    def moved(self, place, source, target, amount, is_pot):
        """The ledger moved so much. Only what leaves a pot has to be explained."""
        self._change(place, source, -amount)
        self._change(place, target, amount)
        if is_pot:
            self._note(self.did, place, ("paid by", source, target, amount))

    def tell_minted(self, place, who, amount):
        """Somebody told that it minted so much."""
        self._note(self.told, place, ("minted to", who, None, amount))

    def tell_paid(self, place, source, target, amount):
        """Somebody told that it paid so much out of a pot."""
        self._note(self.told, place, ("paid by", source, target, amount))

    def unexplained(self, who):
        """What was minted to an account in this block, less what was told of it so far."""
        minted = ("minted to", who)
        did = sum(key[3] * times for key, times in self.did.items() if key[:2] == minted)
        told = sum(key[3] * times for key, times in self.told.items() if key[:2] == minted)
        return did - told

    def end_block(self):
        """Everything that was done was told, and the reverse."""
        for key in sorted(set(self.did) | set(self.told), key=str):
            deed, who, target, amount = key
            if self.did[key] != self.told[key]:
                to = f" to {target}" if target else ""
                self.findings.add(
                    f"{self.name}.unexplained",
                    self.places[key],
                    f"{amount} base units {deed} {who}{to}, how often",
                    f"{self.did[key]} in the ledger",
                    f"{self.told[key]} from what pallets told",
                )
        self.did.clear()
        self.told.clear()
        self.places.clear()
