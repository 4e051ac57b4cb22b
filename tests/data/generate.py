#!/usr/bin/env python3
"""Writes the demonstration data of this folder: a menu and the day's exports of three tills.

    python3 tests/data/generate.py

The result is the same on every machine: the seed is fixed and only integers decide. The files are
committed; this script is here to show where they come from, and to make others.

- menu.csv: dishes in English, Russian and Georgian with their price in tetri.
- tbilisi.csv, batumi.csv, kutaisi.csv: one day of one till each, as `hotpot checks import` reads
  them. They are dated 2026-11-20; `--day yesterday` moves them to where the chain takes them.
- regulars.csv: what the till on Tbilisi's terrace sold to four regular guests on five days, in this
  order of guests every day. `--day` moves the first of the days.
- kutaisi-offline.csv: what Kutaisi's till sold while its line was down. Its numbers are missing in
  kutaisi.csv: importing that opens a gap, importing this one closes it.

Guests come for lunch and for dinner, in parties of one to eight. A service charge of 10 % rounds
half up, so that amounts end in any digit. One sale in Tbilisi was keyed in wrongly and is void.
"""

import csv
import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATE = "2026-11-20"
OFFSET = "+04:00"
SEED = 20261120
SERVICE_PERCENT = 10

# (kind, English, Russian, Georgian, tetri)
MENU = [
    ("shared", "Adjarian khachapuri", "Хачапури по-аджарски", "აჭარული ხაჭაპური", 1690),
    ("shared", "Imeretian khachapuri", "Хачапури по-имеретински", "იმერული ხაჭაპური", 1390),
    ("shared", "Megrelian khachapuri", "Хачапури по-мегрельски", "მეგრული ხაჭაპური", 1575),
    ("shared", "Lobiani", "Лобиани", "ლობიანი", 1145),
    ("shared", "Fried sulguni", "Жареный сулугуни", "შემწვარი სულგუნი", 1435),
    ("shared", "Pkhali platter", "Ассорти пхали", "ფხალის ასორტი", 1455),
    ("shared", "Eggplant with walnuts", "Баклажаны с орехами", "ბადრიჯანი ნიგვზით", 1265),
    ("shared", "Tomatoes and cucumbers with walnuts", "Помидоры и огурцы с орехами",
     "კიტრი-პომიდორი ნიგვზით", 1195),
    ("khinkali", "Khinkali, beef and pork", "Хинкали с говядиной и свининой",
     "ხინკალი საქონლისა და ღორის ხორცით", 185),
    ("khinkali", "Khinkali, mushrooms", "Хинкали с грибами", "ხინკალი სოკოთი", 175),
    ("khinkali", "Khinkali, cheese", "Хинкали с сыром", "ხინკალი ყველით", 195),
    ("main", "Chakapuli", "Чакапули", "ჩაქაფული", 2345),
    ("main", "Chakhokhbili", "Чахохбили", "ჩახოხბილი", 1985),
    ("main", "Shkmeruli", "Шкмерули", "შქმერული", 3290),
    ("main", "Ojakhuri with pork", "Оджахури со свининой", "ოჯახური ღორის ხორცით", 2175),
    ("main", "Pork mtsvadi", "Мцвади из свинины", "ღორის მწვადი", 2465),
    ("main", "Chashushuli", "Чашушули", "ჩაშუშული", 2055),
    ("main", "Fried trout", "Жареная форель", "შემწვარი კალმახი", 2285),
    ("main", "Satsivi", "Сациви", "საცივი", 1845),
    ("soup", "Kharcho", "Харчо", "ხარჩო", 1365),
    ("soup", "Chikhirtma", "Чихиртма", "ჩიხირთმა", 1225),
    ("soup", "Lobio in a clay pot", "Лобио в горшочке", "ლობიო ქოთანში", 985),
    ("side", "Shoti bread", "Хлеб шоти", "შოთის პური", 215),
    ("side", "Mchadi, two pieces", "Мчади, 2 шт.", "მჭადი, 2 ცალი", 420),
    ("side", "Tkemali sauce", "Соус ткемали", "ტყემლის საწებელი", 345),
    ("sweet", "Churchkhela", "Чурчхела", "ჩურჩხელა", 695),
    ("sweet", "Pelamushi", "Пеламуши", "ფელამუში", 875),
    ("sweet", "Baklava", "Пахлава", "ფახლავა", 945),
    ("hot", "Turkish coffee", "Кофе по-турецки", "თურქული ყავა", 525),
    ("hot", "Black tea", "Чёрный чай", "შავი ჩაი", 465),
    ("cold", "Tarragon lemonade", "Лимонад с тархуном", "ტარხუნის ლიმონათი", 455),
    ("cold", "Pear lemonade", "Лимонад с грушей", "მსხლის ლიმონათი", 455),
    ("cold", "Sparkling mineral water", "Минеральная вода с газом", "გაზიანი მინერალური წყალი", 385),
    ("cold", "Fruit compote", "Компот", "კომპოტი", 395),
    ("alcohol", "Draught beer, 0.5 l", "Пиво разливное, 0,5 л", "ჩამოსასხმელი ლუდი, 0,5 ლ", 655),
    ("alcohol", "Saperavi, glass", "Саперави, бокал", "საფერავი, ჭიქა", 1285),
    ("alcohol", "Rkatsiteli, glass", "Ркацители, бокал", "რქაწითელი, ჭიქა", 1175),
    ("alcohol", "Chacha, 50 ml", "Чача, 50 мл", "ჭაჭა, 50 მლ", 835),
]
BY_KIND = {}
for dish in MENU:
    BY_KIND.setdefault(dish[0], []).append(dish)

# Guests an hour of the day brings, relative to the others: lunch, a quiet afternoon, dinner.
HOURS = {11: 2, 12: 6, 13: 12, 14: 10, 15: 5, 16: 3, 17: 4, 18: 8, 19: 13, 20: 14, 21: 10, 22: 5}


@dataclass
class Till:
    """One till's day."""

    name: str
    prefix: str
    language: int  # the column of the menu that its receipts are printed in
    checks: int
    offline: tuple = ()  # first and last number sold while the line was down
    void: int = 0  # the number that was keyed in wrongly


TILLS = [
    Till("tbilisi", "TBS", 3, 150, void=64),
    Till("batumi", "BUS", 1, 112),
    Till("kutaisi", "KUT", 3, 84, offline=(31, 42)),
]

REGULARS = 4
REGULAR_DAYS = 5


def order(rng, hour):
    """What a party eats: {dish: count}."""
    guests = rng.choices(range(1, 9), weights=[14, 30, 16, 18, 8, 7, 4, 3])[0]
    is_evening = hour >= 18
    dishes = {}

    def add(kind, count=1):
        dish = rng.choice(BY_KIND[kind])
        dishes[dish] = dishes.get(dish, 0) + count

    for _ in range(max(1, guests // 2)):
        add("shared")
    if rng.random() < 0.55:
        add("khinkali", rng.randrange(4, 6 + 2 * guests))
    for _ in range(guests):
        if rng.random() < (0.55 if is_evening else 0.35):
            add("main")
        elif rng.random() < 0.4:
            add("soup")
        add("alcohol" if is_evening and rng.random() < 0.6 else "cold")
        if rng.random() < 0.25:
            add("hot")
        if rng.random() < 0.2:
            add("sweet")
    for _ in range(rng.randrange(0, 1 + guests)):
        add("side")
    return dishes


def amount(dishes):
    """Tetri with the service charge, rounded half up."""
    net = sum(dish[4] * count for dish, count in dishes.items())
    return net + (net * SERVICE_PERCENT + 50) // 100


def times(rng, count):
    """Seconds of the day, in order, no two alike."""
    hours = rng.choices(list(HOURS), weights=list(HOURS.values()), k=4 * count)
    seconds = {hour * 3600 + rng.randrange(3600) for hour in hours}
    return sorted(rng.sample(sorted(seconds), count))


def row(rng, till, number, day, second):
    """One sale."""
    hour, minute = second // 3600, second // 60 % 60
    dishes = order(rng, hour)
    tetri = amount(dishes)
    return {
        "sequence": number,
        "sold_at": f"{day}T{hour:02}:{minute:02}:{second % 60:02}{OFFSET}",
        "amount_gel": f"{tetri // 100}.{tetri % 100:02}",
        "items": "; ".join(f"{n}x {dish[till.language]}" for dish, n in dishes.items()),
        "fiscal_receipt": f"{till.prefix}-{day.replace('-', '')}-{number:06}",
        "voided_reason": "entry-error" if number == till.void else "",
    }


def rows(till):
    """The till's day, one row a sale."""
    rng = random.Random(f"{SEED}/{till.name}")
    for number, second in enumerate(times(rng, till.checks), start=1):
        yield row(rng, till, number, DATE, second)


def regulars():
    """The same guests' lunches, day by day."""
    rng = random.Random(f"{SEED}/regulars")
    till = Till("regulars", "TBT", 3, REGULARS * REGULAR_DAYS)
    first = date.fromisoformat(DATE) - timedelta(days=REGULAR_DAYS - 1)
    for day in range(REGULAR_DAYS):
        for guest in range(REGULARS):
            second = 13 * 3600 + guest * 600 + rng.randrange(600)
            number = day * REGULARS + guest + 1
            yield row(rng, till, number, str(first + timedelta(days=day)), second)


def write(name, columns, lines):
    """Writes a CSV file."""
    with open(HERE / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


def main():
    """Writes all files."""
    columns = ["item_en", "item_ru", "item_ka", "price_tetri"]
    write("menu.csv", columns, [dict(zip(columns, dish[1:])) for dish in MENU])
    columns = ["sequence", "sold_at", "amount_gel", "items", "fiscal_receipt", "voided_reason"]
    for till in TILLS:
        first, last = till.offline or (0, -1)
        day = list(rows(till))
        offline = [row for row in day if first <= row["sequence"] <= last]
        write(f"{till.name}.csv", columns, [row for row in day if row not in offline])
        if offline:
            write(f"{till.name}-offline.csv", columns, offline)
    write("regulars.csv", columns, regulars())


if __name__ == "__main__":
    main()
