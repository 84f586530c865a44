"""The pages in the order of their menu: which file, and what it is called."""

from reports.labels import Label

# one line a page, in the order in which an inspector asks
MENU: dict[str, Label] = {
    "index.html": Label("总览", "Overview"),
    "explain.html": Label("成绩说明", "Scores explained"),
    "quality.html": Label("漏重", "Missing and double"),
}
