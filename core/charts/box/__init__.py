"""Is the black box worth it: the contest, the quarrel, what the black box costs, and the model signed."""
