"""Are there groups, and how many? One plain answer from all the measures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.words import count

SURE = 0.05  # shuffled tables that may be as clear as the table before we say it has no groups
MEASURES = ("elbow", "silhouette", "gap", "stability")


@dataclass(frozen=True)
class Verdict:
    """What the measures say together.

    groups   whether the table holds groups that shuffling its columns destroys and refits find again
    k        how many; 1 where there are none
    gaps     whether one cloud without gaps, with the same correlations, would be cut less well
    picks    the number each measure would choose by itself; None where it cannot
    words    the answer in a sentence or two
    """

    groups: bool
    k: int
    gaps: bool
    picks: dict[str, int | None]
    words: str


def verdict(result: pd.DataFrame) -> Verdict:
    """The answer to choose_k's result.

    Groups are claimed where the silhouette, over all numbers of groups together, beats all but 5 % of the
    shuffled tables; of the numbers of groups whose silhouette and stability both reach the 95 % point of the
    shuffled tables, the one with the highest silhouette is named. ValueError: an empty result.
    """
    if result.empty:
        raise ValueError("There is no number of groups to judge.")
    found = result.reset_index(drop=True)
    clear = (found["silhouette"] > found["silhouette_null95"]) & (
        found["stability"] >= found["stability_null95"]
    )
    sure = max(SURE, 1 / (1 + int(found["nulls"].iloc[0])))  # with few tables: clearer than all of them
    groups = bool(found["chance"].iloc[0] <= sure + 1e-9 and clear.any())
    if not groups:
        return Verdict(False, 1, False, picks(found), _none(found))
    best = found[clear].sort_values("silhouette", ascending=False).iloc[0]
    gaps = not best["silhouette"] <= best["silhouette_cloud95"]  # no cloud yet: nothing is said of gaps
    return Verdict(True, int(best["k"]), gaps, picks(found), _some(best, gaps))


def picks(result: pd.DataFrame) -> dict[str, int | None]:
    """The number of groups each measure would choose by itself.

    elbow       where the falling curve lies lowest under the straight line between its ends (Satopaa,
                Albrecht, Irwin & Raghavan 2011); None with fewer than three numbers to compare
    silhouette  the highest
    gap         the smallest k with gap(k) >= gap(k + 1) - se(k + 1) (Tibshirani, Walther & Hastie 2001);
                None if there is none
    stability   the highest of those that reach the 95 % point of the shuffled tables; None if none does
    """
    ks = result["k"].to_numpy()
    return {
        "elbow": _elbow(ks, result["inertia"].to_numpy()),
        "silhouette": int(ks[np.argmax(result["silhouette"])]),
        "gap": _gap(ks, result["gap"].to_numpy(), result["gap_se"].to_numpy()),
        "stability": _steadiest(result),
    }


def _elbow(ks: np.ndarray, inertia: np.ndarray) -> int | None:
    if len(ks) < 3 or inertia[0] <= inertia[-1]:
        return None
    along = (ks - ks[0]) / (ks[-1] - ks[0])
    down = (inertia[0] - inertia) / (inertia[0] - inertia[-1])
    return int(ks[np.argmax(down - along)])


def _gap(ks: np.ndarray, gap: np.ndarray, error: np.ndarray) -> int | None:
    enough = np.flatnonzero(gap[:-1] >= gap[1:] - error[1:])
    return int(ks[enough[0]]) if len(enough) else None


def _steadiest(result: pd.DataFrame) -> int | None:
    steady = result[result["stability"] >= result["stability_null95"]]
    return None if steady.empty else int(steady["k"].to_numpy()[np.argmax(steady["stability"])])


def _none(result: pd.DataFrame) -> str:
    many = int(result["nulls"].iloc[0])
    if not many:
        return "Nothing to compare with yet: the shuffled tables are still being cut."
    return (
        "We find no groups here. However many we ask for, the groups are no clearer than in "
        f"{_tables(many)} whose columns were shuffled, where nobody has anything in common. You may still "
        "cut, but the lines are yours."
    )


def _some(best: pd.Series, gaps: bool) -> str:
    how = "falls" if gaps else "can be cut"
    many = int(best["nulls"])
    beaten = f"all {count(many)}" if best["chance"] * (many + 1) < 1.5 else "95 of 100"
    lead = (
        f"The table {how} into {count(best['k'])} groups: they are clearer ({_two(best['silhouette'])}) than "
        f"in {beaten} shuffled tables (at most {_two(best['silhouette_null95'])} in 95 of 100), and refits "
        f"find them again ({_two(best['stability'])})."
    )
    if gaps:
        return lead
    return (
        f"{lead} But there are no gaps between them: one cloud whose columns go together as here would be "
        "cut as well. They differ by degree, and where the lines run is up to us."
    )


def _tables(many: int) -> str:
    return "a table" if many == 1 else f"{count(many)} tables"


def _two(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")
