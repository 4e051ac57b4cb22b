"""Who is verified, by what the registry of persons told (rule 8)."""


class Persons:
    """Accounts whose person is verified."""

    def __init__(self):
        self.verified = set()

    def _set(self, who, is_verified):
        if is_verified:
            self.verified.add(who)
        else:
            self.verified.discard(who)

    def attested(self, event):
        """A verifier's word was applied."""
        who = event.text("account")
        self._set(who, event.variant("standing") == "Verified")
        return [who]

    def reinstated(self, event):
        """An account is no longer held."""
        return self.attested(event)

    def hit_cleared(self, event):
        """One more verifier cleared a person."""
        who = event.text("account")
        if event.number("missing") == 0:
            self._set(who, True)
        return [who]

    def ended(self, event):
        """Suspended, revoked or expired."""
        who = event.text("account")
        self._set(who, False)
        return [who]

    def linked(self, event):
        """A person closed another account of its own."""
        old = event.text("old")
        self._set(old, False)
        return [old, event.text("account")]

    def rebound(self, event):
        """A person has another account, on which it is what it was."""
        old, new = event.text("from"), event.text("to")
        self._set(new, old in self.verified)
        self._set(old, False)
        return [old, new]

    HANDLERS = {
        "Attested": attested,
        "Reinstated": reinstated,
        "HitCleared": hit_cleared,
        "Suspended": ended,
        "Revoked": ended,
        "Expired": ended,
        "Linked": linked,
        "Rebound": rebound,
    }
