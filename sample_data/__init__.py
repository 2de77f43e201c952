"""Simulated customers: seeded generators, the tables they made, data sheets, and computed results.

`python -m sample_data` makes every file here again.
"""
