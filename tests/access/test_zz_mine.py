from typing import Any
from django.db import transaction
from tests.access.test_matrix import *
from tests.access.test_matrix import check, METHODS, address, outsider


def test_mine(full_scene: Any, outsider: Any) -> None:
    for name in ("recompute", "excel", "extracts", "extract", "extract_file", "record", "report"):
        name = "evaluation:" + name
        url = address(name, full_scene)
        for method, word in zip(METHODS, MATRIX[name], strict=True):
            place = transaction.savepoint()
            check(name, method, word, url, world=full_scene, outsider=outsider)
            transaction.savepoint_rollback(place)
