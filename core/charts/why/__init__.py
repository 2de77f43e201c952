"""What a model looks at, why one customer, and when not to believe it.

overview    everyone's pushes, column by column
dependence  the pushes of one column across its range
rankings    what each model looks at, side by side
roles       real causes, stand-ins and noise, where the truth is known
waterfall   one customer, from the average chance to their own
credit      what a twin or a leaked column does to the pushes
moved       the ranking of a model fitted again and again
act         what an action was promised to bring, and what it brings
"""
