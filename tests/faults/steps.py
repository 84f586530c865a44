"""The named steps of a night at which it is killed: the calls that change what is on disk, in their order."""

from faults import Step

LANDING = "pipelines.landing.land"
NIGHT = "pipelines.orchestration.assets"
PUBLICATION = "pipelines.publication.night"
RENAME = "pathlib.Path.replace"

STEPS = {
    "the first line of the audit log": Step("pipelines.orchestration.night.append"),
    "the first original kept": Step(f"{LANDING}.archive_file"),
    "the twentieth original kept": Step(f"{LANDING}.archive_file", call=20),
    "the readers started": Step(f"{LANDING}.read_in_workers"),
    "deliveries on record": Step(f"{LANDING}.record"),
    "landed": Step(f"{NIGHT}.land"),
    "rules loaded": Step(f"{NIGHT}.load_rules"),
    "pairs scored": Step("pipelines.matching.matches.record_pairs"),
    "matched": Step(f"{NIGHT}.find_matches"),
    "a table built": Step(f"{NIGHT}.build", call=20),
    "most tables built": Step(f"{NIGHT}.build", call=250),
    "worklists written": Step(f"{NIGHT}.write_worklists"),
    "findings remembered": Step(f"{NIGHT}.remember_night"),
    "the snapshot named": Step(RENAME, onto=".duckdb"),
    "the link turned": Step(RENAME, onto="published/warehouse.duckdb"),
    "published": Step(f"{PUBLICATION}.publish"),
    "the counted files kept": Step(f"{PUBLICATION}.keep_published"),
    "the protected cells kept": Step(f"{PUBLICATION}.keep_published_cells"),
    "the record of the night kept": Step(f"{PUBLICATION}.write_record"),
    "pages drawn": Step(f"{NIGHT}.draw_pages"),
    "the manifest kept": Step(RENAME, onto="manifest.json"),
    "sealed": Step("pipelines.orchestration.night.seal"),
}
