"""A stand-in of the Tweede Kamer's open data, with invented documents in its format."""

from __future__ import annotations

import json
from typing import Any

from tests.letters.sources.stand_in import Call, Reply, StandIn

GUID = "00000000-0000-4000-8000-0000000000{:02d}"


def document(n: int = 12, *, external: str | None = "kst-99301-{}", **values: Any) -> dict[str, Any]:
    return {
        "Id": GUID.format(n),
        "Soort": "Brief regering",
        "DocumentNummer": f"2019D{n:05d}",
        "Titel": "Brief regering",
        "Onderwerp": "Verslag van het overleg over de vaarroutes",
        "Datum": "2019-03-03T00:00:00+01:00",
        "Vergaderjaar": "2018-2019",
        "Kamer": 2,
        "Volgnummer": n,
        "DatumOntvangst": "2019-03-04T00:00:00+01:00",
        "KenmerkAfzender": f"BZDOC-20190303-{n}",
        "GewijzigdOp": "2019-03-05T12:00:00.123+01:00",
        "Verwijderd": False,
        "Kamerstukdossier": [{"Nummer": 99301, "Toevoeging": None, "Titel": "Veiligheid op zee"}],
        "DocumentActor": [
            {"ActorNaam": "L. Land", "Functie": "minister van Defensie", "Relatie": "Mede ondertekenaar"},
            {"ActorNaam": "J.K. Zeegers", "Functie": "minister van Zeeën", "Relatie": "Eerste ondertekenaar"},
            {"ActorNaam": "P. Polder", "Functie": "minister van Polders", "Relatie": "Mede namens"},
        ],
        "HuidigeDocumentVersie": {"ExterneIdentifier": external and external.format(n)},
        **values,
    }  # fmt: skip


class Chamber(StandIn):
    def __init__(self) -> None:
        super().__init__()
        self.documents: list[dict[str, Any]] = []
        self.per_page = 250
        self.on("/OData/Document", self._list)

    @property
    def base(self) -> str:
        return f"{self.url}/OData"

    def add(self, value: dict[str, Any], data: bytes, media_type: str = "application/pdf") -> None:
        self.documents.append(value)
        reply = Reply(data, headers={"Content-Type": media_type})
        self.on(f"/OData/Document({value['Id']})/resource", reply)

    def files_asked(self) -> list[str]:
        return [path for path in self.paths() if path.endswith("/resource")]

    def _list(self, call: Call) -> Reply:
        start = int(call.asked.get("$skip", 0))
        answer: dict[str, Any] = {"value": self.documents[start : start + self.per_page]}
        if start + self.per_page < len(self.documents):
            answer["@odata.nextLink"] = f"{self.base}/Document?$filter=x&$skip={start + self.per_page}"
        return Reply(json.dumps(answer).encode(), headers={"Content-Type": "application/json"})
