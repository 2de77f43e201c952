"""Make every file in this folder again, or only those of the cases named.

Tables from their seeds, then the results from the tables: `python -m sample_data`, or
`python -m sample_data campaign`.
"""

import sys
from functools import partial

from core import samples
from sample_data import broadband, campaign, districts, groups, prepaid, results, trap

GENERATORS = {"prepaid": prepaid, "broadband": broadband}


def make_case(name: str) -> None:
    """The table of a case of customers who leave, its tree, the chances of all models and their refits."""
    generator = GENERATORS[name]
    path = samples.FOLDER / f"{name}.csv"
    path.write_bytes(generator.to_csv(generator.generate(samples.sheet(name)["seed"])))
    table = samples.load(name)
    (samples.FOLDER / f"{name}.results.json").write_bytes(results.results_json(table))
    found = results.scores(table, progress=partial(print, name, flush=True))
    (samples.FOLDER / f"{name}.scores.csv").write_bytes(results.scores_csv(found))
    again = results.refits(table, progress=partial(print, name, flush=True))
    (samples.FOLDER / f"{name}.refits.csv.gz").write_bytes(results.refits_csv(again))
    make_explanations(name)


def make_explanations(name: str) -> None:
    """Where the chances come from, the tests of that, and what actions would do."""
    table, say = samples.load(name), partial(print, name, flush=True)
    folder = samples.FOLDER
    (folder / f"{name}.explained.csv.gz").write_bytes(results.pushes_csv(results.explained(table, say)))
    believed = trap.trap(table, name, GENERATORS[name].truth, say)
    (folder / f"{name}.trap.csv").write_text(
        believed.to_csv(index=False, float_format="%.6f", lineterminator="\n"), encoding="utf-8"
    )
    tests = results.shaking(table, trap.known(table, name), say)
    (folder / f"{name}.shaken.csv.gz").write_bytes(results.pushes_csv(tests))


def make_trial(name: str) -> None:
    """The table of the trial, its true chances, and what models make of it."""
    frame = campaign.trial()
    (samples.FOLDER / f"{name}.csv").write_bytes(campaign.to_csv(frame))
    (samples.FOLDER / f"{name}.truth.csv").write_bytes(campaign.truth_csv(frame))
    found = results.uplift_scores(
        samples.load(name), samples.sheet(name)["treatment"], progress=partial(print, name, flush=True)
    )
    (samples.FOLDER / f"{name}.scores.csv").write_bytes(results.uplift_csv(found))


def make_districts(name: str) -> None:
    """The districts, their borders, and the groups they were built from."""
    seed = samples.sheet(name)["seed"]
    (samples.FOLDER / f"{name}.csv").write_bytes(districts.to_csv(districts.generate(seed)))
    (samples.FOLDER / f"{name}.truth.csv").write_bytes(districts.truth_csv(districts.truth(seed)))
    (samples.FOLDER / f"{name}.geojson").write_bytes(districts.to_geojson(districts.geojson(seed)))


def make_groups(name: str) -> None:
    """The groups of a case and the evidence for them."""
    for what, text in groups.shipped(samples.load(name), partial(print, name, flush=True)).items():
        (samples.FOLDER / f"{name}.{what}").write_bytes(text)


MAKE = {samples.TRIAL: make_trial, samples.GROUPED[0]: make_districts}
known = samples.ALL
chosen = sys.argv[1:] or known
unknown = [name for name in chosen if name not in known]
if unknown:
    sys.exit(f"There is no case {', '.join(unknown)}; there are {', '.join(known)}.")
for name in chosen:
    MAKE.get(name, make_case)(name)
    if name in samples.GROUPED:
        make_groups(name)
