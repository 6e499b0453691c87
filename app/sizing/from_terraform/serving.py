"""Models that answer, and machines that search vectors."""

from __future__ import annotations

from collections.abc import Iterator

from app.sizing.from_terraform.reader import Case, NotPriced
from app.sizing.from_terraform.resource import block, number
from blueprints.features.compute.hours import WAREHOUSE_HOURS
from blueprints.features.work.description import CONCURRENCY, SERVED_AS
from blueprints.usage import HOURS_A_MONTH, Amount, Metered, Usage
from constructs_lib.checks.check import Body, blocks


def model_endpoint(case: Case) -> Iterator[Usage | NotPriced]:
    """An endpoint's models, each for the requests that it answers at a time."""
    config = block(case.body.get("config"))
    served = [*blocks(config.get("served_entities")), *blocks(config.get("served_models"))]
    if not served:
        yield NotPriced("it says no model")
    for one in served:
        yield _model(case, one)


def _model(case: Case, served: Body) -> Usage | NotPriced:
    name = str(served.get("name") or "model")
    if served.get("external_model"):
        return NotPriced(f"{name} answers elsewhere: whoever runs it bills it by tokens")
    if served.get("max_provisioned_throughput") or served.get("provisioned_model_units"):
        return NotPriced(f"{name} is billed by throughput, which the catalog has no price of")
    kind, size = str(served.get("workload_type") or "CPU"), str(served.get("workload_size") or "Small")
    if kind not in SERVED_AS or size not in CONCURRENCY:
        return NotPriced(f"{name}: the catalog has no price of {kind} in the size {size}")
    row, requests = SERVED_AS[kind]
    to_zero = served.get("scale_to_zero_enabled") is not False
    usual = WAREHOUSE_HOURS[case.environment or "prod"]
    hours = case.told.number("hours", usual if to_zero else HOURS_A_MONTH)
    low, expected, high = case.told.amount("requests_at_once", CONCURRENCY[size])
    if "hours" in case.told:
        assuming = f"It answers {hours:g} h a month, as told."
    elif to_zero:
        assuming = f"It answers {hours:g} h a month, {hours / 21:g} h on 21 days, and costs nothing without requests."
    else:
        assuming = "It answers at all hours."
    least = 0 if to_zero and "requests_at_once" not in case.told else low
    amount = Amount(least * hours / requests, expected * hours / requests, high * hours / requests)
    return Metered(f"model endpoint, {name}, {size}, {kind}", row, amount, assuming)


def vector_endpoint(case: Case) -> Iterator[Usage | NotPriced]:
    """One unit at all hours, the least of an endpoint with an index; more vectors take more."""
    optimized = case.body.get("endpoint_type") == "STORAGE_OPTIMIZED"
    index = any(case.landscape.of(case.resource, "databricks_vector_search_index"))
    least = number(case.body.get("num_replicas")) or 1
    low, expected, high = case.told.amount("units", Amount(least if index else 0, least, 2 * least))
    said = "as told" if "units" in case.told else f"low is {low:g}, high is {high:g}"
    yield Metered(
        f"vector search, {expected:g} unit{'s' if expected != 1 else ''}{', storage optimised' if optimized else ''}",
        f"vector_search_{'storage_optimized_' if optimized else ''}unit_hour",
        Amount(low * HOURS_A_MONTH, expected * HOURS_A_MONTH, high * HOURS_A_MONTH),
        f"Vector search takes {expected:g} unit{'s' if expected != 1 else ''} at all hours; {said}. Filling the index"
        " is not counted.",
    )
