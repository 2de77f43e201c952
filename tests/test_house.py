"""The walls of the house: who may import what, and what every lesson has to have."""

import ast
import re
from pathlib import Path

import pytest

from pages.shared import prose

HOUSE = Path(__file__).parent.parent
SOURCES = sorted([*HOUSE.glob("core/**/*.py"), *HOUSE.glob("pages/**/*.py"), HOUSE / "app.py"])
LESSONS = sorted(path.parent.name for path in HOUSE.glob("pages/*/words.md"))
ALLOWED = {
    "streamlit": ("app.py", "pages/"),
    "plotly": ("core/charts/",),
    "sklearn": ("core/", "pages/shared/cached/"),
    "shap": ("core/explain/",),
}
# core reads from left to right: nobody imports what comes later.
ORDER = [
    "words",
    "safe",
    "amounts",
    "table",
    "samples",
    "split",
    "models",
    "points",
    "weigh",
    "sweep",
    "costs",
    "calibration",
    "fairness",
    "steady",
    "verdicts",
    "campaign",
    "uplift",
    "trees",
    "explain",
    "geo",
    "segments",
    "strategy",
    "refits",
    "cards",
    "charts",
    "linked",
    "export",
]


def syllables(word: str) -> int:
    """Groups of vowels, but for a silent e at the end: close to the spoken count, seldom below it."""
    groups = re.findall(r"[aeiouy]+", word.lower())
    silent = re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$", word.lower()) is not None
    return max(1, len(groups) - silent)


def school_grade(text: str) -> float:
    """The school grade of a text (Kincaid, Fishburne, Rogers & Chissom 1975)."""
    sentences = [part for part in re.split(r"[.?!:]+\s", text + " ") if part.strip()]
    words = re.findall(r"[A-Za-z']+", text)
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59


def imports(path: Path) -> list[tuple[str, bool]]:
    """The modules a file imports, and whether at the top of the file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        top = node in tree.body
        if isinstance(node, ast.Import):
            found += [(name.name, top) for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [(node.module, top), *((f"{node.module}.{name.name}", top) for name in node.names)]
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    here = path.relative_to(HOUSE).as_posix()
    for module, _ in imports(path):
        rooms = ALLOWED.get(module.split(".")[0])
        assert rooms is None or here.startswith(rooms), f"{here} imports {module}"


@pytest.mark.parametrize("path", sorted(HOUSE.glob("core/**/*.py")), ids=lambda path: path.stem)
def test_core_knows_no_page_and_imports_downwards(path: Path) -> None:
    here = path.relative_to(HOUSE / "core").parts[0].removesuffix(".py")
    for module, top in imports(path):
        first, _, rest = module.partition(".")
        assert first not in ("pages", "app", "sample_data"), f"{path.name} imports {module}"
        noun = rest.split(".")[0]
        if first == "core" and top and noun in ORDER and here in ORDER and noun != here:
            assert ORDER.index(noun) < ORDER.index(here), f"core/{here} imports core/{noun}"


def test_slow_libraries_are_imported_where_needed_and_not_at_start_up() -> None:
    for path in SOURCES:
        for module, top in imports(path):
            assert not (top and module.split(".")[0] in ("sklearn", "shap", "scipy")), (
                f"{path} imports {module}"
            )


def test_only_one_place_hands_the_browser_raw_html() -> None:
    raw = [
        path.name
        for path in SOURCES
        if re.search(r"unsafe_allow|st\.html\(", path.read_text(encoding="utf-8"))
    ]
    assert raw == ["screen.py"]


def test_the_automatic_menu_of_streamlit_finds_nothing() -> None:
    assert not [path for path in HOUSE.glob("pages/*.py") if path.name != "__init__.py"]


def test_every_lesson_in_the_contents_has_its_folder_and_every_folder_is_in_the_contents() -> None:
    tree = ast.parse((HOUSE / "app.py").read_text(encoding="utf-8"))
    contents = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "LESSONS"
    )
    folders = {path.parent.name for path in HOUSE.glob("pages/*/lesson.py")} - {"shared"}
    assert set(contents) == folders


@pytest.mark.parametrize("lesson", [lesson for lesson in LESSONS if lesson != "home"])
def test_a_lesson_says_what_the_front_page_and_its_steps_need(lesson: str) -> None:
    parts = prose.parts(lesson)
    assert {"home.decide", "home.minutes", "home.story"} <= parts.keys()
    questions = {name: text for name, text in parts.items() if name.endswith(".question")}
    assert questions
    for name, text in {**questions, "home.story": parts["home.story"]}.items():
        assert not prose.BLANK.search(text), f"{name} is said without anything to fill it with"


@pytest.mark.parametrize("lesson", LESSONS)
def test_lesson_text_reads_at_school_grade_nine_or_below(lesson: str) -> None:
    said = [text for name, text in prose.parts(lesson).items() if ".technical" not in name]
    text = " ".join(re.sub(r"\s+", " ", re.sub(r"[*{}]|^- ", "", part, flags=re.M)) + "." for part in said)
    assert school_grade(re.sub(r"([.?!:])\.", r"\1", text)) <= 9


def test_the_school_grade_of_a_known_text() -> None:
    # 1 sentence, 6 words, 7 syllables (2 in "into"): 0.39 * 6 + 11.8 * 7/6 - 15.59 = 0.52
    assert school_grade("The cat went into the house.") == pytest.approx(0.5167, abs=1e-3)
    assert school_grade("Organisational accountability necessitates comprehensive documentation.") > 20


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_number_is_typed_into_prose(lesson: str) -> None:
    for name, text in prose.parts(lesson).items():
        if ".technical" not in name and not name.endswith(".minutes"):
            loose = re.findall(r"(?<![\w{])\d[\d.,]*", text.replace("100 customers", ""))
            assert not loose, f"{lesson}: {name} says {loose}"


def test_the_pins_are_exact() -> None:
    for file in ("requirements.txt", "tests/requirements.txt"):
        lines = (HOUSE / file).read_text(encoding="utf-8").splitlines()
        pins = [line for line in lines if line and not line.startswith("#")]
        assert pins
        assert all(re.fullmatch(r"[A-Za-z0-9_.\-]+==[\w.]+", line) for line in pins), file
