"""Rows come in one order, whichever way the database reads them."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import Model, UniqueConstraint

OURS = ("letters", "positions", "tracker")
MODELS = [model for app in OURS for model in apps.get_app_config(app).get_models()]


def unique(model: type[Model], names: set[str]) -> bool:
    """Return whether no two rows of the model have the same values of these fields."""
    constraints = (
        each for each in model._meta.constraints if isinstance(each, UniqueConstraint) and not each.condition
    )
    sets = [{model._meta.pk.name}, *({field.name} for field in model._meta.fields if field.unique)]
    return any(each <= names for each in [*sets, *(set(each.fields) for each in constraints if each.fields)])


def names_of(model: type[Model]) -> set[str]:
    written = (str(name).lstrip("-") for name in model._meta.ordering)
    return {model._meta.pk.name if name == "pk" else name for name in written}


@pytest.mark.parametrize("model", [model for model in MODELS if model._meta.ordering], ids=lambda model: model.__name__)
def test_an_order_by_a_relation_is_that_of_rows_that_differ(model: type[Model]) -> None:
    """Django takes the order of the related model: by "revision" is by the number of a text, which is 1 for most."""
    for name in names_of(model):
        field = next((field for field in model._meta.fields if field.name == name and field.attname != name), None)
        related = field and field.related_model
        if isinstance(related, type) and related._meta.ordering:
            assert unique(related, names_of(related)), f"{model.__name__} orders by {name}, which several rows share"
