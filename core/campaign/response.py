"""The response curve: which share of people spending on each of them keeps or wins."""

from __future__ import annotations

import math
from dataclasses import dataclass

from core.words import percent


@dataclass(frozen=True)
class ResponseCurve:
    """A share of people that rises with the money spent on each, ever more slowly.

    rate = floor + (ceiling - floor) * (1 - exp(-steepness * spend)), after Blattberg & Deighton (1996),
    with a floor for those who stay or come without any spending.
    floor, ceiling  shares, 0 <= floor <= ceiling <= 1; steepness  per unit of money, from 0 upwards
    Raises ValueError otherwise.
    """

    floor: float
    ceiling: float
    steepness: float

    def __post_init__(self) -> None:
        if not 0 <= self.floor <= self.ceiling <= 1:
            raise ValueError(
                "The share reached without any money cannot be above the share reached with unlimited money, "
                "and both have to lie between 0 % and 100 %."
            )
        if not (math.isfinite(self.steepness) and self.steepness >= 0):
            raise ValueError("How fast money works has to be a number from 0 upwards.")

    @classmethod
    def from_answers(cls, floor: float, ceiling: float, spend: float, rate: float) -> ResponseCurve:
        """The curve through a manager's answers ("decision calculus", Little 1970).

        Today `spend` money on each person gets the share `rate`; unlimited money would get `ceiling`,
        none at all `floor`. Raises ValueError with a sentence for the screen where these contradict
        each other.
        """
        if not all(math.isfinite(answer) for answer in (floor, ceiling, spend, rate)):
            raise ValueError("Each of the four answers has to be a number.")
        if not 0 <= floor <= 1 or not 0 <= ceiling <= 1:
            raise ValueError("A share has to lie between 0 % and 100 %.")
        if spend <= 0:
            raise ValueError(
                "What you spend today has to be more than 0. Otherwise nobody can tell what money does."
            )
        if not floor < rate < ceiling:
            raise ValueError(
                f"Your answers contradict each other: what you reach today ({_share(rate)}) has to be more "
                f"than what you would reach without any money ({_share(floor)}) and less than what you "
                f"would reach with unlimited money ({_share(ceiling)})."
            )
        reached = (rate - floor) / (ceiling - floor)
        steepness = -math.log1p(-reached) / spend if reached < 1 else math.inf
        if math.isinf(steepness):
            raise ValueError(
                "What you reach today is so close to what unlimited money would reach that no curve fits. "
                "Raise the best share you can imagine."
            )
        return cls(floor, ceiling, steepness)

    def gain(self, spend: float) -> float:
        """The share of people kept or won by spending so much on each, beyond the floor."""
        return (self.ceiling - self.floor) * -math.expm1(-self.steepness * spend)

    def rate(self, spend: float) -> float:
        """The share of people kept or won when so much is spent on each."""
        return self.floor + self.gain(spend)

    def slope(self, spend: float) -> float:
        """How much the share rises with one more unit of money on each."""
        return (self.ceiling - self.floor) * self.steepness * math.exp(-self.steepness * spend)

    def spend_where(self, slope: float) -> float:
        """The money per person, from 0 upwards, at which the slope has fallen to this one.

        Infinite for a slope of 0 or less, which a rising curve never reaches.
        """
        first = self.slope(0.0)
        if first <= slope or first == 0:
            return 0.0
        return math.inf if slope <= 0 else math.log(first / slope) / self.steepness


AnyCurve = ResponseCurve | tuple[float, float, float] | tuple[float, float]


def as_curve(told: AnyCurve) -> ResponseCurve:
    """A curve as it is, or made of (floor, ceiling, steepness) or (ceiling, steepness)."""
    if isinstance(told, ResponseCurve):
        return told
    return ResponseCurve(*told) if len(told) == 3 else ResponseCurve(0.0, *told)


def _share(share: float) -> str:
    return percent(share, 1)
