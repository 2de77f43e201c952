"""Is the black box worth it: the contest, the quarrel, and what the black box costs."""
