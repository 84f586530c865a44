"""An inbox in which every personal cell, of good rows, broken rows and rejected files, is a canary."""

import os
import random
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path

from independent.offices import Inbox
from independent.paper import write_delivery

from pipelines.contracts.catalog import sheets

# nobody and nothing else is written with these: 20 of them in threes are 8,000 names
RARE = "龘靐齉爩鱻麤灪龗鸾鬻饕餮魑魅魍魉貔貅饔饩"
PERSONAL = {"name": "", "room_no": "室", "hukou_address": "路", "landlord": "房东", "remark": "注"}
NOT_A_SHEET = "名单,{name},{id}\n,,\n{id},{name},x\n"
SEED = 11
BROKEN = '姓名,公民身份号码\n{name},{id}\n"{name},{id}\n{name},{id},x,y,z\n'


class Canaries:
    """Gives every person a name that nobody else has, and remembers all that may not be found again."""

    def __init__(self) -> None:
        self._names = map("".join, product(RARE, repeat=3))
        self._given: dict[str, str] = {}
        self.planted: set[str] = set()

    def instead_of(self, text: str) -> str:
        """The canary for a name or a text: the same for the same."""
        if text not in self._given:
            self._given[text] = next(self._names)
        self.planted.add(self._given[text])
        return self._given[text]


@dataclass(frozen=True)
class Sent:
    """What was sent: the inbox, the day of the night, and all that must stay in layers 0 and 1."""

    inbox: Path
    as_of: date
    canaries: frozenset[str]

    @property
    def files(self) -> list[Path]:
        """Every file that was sent."""
        return sorted(path for path in self.inbox.rglob("*") if path.is_file())


def send(folder: Path) -> Sent:
    """Lay the deliveries of a small district into `folder`, files that no reader accepts among them."""
    inbox, canaries = Inbox(SEED), Canaries()
    for delivery in inbox.deliveries:
        if not delivery.content:
            for sheet in delivery.sheets:
                for row in sheet.rows:
                    _plant(row.cells, sheet.table, canaries)
        write_delivery(inbox.r, folder, delivery)
    _write_rejected(folder, canaries)
    return Sent(folder, inbox.district.as_of, frozenset(canaries.planted))


def _plant(cells: dict[str, object], table: str, canaries: Canaries) -> None:
    for column in sheets()[table].columns:
        text = cells.get(column.canonical)
        if column.canonical == "citizen_id" and len(str(text)) in (15, 18):
            canaries.planted.add(str(text))
        elif column.handling == "D" and column.canonical in PERSONAL and isinstance(text, str) and text:
            cells[column.canonical] = canaries.instead_of(text) + PERSONAL[column.canonical]


def _write_rejected(folder: Path, canaries: Canaries) -> None:
    """Files that no reader accepts, with people in them: no header, ragged, cut short, and not text."""
    ids = random.Random(0).sample(sorted(text for text in canaries.planted if text.isdigit()), 3)
    for number, (text, citizen_id) in enumerate(zip((NOT_A_SHEET, BROKEN, BROKEN), ids, strict=True)):
        filled = text.format(name=canaries.instead_of(f"rejected {number}"), id=citizen_id)
        path = folder / f"坏{number}.csv"
        path.write_bytes(filled.encode() + (b"\xff\xfe\x00" if number else b""))
        os.utime(path, (1_275_400_000, 1_275_400_000 + number))
    whole = max(folder.rglob("*.xlsx"), key=lambda path: path.stat().st_size)
    cut = folder / "截.xlsx"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    os.utime(cut, (1_275_400_010, 1_275_400_010))
