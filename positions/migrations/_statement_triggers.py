"""Triggers after each statement that inserts, updates or deletes rows, for migrations from 0016 on."""

# `touched` are the rows after the statement; before it, of a deletion.
_CREATE = """
CREATE TRIGGER {prefix}_by_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION {function}();
CREATE TRIGGER {prefix}_by_update AFTER UPDATE ON {table} REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION {function}();
CREATE TRIGGER {prefix}_by_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION {function}();
"""
_DROP = "".join(f"DROP TRIGGER {{prefix}}_by_{event} ON {{table}};\n" for event in ("insert", "update", "delete"))


def create(table, prefix, function):
    """Return SQL that has the function called after each such statement."""
    return _CREATE.format(table=table, prefix=prefix, function=function)


def drop(table, prefix):
    return _DROP.format(table=table, prefix=prefix)
