"""Numbers the way people say them, and the one glossary of terms."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

TOGETHER = "\u00a0"  # a space at which no line breaks
SPACES = re.compile(r"[^\S\u00a0]+")
PLURAL = re.compile(r"[a-z]*[aeiouy][a-z]*[^s]s")  # "days", "months"; not "s" or "mbps"
SMALLEST_DIGITS = 8  # decimals; what is smaller is said to be 0
CURRENCIES = ("€", "Rs", "$", "£", "¥", "CHF", "kr", "zł", "R$", "R")


def one_line(value: object) -> str:
    """Any text on one line: runs of spaces and line breaks become one space (unbreakable ones stay)."""
    return SPACES.sub(" ", str(value)).strip(" ")


def count(value: float) -> str:
    """A whole number with thousands separators: 10000 -> "10,000"."""
    return f"{round(value):,}".replace("-", "−")


def percent(share: float, digits: int = 0) -> str:
    """A share as a percentage: 0.083 -> "8 %", with digits=1 "8.3 %" (never broken across lines)."""
    text = f"{share * 100:.{digits}f}"
    if float(text) == 0:
        text = text.replace("-", "")
    return f"{text}{TOGETHER}%".replace("-", "−")


def money(amount: float, currency: str) -> str:
    """An amount with its sign; cents below 100: 6.608 -> "€ 6.61", 660800 -> "€ 660,800"."""
    if not math.isfinite(amount):
        return "unknown" if math.isnan(amount) else "no limit"
    size = abs(amount)
    text = f"{size:,.2f}" if size < 100 else f"{size:,.0f}"
    minus = "−" if amount < 0 and float(text.replace(",", "")) != 0 else ""
    return f"{minus}{currency}{TOGETHER}{text}"


def price(amount: float, currency: str) -> str:
    """A price someone typed in: whole amounts without cents: 80.0 -> "€ 80"."""
    digits = 0 if float(amount).is_integer() else 2
    return f"{'−' if amount < 0 else ''}{currency}{TOGETHER}{abs(amount):,.{digits}f}"


def figure(value: float, unit: str = "") -> str:
    """A value as people write it: 12.5 in "€" -> "€ 12.5", 14 in "days" -> "14 days", a gap -> "missing".

    Whole numbers have no decimals, others one from 10 on and two below; a small one keeps two digits, so
    that it is not said to be 0.
    """
    if math.isnan(value):
        return "missing"
    size = abs(value)
    digits = 1 if size >= 10 else 2
    if 0 < size < 0.01:
        digits = min(1 - math.floor(math.log10(size)), SMALLEST_DIGITS)
    text = f"{size:,.{digits}f}".rstrip("0").rstrip(".")
    minus = "−" if value < 0 and text != "0" else ""
    if unit in CURRENCIES:
        return f"{minus}{unit}{TOGETHER}{text}"
    if text == "1" and PLURAL.fullmatch(unit):
        unit = unit[:-1]
    return f"{minus}{text}{TOGETHER}{unit}" if unit else f"{minus}{text}"


def span(low: str, high: str) -> str:
    """A range in words: "between € 1.20 and € 1.90"."""
    return f"between {low} and {high}"


def money_span(low: float, high: float, currency: str) -> str:
    """A range of money in words."""
    return span(money(low, currency), money(high, currency))


class Noun(NamedTuple):
    """What a row of a table is called: one district, many districts."""

    one: str
    many: str

    def of(self, number: float) -> str:
        """So many of them: "1 district", "600 districts"."""
        return f"{count(number)} {self.one if round(number) == 1 else self.many}"


CUSTOMER, ROW = Noun("customer", "customers"), Noun("row", "rows")


class Term(NamedTuple):
    """One idea: its name in the code, its name on screen, and what it means in plain words."""

    technical: str
    plain: str
    meaning: str


GLOSSARY: dict[str, Term] = {
    term.technical: term
    for term in (
        Term("threshold", "cut-off", "We contact every customer whose chance of leaving is at or above it."),
        Term("churn rate", "share who leave", "Of all customers, the part that left."),
        Term(
            "probability", "chance of leaving", "What a model expects: of 100 such customers, how many leave."
        ),
        Term("false negative", "missed leaver", "A customer who left and whom nobody contacted."),
        Term("false positive", "wasted contact", "A customer who would have stayed and whom we contacted."),
        Term("true positive", "caught leaver", "A customer who was about to leave and whom we contacted."),
        Term("true negative", "left in peace", "A customer who stayed and whom nobody contacted."),
        Term(
            "out-of-sample", "unseen customers", "Customers used neither to build the rule nor to choose it."
        ),
        Term(
            "training set", "practice customers", "Customers used to build a rule and to choose its settings."
        ),
        Term("decision tree", "tree", "A short list of yes/no questions that sorts customers into groups."),
        Term(
            "bootstrap",
            "refit",
            "The model built anew on customers drawn with replacement: some twice, some not at all.",
        ),
        Term("leaf", "group", "The customers who gave the same answers to the tree's questions."),
        Term("logistic regression", "straight-line score", "Points for each fact, added up to a chance."),
        Term("random forest", "forest", "Hundreds of trees that vote."),
        Term("gradient boosting", "boosting", "Many small trees, each correcting the ones before."),
        Term(
            "support vector machine",
            "support vector machine",
            "Compares a customer with the known customers most like them, and draws a curved border.",
        ),
        Term("neural network", "neural network", "Layers of weighted sums, tuned until the chances fit."),
        Term(
            "90 % confidence interval",
            "range",
            "Had we met other customers of the same kind, the figure would lie in here nine times in ten.",
        ),
        Term(
            "customer lifetime value",
            "worth of a customer",
            "The margin a customer still brings over the years, later money counted for less.",
        ),
        Term("acceptance rate", "share who accept", "Of the leavers we reach, those whom the offer keeps."),
        Term(
            "break-even chance",
            "chance from which the offer pays",
            "Below it a contact costs more than it brings on average.",
        ),
        Term("maximum profit", "best line's profit", "What the best of all cut-offs earns."),
        Term(
            "expected maximum profit",
            "average over the doubt",
            "The best line's profit, averaged over how many may accept.",
        ),
        Term("incentive", "offer", "What a customer gets for staying: a discount, a gift."),
        Term(
            "response curve", "curve of what money does", "How many more stay, or come, when we spend more."
        ),
        Term(
            "marginal value", "what the next euro buys", "The worth that one more unit of money would bring."
        ),
        Term("marginal cost", "price of the last one", "What it costs to keep, or win, just one more."),
        Term("average cost", "price on average", "All the money spent, shared out over all it won or kept."),
        Term("retention rate", "share who stay", "Of this year's customers, those still there next year."),
        Term(
            "discount rate", "yearly loss of value", "How much less a sum is worth if it comes a year later."
        ),
        Term("acquisition cost", "price of winning one", "All spending on winning, per customer won."),
        Term("payback", "time until it has come back", "When the margins add up to the price of winning."),
        Term("uplift", "change", "How much more likely a customer stays if we contact them."),
        Term(
            "two-model learner",
            "two models",
            "One model of those contacted, one of those left alone; their difference is the change.",
        ),
        Term(
            "class transformation",
            "one model of the lucky match",
            "One model of who stayed when contacted or left when not; it gives the change directly.",
        ),
        Term(
            "randomised trial", "lottery", "Chance alone decides who is contacted, so both groups are alike."
        ),
        Term("Qini curve", "curve of extra stayers", "How many more stayed among those contacted so far."),
        Term("persuadable", "stays more often if contacted", "The kind of customer an offer earns money on."),
        Term("sleeping dog", "leaves more often if contacted", "A customer who had better be left in peace."),
        Term("statistical power", "chance to see it", "How often such a trial shows a true effect."),
        Term(
            "sensitivity analysis",
            "what would change it",
            "One value moved at a time, all others as they are.",
        ),
        Term(
            "paired comparison",
            "two bills for the same customer",
            "Each customer is billed by both models, so luck with the customers cancels out.",
        ),
        Term("decision region", "map of verdicts", "Where, on two columns, a model says contact."),
        Term(
            "surrogate model",
            "tree that repeats",
            "A small tree that learns what the black box says, not who left.",
        ),
        Term("calibration", "honest chances", "Of those given 30 in 100, about 30 in 100 leave."),
        Term("scorecard", "card of points", "Whole points for each fact; from a limit on we contact."),
        Term(
            "stability",
            "verdict that hangs on the draw",
            "At least one refit in ten decides otherwise about this customer.",
        ),
        Term(
            "group fairness",
            "groups alike",
            "Whether a model's mistakes fall on some groups more than others.",
        ),
        Term(
            "Shapley value",
            "push",
            "How far one fact about a customer moves the model's chance up or down, in points.",
        ),
        Term("base value", "average chance", "Where every customer starts, before any fact is known."),
        Term("feature importance", "average push", "How far a column moves chances on average, up or down."),
        Term("proxy", "stand-in", "A column that follows a real cause and does nothing itself."),
        Term("causal effect", "what changing it would do", "What really happens when we change something."),
        Term(
            "counterfactual explanation",
            "what would turn the verdict",
            "A customer like this one, real or made up, of whom the model says the opposite.",
        ),
        Term("multicollinearity", "twin columns", "Columns that say nearly the same share one push."),
        Term("data leakage", "column that knows the answer", "A fact written down only after the outcome."),
        Term("cluster", "group of alike rows", "Rows that are more like one another than like the rest."),
        Term(
            "k-means",
            "the machine that groups",
            "Everybody joins the nearest centre, centres move, and again.",
        ),
        Term("cluster centre", "centre", "The middle of a group: the mean of its members."),
        Term(
            "inertia",
            "total distance",
            "How far all rows lie from their group's centre, squared and added up.",
        ),
        Term("local optimum", "stuck", "Nobody gains by changing groups, yet a better grouping exists."),
        Term(
            "silhouette",
            "clearness",
            "How much nearer rows lie to their own group than to the next one: 1 at best, 0 on the line.",
        ),
        Term(
            "gap statistic",
            "lead over shuffled tables",
            "How much tighter the groups are than in such tables.",
        ),
        Term(
            "linked brushing",
            "linked pictures",
            "Pictures of the same rows: what is picked in one shows in all the others.",
        ),
        Term(
            "spatial autocorrelation",
            "patches on the map",
            "Like lies near like: neighbours on the map are in the same group more often than by chance.",
        ),
        Term(
            "market segmentation",
            "one strategy per group",
            "Sort the market into groups, choose those worth serving, and serve each in its own way.",
        ),
        Term("stability of clusters", "found again", "How alike the groups are when other rows are drawn."),
        Term(
            "permutation", "shuffled table", "Each column dealt out anew, so that there is nothing to find."
        ),
        Term(
            "standardisation", "one scale", "Every column gets the same spread, so that none counts for more."
        ),
        Term("segment profile", "portrait", "What sets a group apart from the average of everybody."),
        Term("medoid", "typical member", "The member nearest to all the others of its group."),
        Term("index number", "index", "The group's average, where 100 is the average of everybody."),
        Term(
            "ecological fallacy",
            "areas are not persons",
            "What holds for a district need not hold for its people.",
        ),
        Term(
            "principal component", "direction", "A line through the table along which the rows differ most."
        ),
        Term("t-SNE", "picture of near points", "A drawing in which rows that are alike lie close together."),
        Term("perplexity", "neighbours that count", "How many near rows each row tries to keep near."),
        Term("hierarchical clustering", "family tree", "The two nearest join, and again, until one is left."),
        Term(
            "non-negative matrix factorisation",
            "mixtures",
            "Each row as so much of this part and so much of that.",
        ),
        Term(
            "adjusted Rand index",
            "agreement",
            "How far two ways sort alike: 1 if all rows, about 0 if only by chance.",
        ),
        Term(
            "perfect foresight", "perfect foresight", "We contact exactly those who would leave. Nobody can."
        ),
    )
}

# The names models go by in the code, and where the glossary explains them.
MODEL_TERMS: dict[str, str] = {
    "tree": "decision tree",
    "logistic regression": "logistic regression",
    "forest": "random forest",
    "boosting": "gradient boosting",
    "support vector machine": "support vector machine",
    "neural network": "neural network",
}
MODEL_NAMES: dict[str, str] = {model: GLOSSARY[term].plain for model, term in MODEL_TERMS.items()}


def the_model(model: str) -> str:
    """A model in the middle of a sentence: "the tree", but "boosting". Any other name gets the article."""
    return MODEL_NAMES[model] if model == "boosting" else f"the {MODEL_NAMES.get(model, model)}"


def capital(text: str) -> str:
    """The text as the start of a sentence."""
    return text[:1].upper() + text[1:]
