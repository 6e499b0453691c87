"""One version of a model behind an endpoint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from constructs_lib.limits import between, matching, one_of, plain
from constructs_lib.unity_catalog.registered_model import RegisteredModel
from naming.errors import RuleError

SIZES = ("Small", "Medium", "Large")
TYPES = ("CPU", "GPU_SMALL", "GPU_MEDIUM", "GPU_LARGE", "MULTIGPU_MEDIUM")
_SECRETLIKE = ("TOKEN", "SECRET", "PASSWORD", "KEY", "CREDENTIAL")
_SOURCE = "databricks_model_serving docs, served_entities"


@dataclass(frozen=True)
class ServedModel:
    """One version of a model behind an endpoint.

    Args:
        key: What the endpoint calls it: letters, digits, - and _.
        model: The model, or its full name (`catalog.schema.model`).
        version: Its version, 1 or more.
        traffic_percent: Share of the requests, 0-100; the shares of an endpoint make 100.
        size: `Small` (4 requests at a time), `Medium` (8-16) or `Large` (16-64).
        workload_type: `CPU`, or a GPU such as `GPU_SMALL`.
        scale_to_zero: Costs nothing without requests; the first then waits. Default: on; turn it off for people who
            wait.
        environment: Variables of the model's process; a secret as `{{secrets/<scope>/<key>}}`.

    Raises:
        RuleError: A word or number outside its limits; a variable that looks like a secret and is none by reference.
    """

    key: str
    model: RegisteredModel | str
    version: int
    traffic_percent: int = 100
    size: str = "Small"
    workload_type: str = "CPU"
    scale_to_zero: bool = True
    environment: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        matching("key", self.key, r"[A-Za-z0-9_-]+", allowed="letters, digits, - and _", source=_SOURCE)
        if isinstance(self.model, str):
            matching("model", plain("model", self.model), r"[^./ ]+\.[^./ ]+\.[^./ ]+", allowed="catalog.schema.model")
        between("version", self.version, 1, None)
        between("traffic_percent", self.traffic_percent, 0, 100, unit="percent", source=_SOURCE)
        one_of("size", self.size, SIZES, source=_SOURCE)
        one_of("workload_type", self.workload_type, TYPES, source="Azure Databricks docs, gpu workload types")
        for name, value in self.environment.items():
            plain(f"environment[{name}]", value)
            if any(word in name.upper() for word in _SECRETLIKE) and not value.startswith("{{secrets/"):
                raise RuleError(
                    f"environment[{name}]", allowed="a secret by reference", got="a text",
                    fix="Write {{secrets/<scope>/<key>}}.", source=_SOURCE,
                )  # fmt: skip
