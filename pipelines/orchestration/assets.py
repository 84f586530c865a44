"""The assets: layer 1, the rules, one asset for each model of layer 2, the snapshot and the dashboards."""

from collections.abc import Iterator

from dagster import (
    AssetExecutionContext,
    AssetKey,
    AssetsDefinition,
    AssetSpec,
    MaterializeResult,
    MetadataValue,
    asset,
    multi_asset,
)

from pipelines.audit.log import append
from pipelines.contracts.catalog import sheets
from pipelines.landing.land import land
from pipelines.orchestration.metadata import Metadata, columns_shown, layer_one_columns, table_metadata
from pipelines.orchestration.night import REPORT, NightResource
from pipelines.orchestration.pages import draw_pages
from pipelines.orchestration.quiet import quiet
from pipelines.orchestration.retries import again_later
from pipelines.privacy.keys import load_key
from pipelines.publication.night import publish_night
from pipelines.publication.worklists import write_worklists
from pipelines.warehouse.attempts import ATTEMPTS
from pipelines.warehouse.build import build, check_conservation
from pipelines.warehouse.connection import load_rules
from pipelines.warehouse.descriptions import table_meanings
from pipelines.warehouse.finding_memory import remember_night
from pipelines.warehouse.forbidden import refuse_forbidden
from pipelines.warehouse.matches import find_matches
from pipelines.warehouse.models import Model, mart_models, models
from pipelines.warehouse.rulebook import read_rules

# what arrived and its layer-2 tables need each other's, so they are one step
STEPS = {
    "staging": ("landing", "staging"),
    "core": ("core", "history"),
    "indicators": ("indicators",),
    "scores": ("scores",),
    "figures": ("figures", "frozen"),
    # a check looks at protected counts of women, and counts of findings are protected in their turn
    "checks": ("protection", "checks", "quality"),
    "marts": ("marts",),
}

# no model of its own: a row is written as each table of `checks` is made
ATTEMPTED = AssetSpec(
    ATTEMPTS.split("."),
    kinds={"duckdb", "python"},
)


def _tables(layer: str) -> list[str]:
    """The tables of a layer that has no models."""
    return [name.removeprefix(f"{layer}.") for name in table_meanings() if name.startswith(f"{layer}.")]


def layer_one_specs() -> Iterator[AssetSpec]:
    """Layer 1: the ledger of deliveries and one table for each contract sheet."""
    for table in _tables("received"):
        yield AssetSpec(
            ["received", table],
            kinds={"duckdb"},
            metadata=layer_one_columns()[f"received.{table}"],
        )
    for sheet in sheets().values():
        yield AssetSpec(
            ["identified", sheet.table],
            kinds={"polars", "duckdb"},
            metadata=layer_one_columns()[f"identified.{sheet.table}"],
        )


@multi_asset(name="landing", specs=list(layer_one_specs()))
def landing(context: AssetExecutionContext, night: NightResource) -> Iterator[MaterializeResult[None]]:
    """Land what is new in the inbox, once the rules are known to be usable."""
    home = night.home
    with quiet("landing"):
        _, schemes = read_rules(home.settings)
        refuse_forbidden(schemes, models())
        key = load_key(home.key_file, data_exist=home.identified.exists())
    with again_later("landing"):
        landed = land(home, night.inbox, key, REPORT.get())
    context.log.info(f"{landed.landed} landed, {landed.duplicates} duplicates, {landed.rejected} rejected")
    for asset_key in sorted(context.selected_asset_keys):
        yield MaterializeResult(asset_key=asset_key)


@multi_asset(
    name="rules",
    specs=[
        AssetSpec(
            ["rules", table],
            # layer 1 must be closed again before layer 2 opens it for reading
            deps=[AssetKey(["received", "deliveries"])],
            kinds={"duckdb"},
        )
        for table in _tables("rules")
    ],
)
def rules(context: AssetExecutionContext, night: NightResource) -> Iterator[MaterializeResult[None]]:
    """Load date, settings, schemes, codes and checks."""
    with quiet("rules"):
        load_rules(night.connection, night.date, *read_rules(night.home.settings))
    yield from _loaded(context, night)


@multi_asset(
    name="matching",
    specs=[
        AssetSpec(
            ["matching", table],
            deps=[AssetKey(["identified", "ledger_persons"]), AssetKey(["rules", "settings"])],
            kinds={"duckdb", "splink"},
        )
        for table in _tables("matching")
    ],
)
def matching(context: AssetExecutionContext, night: NightResource) -> Iterator[MaterializeResult[None]]:
    """Find the persons of the ledgers who are probably one, under two citizen IDs."""
    with quiet("matching"):
        settings, _ = read_rules(night.home.settings)
        find_matches(night.connection, night.home.matching, settings, night.date)
    yield from _loaded(context, night)


def _loaded(context: AssetExecutionContext, night: NightResource) -> Iterator[MaterializeResult[None]]:
    """The tables of a step that no model makes, with their columns."""
    for asset_key in sorted(context.selected_asset_keys):
        columns = columns_shown(night.connection, ".".join(asset_key.path))
        yield MaterializeResult(asset_key=asset_key, metadata=columns)


def step_assets(step: str, layers: tuple[str, ...]) -> AssetsDefinition:
    """The assets of some layers as one step: a step for every table would cost more than the tables."""
    found = {name: model for name, model in models().items() if model.layer in layers}

    @multi_asset(name=step, specs=[_spec(model) for model in found.values()], can_subset=True)
    def build_layers(
        context: AssetExecutionContext, night: NightResource
    ) -> Iterator[MaterializeResult[None]]:
        """Build the selected tables, each after those it reads."""
        for model in found.values():
            asset_key = _key(model.name)
            if asset_key in context.selected_asset_keys:
                yield MaterializeResult(asset_key=asset_key, metadata=_build(model, night))

    return build_layers


def _spec(model: Model) -> AssetSpec:
    return AssetSpec(
        _key(model.name),
        deps=[_key(name) for name in sorted(model.depends_on)],
        kinds={"duckdb", "sql" if model.sql else "python"},
        metadata={"sql": MetadataValue.md(f"```sql\n{model.sql}\n```")} if model.sql else {},
    )


def _build(model: Model, night: NightResource) -> Metadata:
    with quiet(model.name):
        rows = build(night.connection, model)
        if model.name == "landing.sheet_rows":
            check_conservation(night.connection)
        REPORT.get()("build", *night.counted(len(models())))
        return table_metadata(night.connection, model, rows, night.home.lineage)


def _key(name: str) -> AssetKey:
    return AssetKey(name.split("."))


@asset(
    key=["published", "snapshot"],
    deps=[_key(name) for name in [*mart_models(), "quality.check_runs"]],
    kinds={"duckdb"},
    description="全部公布表合成一个数据库文件，整体换上；有阻断检查未通过时保留上一份。\n\n"
    "The marts as one database file, swapped in whole; held back while a block check stands against it.",
)
def snapshot(night: NightResource) -> MaterializeResult[None]:
    """Publish the night, or say which checks stand against it."""
    with quiet("published.snapshot"):
        record = publish_night(night.connection, night.home, mart_models())
    return MaterializeResult(
        metadata={"outcome": record.outcome, "held_back_by": ", ".join(record.held_back_by)}
    )


@asset(
    key=["published", "dashboards"],
    deps=[snapshot],
    kinds={"plotly"},
    description="据现行快照绘制的页面，任何浏览器不联网即可查看。\n\n"
    "The pages drawn from the current snapshot, for any browser without a network.",
)
def dashboards(night: NightResource) -> MaterializeResult[None]:
    """Draw the pages anew."""
    with quiet("published.dashboards"):
        draw_pages(night.home)
    return MaterializeResult()


@asset(
    key=["worklists", "workbooks"],
    deps=[_key("quality.worklist_lines"), _key("quality.worklist_heads")],
    kinds={"excel"},
    description="退回各辖区的工作清单，每辖区一个工作簿；当夜没有公布也照样写出。\n\n"
    "What goes back to the bodies, a workbook each; on a night that publishes nothing too.",
)
def worklists(night: NightResource) -> MaterializeResult[None]:
    """Write the workbooks, and that they were written into the audit log."""
    with quiet("worklists"):
        written = write_worklists(night.connection, night.home.worklists)
        append(night.home.audit, "worklists", {"as_of": str(night.date), "workbooks": written})
    return MaterializeResult(metadata={"workbooks": written})


@asset(
    key=["history", "night"],
    deps=[_key("quality.finding_events")],
    kinds={"parquet"},
    description="当夜各项问题有何变化，留给以后各夜。\n\n"
    "What became of findings tonight, kept for the nights to come.",
)
def memory(night: NightResource) -> MaterializeResult[None]:
    """Keep tonight's changes, unless nothing is kept of this night."""
    with quiet("history"):
        kept = remember_night(night.connection, night.home.history)
    return MaterializeResult(metadata={"kept": kept})


def all_assets() -> list[AssetsDefinition | AssetSpec]:
    """Every asset, in the order of the layers."""
    steps = [step_assets(step, layers) for step, layers in STEPS.items()]
    return [landing, rules, matching, *steps, ATTEMPTED, worklists, memory, snapshot, dashboards]
