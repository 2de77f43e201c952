"""What a model looks at, why one customer, and when not to believe it."""
