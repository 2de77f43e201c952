"""Results become pictures: each function takes a result and returns a Chart.

chart    the type, the colours and the shared look
bill     what doing nothing costs
tree     the questions and their groups
costs    the cut-off: people as dots and the cost curve
decision what the policy is worth
"""
