"""A round's holders and shares, for people and for programs."""

THP = 1_000_000


def _thp(amount):
    return f"{amount // THP}.{amount % THP:06}"


def _rows(found):
    order = sorted(found.balances.items(), key=lambda item: (-item[1], item[0]))
    return [
        (who, held, held > found.median, found.share(who), found.payments.get(who, 0))
        for who, held in order
        if held
    ]


def as_text(number, found):
    """A table. Amounts in THP."""
    rows = [("holder", "SPOT", "above the median", "share, THP", "paid, THP")]
    rows += [
        (who, str(held), "yes" if above else "no", _thp(share), _thp(paid))
        for who, held, above, share, paid in _rows(found)
    ]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = [
        f"round {number}: pool {_thp(found.pool)} THP, {found.holders} holders, median"
        f" {found.median}, {found.above} SPOT above it; paid {_thp(found.paid)}, left"
        f" {_thp(found.left)}"
    ]
    for row in rows:
        name = row[0].ljust(widths[0])
        numbers = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        lines.append("  ".join([name, *numbers]))
    return "\n".join(lines)


def as_json(found):
    """The same for programs. Amounts in base units, as text."""
    return {
        "pool": str(found.pool),
        "paid": str(found.paid),
        "left": str(found.left),
        "holders": found.holders,
        "median": found.median,
        "above": found.above,
        "shares": [
            {"who": who, "spot": held, "above": above, "share": str(share), "paid": str(paid)}
            for who, held, above, share, paid in _rows(found)
        ],
    }
