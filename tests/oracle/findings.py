"""Where the chain's numbers differ from the recomputed ones."""

from dataclasses import asdict, dataclass

from lines import Place


@dataclass(frozen=True)
class Finding:
    """One difference."""

    kind: str
    place: Place
    what: str
    chain: object
    recomputed: object

    def __str__(self):
        return (
            f"{self.kind}: {self.what}: the chain says {self.chain}, recomputed {self.recomputed}"
            f" ({self.place})"
        )

    def as_json(self):
        """The same for programs. Large numbers become text."""
        value = asdict(self)
        for key in ("chain", "recomputed"):
            number = value[key]
            if isinstance(number, int) and not isinstance(number, bool):
                value[key] = str(number)
            elif not isinstance(number, (bool, type(None))):
                value[key] = str(number)
        return value


class Findings:
    """All differences, in the order in which they were found."""

    def __init__(self):
        self.all = []

    def add(self, kind, place, what, chain, recomputed):
        """Notes a difference."""
        self.all.append(Finding(kind, place, what, chain, recomputed))

    def equal(self, kind, place, what, chain, recomputed):
        """Notes a difference if there is one."""
        if chain != recomputed:
            self.add(kind, place, what, chain, recomputed)

    def must(self, kind, place, what, holds, chain="so", recomputed="not allowed"):
        """Notes that something happened that may not."""
        if not holds:
            self.add(kind, place, what, chain, recomputed)

    def kinds(self):
        """Which kinds of differences there are."""
        return {finding.kind for finding in self.all}
