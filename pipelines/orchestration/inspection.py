"""The inspection packs as an asset with a partition a half-year, so that each can be drawn or drawn again."""

from dagster import AssetExecutionContext, DynamicPartitionsDefinition, MaterializeResult, asset

from pipelines.home import Home
from pipelines.orchestration.packs import draw_and_print_pack
from pipelines.orchestration.quiet import quiet
from pipelines.publication.pack import make_pack, open_packs

HALF_YEARS = DynamicPartitionsDefinition(name="half_years")


@asset(
    key=["published", "packs"],
    deps=[["published", "snapshot"]],
    partitions_def=HALF_YEARS,
    kinds={"plotly", "excel"},
    description="一个半年的督查材料：据公布快照绘制的页面、工作簿和报告。\n\n"
    "The inspection pack of a half-year: pages, workbook and report drawn from the published snapshot.",
)
def packs(context: AssetExecutionContext) -> MaterializeResult[None]:
    """Draw the pack of the half-year, a PDF too where the machine can print one."""
    home = Home.find()
    place = home.packs / context.partition_key
    with quiet("published.packs"):
        open_packs(home.packs)
        unprinted = make_pack(home.current.resolve(), context.partition_key, place, draw_and_print_pack)
    return MaterializeResult(metadata={"place": str(place), "without_pdf_because": unprinted or "it has one"})
