"""Step: keep or win? The budget for both, what a customer is worth, and the claim everybody has heard."""

from pages.churn_costs import claim, euro, worth
from pages.shared.step import Step

VIEWS = {"euro": "The budget", "worth": "What a customer is worth", "claim": "“Five times as dear”"}
DRAW = {"euro": euro.draw, "worth": worth.draw, "claim": claim.draw}


def draw(step: Step) -> None:
    step.say("lead")
    # The other views would not tell what is to be guessed.
    DRAW[step.view("What to look at", "keep_view", VIEWS)](step)
