"""forbidden_measure: no score rests on what births, contraception or check-ups were, nor on a fee raised."""

from collections.abc import Iterable, Mapping
from functools import cache

from sqlglot import exp, parse_one

from pipelines.contracts.catalog import PersonalMeasure, personal_measures
from pipelines.rules.files import RuleError
from pipelines.rules.schemes import SchemeLine
from pipelines.warehouse.models import Model, behind

# how complete the required cells are may count; what stands in them may not
FLAG_READERS = {"core.required_cells"}


def refuse_forbidden(schemes: Iterable[SchemeLine], found: Mapping[str, Model]) -> None:
    """RuleError where a scheme names an indicator whose SQL, or what it reads, misuses a personal column."""
    by_indicator = {line.indicator_id: line for line in schemes}
    for indicator, line in by_indicator.items():
        for model in behind([f"indicators.{indicator}"], found):
            if misused := forbidden_uses(model):
                raise RuleError(
                    f"{line.place}: forbidden_measure: {indicator} uses {', '.join(sorted(misused))} in "
                    f"sql/{model.name.replace('.', '/')}.sql, and no score may rest on births, "
                    "contraception, operations, check-ups or fees; take the line out of the scheme, "
                    "or the use out of the SQL"
                )


@cache
def forbidden_uses(model: Model) -> frozenset[str]:
    """The personal columns that a model asks more of than a score may know; staging tables only hand on."""
    if model.layer == "staging" or not model.sql:
        return frozenset()
    return misuses(model.sql, flags_are_read=model.name in FLAG_READERS)


def misuses(sql: str, flags_are_read: bool) -> frozenset[str]:
    """What a select does with personal columns and their flags beyond what a score may rest on.

    What hides a column's name is a misuse itself: a pattern of names, columns turned into rows, and columns
    named anew by a table's alias.
    """
    query = parse_one(sql, read="duckdb")
    named = {
        name.parent.sql() if isinstance(name.parent, exp.Column) else name.name
        for name in query.find_all(exp.Identifier)
        if _is_misused(name, flags_are_read)
    }
    return frozenset(named | {found.sql() for found in query.walk() if _hides_names(found)})


def _hides_names(found: exp.Expr) -> bool:
    if isinstance(found, exp.TableAlias):
        return bool(found.columns) and not _is_of_function(found)
    return isinstance(found, exp.Columns | exp.Pivot)


def _is_misused(name: exp.Identifier, flags_are_read: bool) -> bool:
    column = name.parent
    measure = _measure(name.name.lower(), flags_are_read)
    if measure is None or _is_only_a_name(name):
        return False
    if not isinstance(column, exp.Column):
        return True  # joined by, or given another name by a star
    return not _is_handed_on(column) and not _is_allowed(column, measure)


def _measure(name: str, flags_are_read: bool) -> PersonalMeasure | None:
    column = name.removesuffix("_filled")
    if column != name and flags_are_read:
        return None
    measure = personal_measures().get(column)
    # a flag tells of one woman whether she has been asked: only the counting of required cells reads it
    return PersonalMeasure("nothing", frozenset()) if measure and column != name else measure


def _is_only_a_name(name: exp.Identifier) -> bool:
    """A name given by `as`, of a table, or of a column left out of a star."""
    parent = name.parent
    is_given = isinstance(parent, exp.Alias | exp.TableAlias | exp.CTE | exp.Table)
    is_table_of_column = isinstance(parent, exp.Column) and name.arg_key != "this"
    is_left_out = isinstance(parent, exp.Column) and parent.arg_key == "except_"
    return is_given or is_table_of_column or is_left_out


def _is_handed_on(column: exp.Column) -> bool:
    """A bare column of a select keeps its name, so that whoever uses it next is judged."""
    select = column.parent
    if not isinstance(select, exp.Select) or column.arg_key != "expressions":
        return False
    # of a union, the first select gives the names
    whole: exp.Query = select
    while isinstance(whole.parent, exp.SetOperation):
        whole = whole.parent
    place = select.expressions.index(column)
    return _is_table(whole) and whole.named_selects[place : place + 1] == [column.name]


def _is_table(query: exp.Query) -> bool:
    """Whether a query is a table of its own, and not a value or a condition inside another one."""
    holder = query.parent
    is_read_from = isinstance(holder, exp.Subquery) and isinstance(holder.parent, exp.From | exp.Join)
    return holder is None or isinstance(holder, exp.CTE) or is_read_from


def _is_allowed(column: exp.Column, measure: PersonalMeasure) -> bool:
    parent = column.parent
    is_null = isinstance(parent, exp.Is) and isinstance(parent.expression, exp.Null)
    if measure.may_be_asked == "whether_filled":
        return is_null or isinstance(parent, exp.Count)
    if measure.may_be_asked == "whether_zero":
        return isinstance(parent, exp.EQ) and parent.expression == exp.Literal.number(0)
    if measure.may_be_asked == "which_code" and isinstance(parent, exp.EQ | exp.In):
        return not measure.except_for & {literal.name for literal in parent.find_all(exp.Literal)}
    return False


def _is_of_function(alias: exp.TableAlias) -> bool:
    return isinstance(alias.parent, exp.Unnest | exp.Lateral) or (
        isinstance(alias.parent, exp.Table) and isinstance(alias.parent.this, exp.Func)
    )
