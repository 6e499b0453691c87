"""Resources of machine learning: experiments, models that answer, vectors that are searched."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, field_validator, model_validator

from blueprints.composed.resource import (
    Address,
    Arguments,
    Key,
    Number,
    Ref,
    Resource,
    ResourceDescription,
    Switch,
    matching,
)
from blueprints.features.feature import Made
from blueprints.plain_text import PlainText, SaidText
from blueprints.usage import HOURS_A_MONTH, Amount, Metered, Usage

if TYPE_CHECKING:
    from blueprints.composition import Composition

_SECRETLIKE = ("TOKEN", "SECRET", "PASSWORD", "KEY", "CREDENTIAL")

AT_ONCE: dict[str, Amount] = {"Small": Amount(0, 1, 4), "Medium": Amount(0, 8, 16), "Large": Amount(0, 16, 64)}
"""Requests that an endpoint answers at a time, by size; none while it is scaled to zero.
Source: databricks_model_serving docs, workload_size."""

SERVING_HOURS = 8 * 21
"""Hours a month in which people or programs ask, where an endpoint scales to zero."""

_ROWS: dict[str, str] = {"CPU": "model_serving_cpu_hour", "GPU_SMALL": "model_serving_gpu_small_hour"}


class Folder(Resource):
    """The folder that the platform's experiments stand in; there is one."""

    about: ClassVar[ResourceDescription] = ResourceDescription(
        type="folder", description="the folder of the experiments", most=1
    )

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One directory."""
        yield Made("databricks", "databricks_directory", None)


class Experiment(Resource):
    """Where training writes what it tried.

    Args:
        folder_ref: Where it stands.
        volume_ref: Volume for the runs' files; left out: storage of the workspace. Changing it replaces it.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(
        type="experiment", description="runs of training, with their measures"
    )

    folder_ref: Ref
    volume_ref: Ref | None = None

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One experiment."""
        yield self.named("databricks_mlflow_experiment", identifier)


class ServedModel(Arguments):
    """One version of a model behind an endpoint.

    Args:
        registered_model_ref: The platform's model; or model.
        model: Full name of a model that exists, `catalog.schema.model`.
        version: Its version, 1 or more.
        traffic_percent: Share of the requests; the shares of an endpoint make 100.
        size: `Small` (4 requests at a time), `Medium` (8-16) or `Large` (16-64).
        workload_type: `CPU`, or a GPU such as `GPU_SMALL`.
        scale_to_zero: Costs nothing without requests; the first then waits.
        environment: Variables of the model's process; a secret as `{{secrets/<scope>/<key>}}`.
    """

    registered_model_ref: Ref | None = None
    model: Annotated[SaidText, matching(r"[^./ ]+\.[^./ ]+\.[^./ ]+", "catalog.schema.model")] | None = None
    version: Annotated[Number, Field(ge=1)]
    traffic_percent: Annotated[Number, Field(ge=0, le=100)] = 100
    size: Literal["Small", "Medium", "Large"] = "Small"
    workload_type: Literal["CPU", "GPU_SMALL", "GPU_MEDIUM", "GPU_LARGE", "MULTIGPU_MEDIUM"] = "CPU"
    scale_to_zero: Switch = True
    environment: dict[SaidText, PlainText] = Field(default_factory=dict)

    @field_validator("environment")
    @classmethod
    def _no_secrets(cls, environment: dict[str, str]) -> dict[str, str]:
        for name, value in environment.items():
            if any(word in name.upper() for word in _SECRETLIKE) and not value.startswith("{{secrets/"):
                raise ValueError(f"{name} must be a secret by reference: {{{{secrets/<scope>/<key>}}}}")
        return environment

    @model_validator(mode="after")
    def _one(self) -> ServedModel:
        if bool(self.registered_model_ref) == bool(self.model):
            raise ValueError("registered_model_ref or model is required, and one of them only")
        return self


class ModelEndpoint(Resource):
    """Models that answer over HTTPS.

    Args:
        models: Versions to serve, 1-10, by name.
        calls_per_minute: Requests a minute for the whole endpoint; left out: no limit.
        user_calls_per_minute: Requests a minute for each user; left out: no limit.
        schema_ref: Where requests and answers are kept; left out: they are not.
        route_optimized: Faster answers over an address of its own; changing it replaces the endpoint.
        tell_on_failure: Addresses to write to when an update fails.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(
        type="model_endpoint", description="models that answer over HTTPS"
    )

    models: Annotated[dict[Key, ServedModel], Field(min_length=1, max_length=10)]
    calls_per_minute: Annotated[Number, Field(ge=1)] | None = None
    user_calls_per_minute: Annotated[Number, Field(ge=1)] | None = None
    schema_ref: Ref | None = None
    route_optimized: Switch = False
    tell_on_failure: tuple[Address, ...] = ()

    @field_validator("models")
    @classmethod
    def _shares(cls, models: dict[str, ServedModel]) -> dict[str, ServedModel]:
        shares = [one.traffic_percent for one in models.values()]
        if sum(shares) != 100:
            raise ValueError(
                f"must have shares of the requests (traffic_percent) that make 100; they make {sum(shares)}"
            )
        return models

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One endpoint."""
        yield self.named("databricks_model_serving", identifier)

    def usage(self, identifier: str, site: Composition) -> Iterable[Usage]:
        """Requests at a time, while anybody asks."""
        for key, one in self.models.items():
            hours = SERVING_HOURS if one.scale_to_zero else HOURS_A_MONTH
            low, expected, high = AT_ONCE[one.size]
            least = low if one.scale_to_zero else expected
            quantity = Amount(least * hours, expected * hours, high * hours)
            if one.workload_type != "CPU":
                quantity = Amount.of(hours)
            row = _ROWS.get(one.workload_type, f"model_serving_{one.workload_type.lower()}_hour")
            yield Metered(
                f"model_endpoint-{identifier}, {key}", row, quantity,
                f"model_endpoint-{identifier} answers {hours} h a month.",
            )  # fmt: skip


class VectorEndpoint(Resource):
    """Machines that search vectors; billed while an index stands on it.

    Args:
        storage_optimized: For a billion vectors at a lower price, and slower. Changing it replaces the endpoint.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(
        type="vector_endpoint", description="machines that search vectors"
    )

    storage_optimized: Switch = False

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One endpoint."""
        yield self.named("databricks_vector_search_endpoint", identifier)

    def usage(self, identifier: str, site: Composition) -> Iterable[Usage]:
        """One unit, once there is an index."""
        row = "vector_search_storage_optimized_unit_hour" if self.storage_optimized else "vector_search_unit_hour"
        yield Metered(
            f"vector_endpoint-{identifier}", row, Amount(0, HOURS_A_MONTH, HOURS_A_MONTH),
            f"vector_endpoint-{identifier} has an index of one unit; it costs nothing before.",
        )  # fmt: skip
