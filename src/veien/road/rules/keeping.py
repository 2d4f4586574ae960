"""Answers that are kept for as long as they hold. Pure: whoever asks says what they hang on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """Answers with the stamp under which each was given; only those used last are kept, at most ``most``."""

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, tuple[Hashable, Answer]] = OrderedDict()
        self._lock = Lock()

    def given(self, key: Hashable, stamp: Hashable, ask: Callable[[], Answer]) -> Answer:
        """Give the answer kept under a key if it has this stamp still; else ask, and keep what is said.

        The stamp must be read before ``ask`` reads what it stands for: an answer may then be newer than its stamp,
        never older, and is asked for anew too often rather than too seldom.
        """
        with self._lock:
            found = self._answers.get(key)
            if found is not None and found[0] == stamp:
                self._answers.move_to_end(key)
                return found[1]
        answer = ask()
        with self._lock:
            self._answers[key] = (stamp, answer)
            self._answers.move_to_end(key)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer

    def __len__(self) -> int:
        return len(self._answers)
