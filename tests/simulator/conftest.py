"""A subscription to act in."""

import pytest

from bareme.simulator import Subscription


@pytest.fixture
def azure() -> Subscription:
    return Subscription("11111111-1111-4111-8111-111111111111")
