"""Make every file in this folder again: tables from their seeds, then the results from the tables."""

from functools import partial

from core import samples
from sample_data import broadband, prepaid, results

for name, generator in (("prepaid", prepaid), ("broadband", broadband)):
    path = samples.FOLDER / f"{name}.csv"
    path.write_bytes(generator.to_csv(generator.generate(samples.sheet(name)["seed"])))
    table = samples.load(name)
    (samples.FOLDER / f"{name}.results.json").write_bytes(results.results_json(table))
    found = results.scores(table, progress=partial(print, name, flush=True))
    (samples.FOLDER / f"{name}.scores.csv").write_bytes(results.scores_csv(found))
