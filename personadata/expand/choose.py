"""Generate wide, then choose: within the quotas the greatest variety."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from personadata.expand.axes import CLASHES, WORDING
from personadata.expand.offer import Offer, Stock
from personadata.expand.quotas import quotas
from personadata.expand.shares import Shares
from personadata.expand.similar import TwinIndex
from personadata.expand.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from personadata.expand.candidate import Candidate

TWIN = 0.7
"""Character-trigram Jaccard at which two texts count as near-twins (Self-Instruct's threshold)."""
OPENING = 0.03
"""Most rows whose answers share their first six characters, as a share of all rows."""
NAME_AND_DEVELOPER = 0.12
"""Most rows whose answer names both in one sentence, as a share of all rows."""
_BUFFER = 6
"""Acceptable candidates compared for one place."""
_PATIENCE = 80
_LAST_PATIENCE = 400
"""Candidates looked at for one place before a category counts as used up, while answers must all differ and after."""


class Chooser:
    """Takes candidates one by one, refusing twins and whatever a bound forbids, preferring what is still rare."""

    def __init__(
        self,
        total: int,
        accept: Callable[[Candidate], bool],
        tones: Mapping[str, float] = MappingProxyType({}),
        models: Mapping[str, tuple[str, float]] = MappingProxyType({}),
    ) -> None:
        self.total = total
        self.tones = tones
        self.accept = accept
        self.tally = Tally(tones, models)
        self.shares = Shares(total)
        self.keys: set[str] = set()
        self.questions: dict[str, TwinIndex] = defaultdict(lambda: TwinIndex(TWIN))
        self.answers: dict[str, TwinIndex] = defaultdict(lambda: TwinIndex(TWIN))
        self.exact: Counter[str] = Counter()
        self.both = 0
        self.looked = 0
        self.patience = 3 * total + 5_000
        """Candidates looked at before answers may repeat within bounds: keeps the cost near linear."""
        self.taken: list[Candidate] = []

    def fill(self, stocks: list[Stock], languages: Mapping[str, float]) -> None:
        """Take up to ``total`` candidates from *stocks*; what one cannot give the others do."""
        for strict in (True, False):
            for stock in stocks:
                stock.dry = False
                stock.stream = chain(stock.spare, stock.stream)
                stock.spare = []
            while len(self.taken) < self.total and not (strict and self.looked > self.patience):
                places = quotas(stocks, languages, self.total - len(self.taken))
                if not places:
                    break
                before = len(self.taken)
                for stock in stocks:
                    for _ in range(places.get(stock.name, 0)):
                        if strict and self.looked > self.patience:
                            break
                        if not self.take_from(stock, strict):
                            stock.dry = True
                            break
                if len(self.taken) == before and all(stock.dry for stock in stocks if stock.name in places):
                    break

    def take_from(self, stock: Stock, strict: bool) -> bool:
        """Take the best of the next few acceptable candidates; False when the stock has none."""
        ready: list[tuple[float, int, Offer]] = []
        old = len(stock.buffer)
        for _ in range(_PATIENCE if strict else _LAST_PATIENCE):
            if old > 0:
                offer = stock.buffer.popleft()
                old -= 1
            else:
                candidate = next(stock.stream, None)
                if candidate is None:
                    break
                offer = Offer.of(candidate)
            self.looked += 1
            verdict = self.refuse(offer, strict)
            if verdict == "":
                ready.append((self.tally.score(offer), len(ready), offer))
                if len(ready) == _BUFFER:
                    break
            elif verdict == "later":
                stock.spare.append(offer.candidate)
        if not ready:
            return False
        ready.sort(key=lambda item: (-item[0], item[1]))
        stock.buffer.extendleft(item[2] for item in reversed(ready[1:]))
        self.take(ready[0][2])
        return True

    def refuse(self, offer: Offer, strict: bool) -> str:
        """Why *offer* cannot be taken: "" when it can, "later" when it may under laxer bounds, "never"."""
        candidate = offer.candidate
        language = candidate.category.language
        if offer.plain_key in self.keys or not self.shares.room(candidate.rules):
            return "never"
        if candidate.tone in CLASHES.get(offer.register, ()):
            return "never"
        if self.tones and candidate.tone not in self.tones and candidate.category.group != "control":
            return "never"
        if self.questions[language].twin(offer.asks, offer.asks_seen):
            return "never"
        offer.asks_seen = len(self.questions[language].sets)
        if offer.both and self.both + 1 > max(2.0, NAME_AND_DEVELOPER * self.total):
            return "never"
        if offer.sound is None:
            offer.sound = self.accept(candidate)
        if not offer.sound:
            return "never"
        return "later" if self.too_common(offer, language, strict) else ""

    def too_common(self, offer: Offer, language: str, strict: bool) -> bool:
        """Whether the answer, its opening or its kind of question has been used up for now."""
        if self.exact[offer.plain_answer] >= (1 if strict else max(2, self.total // 150)):
            return True
        if self.tally.counts["opening"][offer.opening] >= max(2, round(OPENING * self.total)):
            return True
        if offer.wording == "affix" and self.tally.counts["wording"]["affix"] >= WORDING["affix"] * self.total:
            return True
        if not strict:
            return False
        if self.answers[language].twin(offer.says, offer.says_seen):
            return True
        offer.says_seen = len(self.answers[language].sets)
        return False

    def take(self, offer: Offer) -> None:
        """Add the candidate of *offer* to the set and count it."""
        candidate = offer.candidate
        language = candidate.category.language
        self.keys.add(offer.plain_key)
        self.questions[language].add(offer.asks)
        self.answers[language].add(offer.says)
        self.exact[offer.plain_answer] += 1
        self.both += offer.both
        self.shares.take(candidate.rules)
        self.tally.add(offer)
        self.taken.append(candidate)
