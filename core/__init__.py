"""The app without a screen, in reading order.

words      numbers the way people say them, and the glossary
safe       the one escaper for text that we did not write
amounts    money that rests on guesses, in the digits that count
table/     the door: a file becomes a Table, or a TableProblem
samples    the simulated cases, through the same door
split      the customers we practise on, and those nobody looked at
models/    the contenders; chances for customers never used to fit
points/    a straight-line score as a card of points for pencil and paper
weigh      what a fitted model weighs: time, size, pages
sweep      every cut-off that makes a difference, before any price
costs/     two prices: the bill of every cut-off, and the contest of all models
calibration  whether chances mean what they say
fairness/  mistakes and money group by group
steady     any model fitted again and again: whose verdict hangs on the draw
verdicts/  two models on the same customers: maps, and the customers they quarrel about
campaign/  an offer to customers who may leave: what it really earns, and what would change that
uplift/    whom an offer changes: learnt from a trial by lot, in extra stayers and in money
trees/     the readable tree, grown one question at a time
explain/   what can be said of a black box: where a chance comes from, what would turn it, whom to believe
geo/       maps and places that people bring
segments/  groups of rows that are alike: how many, who is in them, and whether they are there at all
strategy/  an offer and a budget for every group: the best split, and whether it outlives other groups
refits     the tree grown again on resampled customers: what stays of its story
cards      twelve customers to judge by hand: the score, and how much of it is luck
charts/    results become pictures with words
linked/    rows picked on a map, in bars and by group at once
export     tables that leave the app
"""
