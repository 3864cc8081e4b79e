"""The budget of a day, in euros: what was spent since midnight, local time, as it was priced when it was asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from positions.coders.language_model.config import ModelConfig
from positions.models import ModelWindow


def spent_today() -> Decimal:
    """A window counts whole on the day that it was last asked."""
    spent = ModelWindow.objects.filter(asked_at__gte=_midnight(0)).aggregate(cost=Sum("cost"))["cost"]
    return spent or Decimal(0)


def is_spent(config: ModelConfig) -> bool:
    return config.budget is not None and spent_today() >= config.budget


def tomorrow() -> datetime:
    return _midnight(1)


def _midnight(days: int) -> datetime:
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
