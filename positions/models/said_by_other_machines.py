"""The one definition, as an expression, of what other machines say of a stance's sentence and topic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, F, FloatField, Func, TextField, Value

from positions.domain.reliability.calibration import Beside

_OWN = ("revision", "start", "topic", "holder", "score", "coder")
# One index probe for the runs (`proposed_on_once`) and one for each other machine (`stance_place`). As ORM expressions,
# nested so deep, it took Django ten times as long to write as the rest of the query.
_SAID = """(
SELECT min(CASE
    WHEN said.id IS NULL THEN CASE WHEN run.whole_at {before} THEN '{silent}' END
    WHEN said.score IS DISTINCT FROM {score} OR said.score IS NOT NULL AND said.holder <> {holder} THEN '{otherwise}'
    ELSE '{same}' END)
FROM (
    SELECT DISTINCT ON (machine.name) last.* FROM positions_proposing last JOIN positions_coder machine
        ON machine.id = last.coder_id
        AND machine.name <> (SELECT own.name FROM positions_coder own WHERE own.id = {coder})
    WHERE last.revision_id = {revision} AND last.at {before}
    ORDER BY machine.name, last.codebook_id DESC, last.coder_id DESC
) run LEFT JOIN positions_stance said ON said.revision_id = run.revision_id AND said.coder_id = run.coder_id
    AND said.codebook_id = run.codebook_id AND said.start = {start} AND said.topic_id = {topic}
    AND said.carries_id IS NULL AND said.created_at {before}
)"""


class SaidBeside(Func):
    """The `Beside` of a stance: what other machines said of its sentence and topic.

    NULL where that is unknown, or no other one had been through the text.

    Each speaks by its newest run on the stance's text (as `CodingRun.objects.newest`), `before` the moment if given: by
    the proposals that were there then, or by silence, if it had gone through the whole text by then. Later runs do not
    change it. With `numbers` it is the number of what they said; of None for NULL. `own` refers to a field of the
    stance, and a moment can be such a reference.
    """

    def __init__(
        self,
        before: datetime | F | None = None,
        *,
        own: Callable[[str], Any] = F,
        numbers: Mapping[Beside | None, float] | None = None,
    ) -> None:
        moment = Value(before, DateTimeField()) if isinstance(before, datetime) else before
        self.numbers = numbers
        output_field = TextField() if numbers is None else FloatField()
        super().__init__(*map(own, _OWN), *([] if moment is None else [moment]), output_field=output_field)

    def as_sql(self, compiler: Any, connection: Any, *_args: Any, **_context: Any) -> Any:
        own = {name: compiler.compile(each)[0] for name, each in zip(_OWN, self.source_expressions, strict=False)}
        moment, params = "IS NOT NULL", list[Any]()
        for each in self.source_expressions[len(_OWN) :]:
            sql, of_moment = compiler.compile(each)
            moment, params = f"< {sql}", [*of_moment] * _SAID.count("{before}")
        said = _SAID.format(**own, **{each.value: each.value for each in Beside}, before=moment)
        if self.numbers is None:
            return said, params
        found = " ".join(f"WHEN '{each.value}' THEN %s" for each in Beside)
        numbers = [self.numbers[each] for each in (*Beside, None)]
        return f"(CASE {said} {found} ELSE %s END)", [*params, *numbers]
