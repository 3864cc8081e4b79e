"""A decision that keeps an earlier one in force references it: who took it, and whether in bulk."""

import django.db.models.deletion
from django.db import migrations, models

# The only update of rows. In order of id, so that the basis of earlier rows is known.
FILL = """
ALTER TABLE positions_review DISABLE TRIGGER review_never_updated;
DO $$
DECLARE kept RECORD; found bigint;
BEGIN
    FOR kept IN
        SELECT v.id, v.stance_id, v.decision, v.undoes, s.carries_id
        FROM positions_review v JOIN positions_stance s ON s.id = v.stance_id
        WHERE v.decision = 'carried' OR v.decision = 'undone' AND v.state IN ('accepted', 'rejected')
        ORDER BY v.id
    LOOP
        IF kept.decision = 'carried' THEN
            SELECT COALESCE(basis_id, id) INTO found FROM positions_review
            WHERE stance_id = kept.carries_id AND state = 'accepted' AND id < kept.id ORDER BY id DESC LIMIT 1;
        ELSE
            SELECT COALESCE(basis_id, id) INTO found FROM positions_review
            WHERE stance_id = kept.stance_id AND id < (
                SELECT MIN(id) FROM positions_review WHERE stance_id = kept.stance_id AND batch = kept.undoes
            ) ORDER BY id DESC LIMIT 1;
        END IF;
        UPDATE positions_review SET basis_id = found WHERE id = kept.id;
    END LOOP;
END $$;
ALTER TABLE positions_review ENABLE TRIGGER review_never_updated;
"""


class Migration(migrations.Migration):
    dependencies = [("positions", "0008_alterations")]

    operations = [
        migrations.AddField(
            model_name="review",
            name="basis",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="kept_by",
                to="positions.review",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("basis__isnull", False),
                    models.Q(
                        models.Q(("decision", "carried"), _negated=True),
                        models.Q(("decision", "undone"), ("state__in", ["accepted", "rejected"]), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="kept_decision_is_named",
            ),
        ),
    ]
