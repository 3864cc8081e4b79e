"""Triggers that keep `letters_workcount`, for migrations of letters from 0021 on, and of other applications."""

from django.db import migrations

# `counted` gives kind, is_example and number of the rows in {rows}: before and after a statement, in a migration all.
_SUMS = """
INSERT INTO letters_workcount (kind, is_example, change)
SELECT kind, is_example, SUM(number) FROM ({counted}) each
WHERE kind IS NOT NULL GROUP BY kind, is_example HAVING SUM(number) <> 0
"""
_KEEP = """
CREATE FUNCTION {table}_keeps_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        {of_update};
    ELSIF TG_OP = 'INSERT' THEN
        {of_insert};
    ELSIF TG_OP = 'DELETE' THEN
        {of_delete};
    ELSE
        INSERT INTO letters_workcount (kind, is_example, change)
        SELECT kind, is_example, -SUM(change) FROM letters_workcount
        WHERE kind = ANY({kinds}) GROUP BY kind, is_example HAVING SUM(change) <> 0;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER counted_by_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_keeps_counts();
CREATE TRIGGER counted_by_update AFTER UPDATE ON {table} REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_keeps_counts();
CREATE TRIGGER counted_by_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS before_it
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_keeps_counts();
CREATE TRIGGER counted_by_truncate AFTER TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_keeps_counts();
"""
_LEAVE = """
DROP TRIGGER counted_by_truncate ON {table};
DROP TRIGGER counted_by_delete ON {table};
DROP TRIGGER counted_by_update ON {table};
DROP TRIGGER counted_by_insert ON {table};
DROP FUNCTION {table}_keeps_counts();
DELETE FROM letters_workcount WHERE kind = ANY({kinds});
"""


def keep(table, kinds, counted):
    """Return an operation that has the numbers of these kinds kept, from what is in the table on. The triggers lock it
    until the migration is over, so that nothing is written between them and the first count.
    """
    listed = f"ARRAY[{', '.join(repr(kind) for kind in kinds)}]"

    def summed(sign, rows):
        return f"SELECT kind, is_example, {sign}number AS number FROM ({counted.format(rows=rows)}) counted"

    came, went = summed("", "after_it"), summed("-", "before_it")
    parts = {
        "of_update": _SUMS.format(counted=f"{came} UNION ALL {went}"),
        "of_insert": _SUMS.format(counted=came),
        "of_delete": _SUMS.format(counted=went),
    }
    first = _SUMS.format(counted=summed("", table))
    triggers = _KEEP.format(table=table, kinds=listed, **parts)
    return migrations.RunSQL(f"{triggers}{first};", _LEAVE.format(table=table, kinds=listed))
