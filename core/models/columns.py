"""From mixed columns with gaps to numbers, and back to what each number stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from core.table import Table

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

MOST_LEVELS = 20  # a category column with more levels has its rarest ones grouped
MISSING = "missing"
RARE = "infrequent_sklearn"  # scikit-learn's own name for the grouped levels


@dataclass(frozen=True)
class Input:
    """What one column of numbers inside a pipeline stands for.

    column  the feature of the table it was made from
    level   the level it is 1 for; MISSING for a gap, RARE for the grouped levels, None for a number
    """

    column: str
    level: str | None = None


def as_numbers(table: Table, scaled: bool) -> Any:
    """The step from mixed columns with gaps to numbers: a ColumnTransformer.

    Numbers: gaps get the median and a column that says so. Categories: one column per level.
    Scaled to mean 0 and standard deviation 1 in float64, or left as they are in float32, the
    precision trees compare in (so that whoever explains them sees the very numbers they saw).
    """
    from sklearn.compose import ColumnTransformer
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

    as_they_are = FunctionTransformer(_as_float32, feature_names_out="one-to-one")
    one_hot = OneHotEncoder(
        handle_unknown="infrequent_if_exist",
        max_categories=MOST_LEVELS,
        sparse_output=False,
        dtype=np.float64 if scaled else np.float32,
    )
    # Scaled before filling, so that the columns that mark a gap stay 0 and 1.
    numbers = Pipeline(
        [
            ("scale", StandardScaler() if scaled else as_they_are),
            ("fill", SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True)),
        ]
    )
    categories = Pipeline(
        [
            ("text", FunctionTransformer(_as_text, feature_names_out="one-to-one")),
            ("one_hot", one_hot),
        ]
    )
    by_kind = {
        kind: [column.name for column in table.features if column.kind == kind]
        for kind in ("number", "category")
    }
    steps = [("numbers", numbers, by_kind["number"]), ("categories", categories, by_kind["category"])]
    return ColumnTransformer([step for step in steps if step[2]], sparse_threshold=0)


def _as_float32(columns: pd.DataFrame) -> pd.DataFrame:
    """The same columns in single precision."""
    return columns.astype(np.float32)


def _as_text(columns: pd.DataFrame) -> pd.DataFrame:
    """The same columns as plain text, a gap being a level of its own."""
    return columns.astype(object).where(columns.notna(), MISSING).astype(str).astype(object)


def inputs(pipeline: Pipeline) -> tuple[Input, ...]:
    """What each column stands for that the fitted "model" step reads, in its order."""
    found: list[Input] = []
    for name, steps, names in pipeline["columns"].transformers_:
        if name == "numbers":
            gaps = steps["fill"].indicator_.features_
            found += [Input(column) for column in names] + [Input(names[i], MISSING) for i in gaps]
        elif name == "categories":
            one_hot = steps["one_hot"]
            for column, levels, rare in zip(
                names, one_hot.categories_, one_hot.infrequent_categories_, strict=True
            ):
                found += [Input(column, level) for level in levels if rare is None or level not in rare]
                found += [Input(column, RARE)] if rare is not None else []
    return tuple(found)
