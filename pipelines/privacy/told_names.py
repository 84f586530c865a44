"""Macros for the names of files and sheets, of which `landing.told_names` tells known words alone."""

import duckdb

LETTER = r"[^\x00-\x7F\pZ\pP\pS\pC\pN\pM]"  # of a name in whatever script, but ASCII's
COUNTED = "号楼|号院|单元|月份|月报|年度|季度|[年月日号楼栋幢室层册本户份页期批次版组队季社村]"
KINDS_OF_PLACES = "街道|社区"  # which a clerk leaves off
# what is written by its number: bytes of another encoding, and what nobody sees
BYTES = r"(?:\\x[89a-f][0-9a-f])+"
UNSEEN = r"\\(?:[tnr]|x[01][0-9a-f]|x7f|u[0-9a-f]{4}|U[0-9a-f]{8})"
MACROS = {
    "is_letter(words)": f"regexp_matches(words, '^{LETTER}$')",
    "letter_runs(words)": f"regexp_extract_all(words, '{LETTER}{{2,}}')",
    "short_places(words)": f"regexp_extract_all(words, '({LETTER}{{3,}})(?:{KINDS_OF_PLACES})', 1)",
    # how many letters in front count something
    "counting_letters(words)": rf"length(regexp_extract(words, '^(?:第\pN|[\pN#](?:{COUNTED}))'))",
    "as_seen(words)": f"regexp_replace(regexp_replace(words, '{BYTES}', '#', 'g'), '{UNSEEN}', '?', 'g')",
    "joined_masks(words)": "regexp_replace(words, '#+', '#', 'g')",
}


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what the SQL of told names asks of texts."""
    for signature, body in MACROS.items():
        connection.execute(f"create or replace macro {signature} as ({body})")
