"""What ships beside a table that is sorted into groups: evidence, groups, pictures of near points."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import numpy as np
import pandas as pd

from core import segments
from core.table import Table

KEPT_DIGITS = 2  # of 20 refits, each is five hundredths
PLACE_DIGITS = 2  # a picture needs no more


def evidence(table: Table, progress: Callable[[str], None] = lambda what: None) -> pd.DataFrame:
    """The measures for every number of groups."""
    return segments.choose_k(
        table, None, progress=lambda done, wanted: progress(f"evidence {done} of {wanted}")
    )


def groups(
    table: Table, progress: Callable[[str], None] = lambda what: None
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """For every number of groups: who is where and how steadily, what is known of each group, and which
    columns add something (see core.samples.groups, groups_found, column_worth)."""
    points = segments.grid(table)
    rows: dict[str, np.ndarray] = {}
    found, worth = [], []
    for k in segments.KS:
        progress(f"{k} groups")
        cut = segments.cut(points, k)
        steady = segments.steadiness(cut)
        rows |= {f"group {k}": cut.labels, f"kept {k}": steady.kept}
        found += [
            {"k": k, "group": group, "clear": cut.clear, "overlap": overlap}
            for group, overlap in enumerate(steady.overlap)
        ]
        one = segments.column_worth(points, k, cut.labels)
        one.insert(0, "k", k)
        worth.append(one)
    return pd.DataFrame(rows), pd.DataFrame(found), pd.concat(worth, ignore_index=True)


def neighbours(table: Table, progress: Callable[[str], None] = lambda what: None) -> pd.DataFrame:
    """The pictures of near points, for every choice a reader has."""
    points = segments.grid(table)
    rows = segments.shown(len(points.values))
    frames = []
    for perplexity in segments.PERPLEXITIES:
        for seed in segments.SEEDS:
            progress(f"near points {perplexity} {seed}")
            places = segments.neighbours(points, rows, perplexity, seed)
            frames.append(
                pd.DataFrame(
                    {
                        "perplexity": perplexity,
                        "seed": seed,
                        "row": rows,
                        "x": places[:, 0],
                        "y": places[:, 1],
                    }
                )
            )
    return pd.concat(frames, ignore_index=True)


def shipped(table: Table, progress: Callable[[str], None] = lambda what: None) -> dict[str, bytes]:
    """Every file by what follows the name of the case."""
    rows, found, worth = groups(table, progress)
    return {
        "groups.csv.gz": _packed(_csv(rows, KEPT_DIGITS)),
        "found.csv": _csv(found, 6),
        "worth.csv": _csv(worth, 6),
        "evidence.csv": _csv(evidence(table, progress), 6),
        "near.csv.gz": _packed(_csv(neighbours(table, progress), PLACE_DIGITS)),
    }


def _csv(frame: pd.DataFrame, digits: int) -> bytes:
    return frame.to_csv(index=False, float_format=f"%.{digits}f", lineterminator="\n").encode()


def _packed(text: bytes) -> bytes:
    """Compressed without the time of day."""
    return gzip.compress(text, mtime=0)
