import dataclasses
import pkgutil
from importlib import import_module

import pytest

from nhiemky.core import congress, elections

MODULES = [
    import_module(found.name)
    for package in (congress, elections)
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_facts_once_made_cannot_be_changed(module):
    kinds = [kind for kind in vars(module).values() if isinstance(kind, type)]
    changeable = [k for k in kinds if dataclasses.is_dataclass(k) and not k.__dataclass_params__.frozen]
    assert changeable == []
