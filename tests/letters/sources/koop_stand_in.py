"""A stand-in of KOOP's repository: answers queries, pages results, and serves files.

`python -m tests.letters.sources.koop_stand_in PORT` serves three invented letters, for trying out harvesting:
`STANDPUNT_KOOP_URL=http://127.0.0.1:PORT/sru python manage.py fetch koop --dossier 99301`.
"""

from __future__ import annotations

import hashlib
import re
import sys
import threading
from dataclasses import dataclass, field, replace
from typing import Any

from tests.letters.sources import koop_records
from tests.letters.sources.stand_in import Call, Reply, StandIn


@dataclass(frozen=True)
class Paper:
    identifier: str
    number: str
    files: dict[str, bytes]
    values: dict[str, Any] = field(default_factory=dict)


class Repository(StandIn):
    def __init__(self, port: int = 0) -> None:
        super().__init__(port)
        self.papers: dict[str, Paper] = {}
        self.on("/sru", self._list)

    def add(self, number: str, *, identifier: str | None = None, files: dict[str, bytes] | None = None, **values: Any):
        """Add a letter in dossier 99301, as XML unless `files` has other forms."""
        name = identifier or f"kst-99301-{number}"
        own = files or {"xml": koop_records.publication(number, sentences=koop_records.other_sentences(int(number)))}
        self.papers[name] = Paper(name, number, own, values)
        for form in own:
            self.on(koop_records.path_of(name, form), self._file)

    def change(self, identifier: str, *, files: dict[str, bytes] | None = None, **values: Any) -> None:
        paper = self.papers[identifier]
        self.papers[identifier] = replace(paper, files=files or paper.files, values={**paper.values, **values})

    def files_asked(self) -> list[str]:
        return [path.rsplit("/", 1)[1] for path in self.paths() if path != "/sru"]

    def _file(self, call: Call) -> Reply:
        name, _, form = call.path.rsplit("/", 1)[1].rpartition(".")
        data = self.papers[name].files[form]
        etag = f'"{hashlib.sha256(data).hexdigest()[:8]}"'
        if call.headers.get("If-None-Match") == etag:
            return Reply(status=304)
        return Reply(data, headers={"ETag": etag})

    def _list(self, call: Call) -> Reply:
        found = [paper for paper in self.papers.values() if self._matches(paper, call.asked["query"])]
        start, most = int(call.asked["startRecord"]), int(call.asked["maximumRecords"])
        shown = found[start - 1 : start - 1 + most]
        records = [self._record(paper) for paper in shown]
        following = start + most if start - 1 + most < len(found) else None
        return Reply(koop_records.page(*records, following=following, total=len(found)))

    def _record(self, paper: Paper) -> str:
        return koop_records.record(
            self.url, paper.number, identifier=paper.identifier, forms=tuple(paper.files), **paper.values
        )

    def _matches(self, paper: Paper, query: str) -> bool:
        main, modified = paper.values.get("main", ""), paper.values.get("modified", "2019-03-05")
        if named := re.match(r"dt\.identifier==(\S+)", query):
            return paper.identifier == named[1]
        if named := re.match(r"w\.hoofddocument==(\S+)", query):
            return main == named[1]
        since = re.search(r'dt\.modified>="(.*?)"', query)
        return not (main and "NOT dt.type==Bijlage" in query) and (not since or modified >= since[1])


def serve() -> None:
    repository = Repository(int(sys.argv[1]))
    for number in ("12", "13", "14"):
        repository.add(number)
    print(f"{repository.url}/sru", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    serve()
