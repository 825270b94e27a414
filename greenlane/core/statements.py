"""What a statement may be outside the door: a pure read, or a write to a free table.

An allow-list at every level, not a list of forbidden words: how it starts, which
functions it calls, what it quotes. Whatever is not understood is a write.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Tables that are written without a command: each is no business state.
FREE_TABLES = (
    "django_session",  # web sessions
    "core_refusal",  # written after the rollback of what was refused
    "core_cursor",  # how far a reader has come
    "core_blob",  # bytes named by their hash; a command gives them meaning
    "core_blobholder",  # the units that have stored those bytes
    "core_tokenuse",  # the last day of a machine's key
    "core_linkuse",  # when a link to one order was last used
    "core_loginsession",  # who is logged in where; the session itself is Django's
    "core_logintry",  # wrong logins, counted
    "notices_delivery",  # what is to be told where, and what came of it
    "notices_beat",  # that the sender gives a sign
)

# Words that stand before a bracket without being a function.
_WORDS = """
    all and any array as between by case conflict distinct else except exists filter
    from group having in intersect is join lateral like limit not offset on or order
    over partition returning select set some then union using values when where
"""
# Functions that only compute. `nextval`, `pg_advisory_lock`, `lo_import`, `dblink` and
# whatever somebody writes himself are not among them.
_PURE = """
    " abs array_agg array_length ascii avg bit_and bit_or bool_and bool_or btrim ceil
    ceiling char char_length chr clock_timestamp coalesce concat concat_ws convert_to
    count cume_dist current_setting date date_part date_trunc datetime dense_rank encode
    every exp extract first_value floor generate_series greatest group_concat hex ifnull
    iif initcap instr json json_agg json_array json_array_length json_build_object
    json_each json_extract json_object json_quote json_type json_valid jsonb_agg
    jsonb_array_length jsonb_build_object jsonb_each jsonb_extract_path
    jsonb_path_exists jsonb_typeof julianday lag last_value lead least left length ln
    log lower lpad ltrim max md5 min mod now nth_value ntile nullif obj_description
    octet_length percent_rank pg_catalog.pg_table_is_visible pg_database_size
    pg_relation_size pg_total_relation_size position power rank regexp_replace repeat
    replace reverse right round row_number rpad rtrim sha256 sign similarity split_part
    sqrt statement_timestamp stddev_pop stddev_samp strftime string_agg strpos substr
    substring sum time timezone to_char to_date to_number to_timestamp total
    transaction_timestamp trim trunc typeof unaccent unicode unistr unnest upper var_pop
    var_samp version word_similarity
"""
_TYPES = "bit cast char character decimal interval numeric time timestamp varchar"
_MAY_CALL = frozenset(f"{_WORDS} {_PURE} {_TYPES}".split())
_SETTINGS = """
    application_id busy_timeout cache_size compile_options database_list encoding
    foreign_key_check foreign_key_list foreign_keys freelist_count index_info
    index_list index_xinfo integrity_check journal_mode mmap_size page_count page_size
    quick_check synchronous table_info table_list table_xinfo user_version
"""
_LOOKS = """
    foreign_key_check foreign_key_list index_info index_list index_xinfo
    integrity_check quick_check table_info table_xinfo
"""
_MAY_READ, _MAY_LOOK = frozenset(_SETTINGS.split()), frozenset(_LOOKS.split())

_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
_STRING, _NAME = "\x01", "\x02"  # what stands for a quoted one while we look
# A comment, a quote that never ends, a string with backslashes, dollar or odd quotes.
_UNCLEAR = re.compile(r"['\"`$]|--|/\*|\be\x01", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08]")
_SELECT = re.compile(
    r"[\s(]*(?:EXPLAIN(?:\s+(?:QUERY\s+PLAN|ANALYZE|VERBOSE|\([\w\s,]*\)))*\s+)?"
    r"[\s(]*SELECT\b",
    re.IGNORECASE,
)
_LOCKING = re.compile(r"\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b", re.IGNORECASE)
_WRITES = re.compile(
    r"\b(?:INSERT|UPDATE|DELETE|TRUNCATE|MERGE|INTO|CREATE|DROP|ALTER|EXECUTE)\b",
    re.IGNORECASE,
)
_CALLS = re.compile(r"(\x02|(?<![\w.])[\w.]+)\s*\(")
_PLAIN = re.compile(
    r"(?:BEGIN(?:\s+(?:IMMEDIATE|DEFERRED))?|COMMIT|ROLLBACK"
    r"|(?:SAVEPOINT|RELEASE\s+SAVEPOINT|ROLLBACK\s+TO\s+SAVEPOINT)\s+(?:\w+|\x02)"
    r"|SET\s+CONSTRAINTS\s+ALL\s+(?:IMMEDIATE|DEFERRED)"
    r"|SET\s+TRANSACTION\s+(?:READ\s+ONLY|ISOLATION\s+LEVEL\s+[A-Z, ]+)"
    r"|SHOW\s+[\w. ]+)",
    re.IGNORECASE,
)
_PRAGMA = re.compile(r"PRAGMA\s+(?:main\.)?(\w+)(\s*\([\w\x01\x02]+\))?", re.IGNORECASE)
_FREE = re.compile(
    r'\s*(?:INSERT(?:\s+OR\s+IGNORE)?\s+INTO|UPDATE|DELETE\s+FROM)\s+"?('
    + "|".join(FREE_TABLES)
    + r')"?(?=\s)',
    re.IGNORECASE,
)
_ON_CONFLICT = re.compile(
    r"\bON\s+CONFLICT\b[^;]*?\bDO\s+UPDATE\s+SET\b", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def passes(sql: str) -> bool:
    """Whether this statement may run outside the door."""
    bare = _bare(sql)
    if ";" in bare or _UNCLEAR.search(bare) or _CONTROL.search(sql):
        return False
    if select := _SELECT.match(bare):
        return _only_reads(_LOCKING.sub("", bare[select.end() :]))
    if _PLAIN.fullmatch(bare):
        return True
    if pragma := _PRAGMA.fullmatch(bare):
        return _asks(*pragma.groups())
    free = _FREE.match(sql)
    if free is None:
        return False
    return _only_reads(_ON_CONFLICT.sub("", _bare(sql[free.end() :])))


def _bare(sql: str) -> str:
    """The statement with a mark for each string and each quoted name in it."""
    marked = _QUOTED.sub(lambda q: _STRING if q.group()[0] == "'" else _NAME, sql)
    return marked.strip().removesuffix(";").rstrip()


def _only_reads(bare: str) -> bool:
    if _WRITES.search(bare):
        return False
    called = {name.lower() for name in _CALLS.findall(bare)}
    return all(name in _MAY_CALL or name.startswith("django_") for name in called)


def _asks(name: str, argument: str | None) -> bool:
    """A setting is read, never set; only looking at a table takes an argument."""
    allowed = _MAY_LOOK if argument else _MAY_READ
    return name.lower() in allowed
