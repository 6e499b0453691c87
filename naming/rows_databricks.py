# ruff: noqa: E501  (a row is a line)
"""What Databricks allows its names to be, one row a kind.

For some kinds no limit is documented; the row's note says where a length is ours.
"""

from __future__ import annotations

from naming.kinds import Kind
from naming.rule import Characters, Rule

SDK = "databricks-sdk-go 0.93"
PROVIDER = "databricks provider 1.99"
UNITY = "docs.databricks.com sql-ref-names"
DAY = "2026-11-21"

_TEXT = Characters(
    "any text on one line, not starting or ending with a space",
    r"^\x00-\x1f\x7f",
    first=r"^\x00-\x20\x7f",
    last=r"^\x00-\x20\x7f",
)
_WORD = Characters("letters, digits, - and _", "A-Za-z0-9_-")
_TITLE = Characters(
    "any text on one line without /, not starting or ending with a space",
    r"^/\x00-\x1f\x7f",
    first=r"^/\x00-\x20\x7f",
    last=r"^/\x00-\x20\x7f",
)
_LATIN = Characters(
    "Latin-1 text on one line, not starting or ending with a space",
    r"\x20-\x7e\xa0-\xff",
    first=r"\x21-\x7e\xa1-\xff",
    last=r"\x21-\x7e\xa1-\xff",
)
_INDEX = Characters("letters, digits and _", "A-Za-z0-9_")
_APP = Characters(
    "lower-case letters, digits and -, starting with a letter, ending in a letter or digit",
    "a-z0-9-",
    first="a-z",
    last="a-z0-9",
)
_VECTORS = Characters(
    "lower-case letters, digits, - _ and ., starting and ending with a letter or digit",
    "a-z0-9._-",
    first="a-z0-9",
    last="a-z0-9",
)
_SCOPE = Characters("letters, digits, - _ and .", "A-Za-z0-9_.-")
_UNITY = Characters("anything but . / space and control characters", r"^./ \x00-\x1f\x7f")
_PATH = Characters("a path starting with /, its parts without control characters", r"^\x00-\x1f\x7f", first="/")
_TABLE = Characters("catalog.schema.table, each without / space and control characters", r"^/ \x00-\x1f\x7f")

_NONE = "no length is documented; this one is ours"
_AS_POLICY = "no length is documented; this one is a cluster policy's"

DATABRICKS: dict[Kind, Rule] = {
    Kind.CLUSTER: Rule(1, 255, _TEXT, unique_in="nothing", case_sensitive=True, source=SDK, as_of=DAY, note=_NONE),
    Kind.JOB: Rule(1, 4096, _TEXT, unique_in="nothing", case_sensitive=True, bytes=True, source=SDK, as_of=DAY),
    Kind.NOTEBOOK_PATH: Rule(2, 1000, _PATH, unique_in="workspace", case_sensitive=True, part_separator="/", longest_part=255, source=PROVIDER, as_of=DAY, note=_NONE),
    Kind.WORKSPACE_FILE: Rule(2, 1000, _PATH, unique_in="workspace", namespace=Kind.NOTEBOOK_PATH, case_sensitive=True, part_separator="/", longest_part=255, source=PROVIDER, as_of=DAY, note=_NONE),
    Kind.REPO: Rule(2, 1000, _PATH, unique_in="workspace", case_sensitive=True, part_separator="/", longest_part=255, source=PROVIDER, as_of=DAY, note=_NONE),
    Kind.PIPELINE: Rule(1, 255, _TEXT, unique_in="workspace", case_sensitive=True, source=PROVIDER, as_of=DAY, note=_NONE),
    Kind.SQL_WAREHOUSE: Rule(1, 99, _TEXT, unique_in="workspace", case_sensitive=True, source=SDK, as_of=DAY),
    Kind.CATALOG: Rule(1, 255, _UNITY, unique_in="metastore", source=UNITY, as_of=DAY),
    Kind.SCHEMA: Rule(1, 255, _UNITY, unique_in="catalog", source=UNITY, as_of=DAY),
    Kind.TABLE: Rule(1, 255, _UNITY, unique_in="schema", source=UNITY, as_of=DAY),
    Kind.TABLE_REFERENCE: Rule(5, 767, _TABLE, unique_in="metastore", part_separator=".", parts=3, longest_part=255, source=UNITY, as_of=DAY),
    Kind.VOLUME: Rule(1, 255, _UNITY, unique_in="schema", source=UNITY, as_of=DAY),
    Kind.SECRET_SCOPE: Rule(1, 128, _SCOPE, unique_in="workspace", source=PROVIDER, as_of=DAY, note="its code also takes @ and /"),
    Kind.INSTANCE_POOL: Rule(1, 99, _TEXT, unique_in="workspace", case_sensitive=True, source=PROVIDER, as_of=DAY, note="the SDK says 1-100, the provider less than 100"),
    Kind.CLUSTER_POLICY: Rule(1, 100, _TEXT, unique_in="workspace", case_sensitive=True, source=f"{SDK}; {PROVIDER}", as_of=DAY),
    Kind.SERVING_ENDPOINT: Rule(1, 63, _WORD, unique_in="workspace", source=SDK, as_of=DAY, note="63 is not documented, only widely reported"),
    Kind.REGISTERED_MODEL: Rule(1, 255, _UNITY, unique_in="schema", source=UNITY, as_of=DAY),
    Kind.VECTOR_SEARCH_ENDPOINT: Rule(1, 49, _VECTORS, unique_in="workspace", source="error text in github.com/databricks/genai-cookbook/pull/6", as_of="2024-06-14", note="documented nowhere; the service says so when it refuses"),
    Kind.VECTOR_SEARCH_INDEX: Rule(1, 255, _INDEX, unique_in="schema", namespace=Kind.TABLE, source=f"{UNITY}; error text in github.com/databricks/cli/pull/5123", as_of="2026-05-28", note="the last part of catalog.schema.name; what is documented for tables allows more characters"),
    Kind.APP: Rule(1, 30, _APP, unique_in="workspace", source=f"{SDK}; github.com/databricks/cli/pull/4031", as_of="2025-11-28", note="30 is not documented, only widely reported; the letter in front is ours"),
    Kind.EXPERIMENT: Rule(2, 500, _PATH, unique_in="workspace", case_sensitive=True, part_separator="/", longest_part=255, source=f"{PROVIDER}; mlflow utils/validation.py", as_of=DAY),
    Kind.QUALITY_MONITOR: Rule(2, 1000, _PATH, unique_in="workspace", namespace=Kind.NOTEBOOK_PATH, case_sensitive=True, part_separator="/", longest_part=255, source=PROVIDER, as_of=DAY, note=f"the folder of its dashboard; {_NONE}"),
    Kind.STORAGE_CREDENTIAL: Rule(1, 255, _UNITY, unique_in="metastore", source=UNITY, as_of=DAY),
    Kind.SERVICE_CREDENTIAL: Rule(1, 255, _UNITY, unique_in="metastore", namespace=Kind.STORAGE_CREDENTIAL, source=f"{UNITY}; {SDK}", as_of=DAY),
    Kind.EXTERNAL_LOCATION: Rule(1, 255, _UNITY, unique_in="metastore", source=UNITY, as_of=DAY),
    Kind.GROUP: Rule(1, 255, _TEXT, unique_in="account", source=PROVIDER, as_of=DAY, note=_NONE),
    Kind.SERVICE_PRINCIPAL: Rule(1, 255, _TEXT, unique_in="nothing", case_sensitive=True, source=PROVIDER, as_of=DAY, note=_NONE),
    Kind.IP_ACCESS_LIST: Rule(1, 100, _TEXT, unique_in="workspace", source=PROVIDER, as_of=DAY, note=f"{_AS_POLICY}, and that labels stand once is the stricter reading"),
    Kind.ALERT: Rule(1, 255, _TITLE, unique_in="workspace", source=PROVIDER, as_of=DAY, note="no length is documented; this one is a path's, whose last part it is; once in a folder would do"),
    Kind.NOTIFICATION_DESTINATION: Rule(1, 100, _TEXT, unique_in="workspace", source=PROVIDER, as_of=DAY, note=f"{_AS_POLICY}, and that names stand once is the stricter reading"),
    Kind.BUDGET_POLICY: Rule(1, 100, _LATIN, unique_in="account", prefixes=("databricks:",), source="databricks SDK, billing.BudgetPolicy", as_of=DAY, note=_AS_POLICY),
}  # fmt: skip
