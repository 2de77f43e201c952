"""Results become pictures: each function takes a result and returns a Chart.

chart    the type, the colours and the shared look
bill     what doing nothing costs
tree     the questions and their groups
costs    the cut-off: people as dots and the cost curve
people   a hundred people as dots
race     a reader's tree and the machine's, side by side
refits   the story of a tree, told again and again
cards    twelve customers, and who found which
offer/   what an offer earns, the doubt about who accepts, and the two ledgers
keep/    the budget for keeping and winning, and what a customer is worth
whom/    lists of customers in money, as people, in the trial
box/     the contest, the quarrel, what the black box costs, and the model signed
why/     what a model looks at, one customer, and when not to believe it
decision what the plan is worth
tornado  what would change the advice
"""
