"""HMAC-SHA-256 as SQL, so that pseudonyms are made where the rows are."""

BLOCK_BYTES = 64


def hmac_parameters(key: bytes) -> dict[str, bytes]:
    """The two padded keys of RFC 2104, to be bound to `hmac_sql`; the key never stands in a statement."""
    padded = key.ljust(BLOCK_BYTES, b"\0")
    return {"inner": bytes(byte ^ 0x36 for byte in padded), "outer": bytes(byte ^ 0x5C for byte in padded)}


def hmac_sql(expression: str) -> str:
    """SQL for the hexadecimal HMAC-SHA-256 of a text expression under $inner and $outer; null stays null."""
    return f"sha256($outer::blob || unhex(sha256($inner::blob || encode({expression}))))"
