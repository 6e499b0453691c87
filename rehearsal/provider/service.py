"""The calls that Terraform makes on a provider, answered from schema, rules and cloud."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import cast

from rehearsal.cloud import Cloud
from rehearsal.overlay.load import load_overlay
from rehearsal.protocol.messages import CLASSES, ERROR, WireMessage
from rehearsal.protocol.values import Object, Type, Value, conform, decode, encode
from rehearsal.provider.accounts import Account, AzureAccount, WorkspaceAccount
from rehearsal.provider.checking import failing
from rehearsal.provider.data_sources import DataSources
from rehearsal.provider.diagnostics import Diagnostic, RefusedError, refuse
from rehearsal.provider.operations import Change, Operations
from rehearsal.provider.planning import Path, plan
from rehearsal.provider.schema_messages import schema_message
from rehearsal.schemas.load import Block, block_type, load_schema

_ACCOUNTS: dict[str, Callable[[Object], Account]] = {"azurerm": AzureAccount, "databricks": WorkspaceAccount}

# The calls that are answered; Terraform tolerates that the others are not there.
METHODS = (
    "GetProviderSchema", "ValidateProviderConfig", "ConfigureProvider", "StopProvider",
    "ValidateResourceConfig", "UpgradeResourceState", "ReadResource", "PlanResourceChange",
    "ApplyResourceChange", "ImportResourceState", "ValidateDataResourceConfig", "ReadDataSource",
)  # fmt: skip


class ProviderService:
    """One running provider.

    Args:
        provider: "azurerm" or "databricks".
        cloud: The cloud it works on.
    """

    def __init__(self, provider: str, cloud: Cloud) -> None:
        self._provider = provider
        self._schema = load_schema(provider)
        self._overlay = load_overlay(provider)
        self._operations = Operations(cloud, provider, self._overlay, self._resource_type)
        self._data_sources = DataSources(self._operations, self._overlay)
        self._account: Account | None = None
        self._types: dict[int, Type] = {}

    def answer(self, method: str, request: WireMessage) -> WireMessage:
        """Answer a call; a refusal becomes diagnostics in the answer."""
        response = CLASSES[f"{method}Response"]()
        try:
            _ANSWERS[method](self, request, response)
        except RefusedError as error:
            response.diagnostics.extend(_diagnostic(it) for it in error.diagnostics)
        return response

    def get_provider_schema(self, _request: WireMessage, response: WireMessage) -> None:
        """Serve every schema; Terraform may keep them and not ask again."""
        response.provider.CopyFrom(schema_message(self._schema.provider, self._overlay.provider))
        for name, block in self._schema.resources.items():
            response.resource_schemas[name].CopyFrom(schema_message(block, self._overlay.of(name)))
        for name, block in self._schema.data_sources.items():
            response.data_source_schemas[name].CopyFrom(schema_message(block, self._overlay.of_data(name)))
        response.server_capabilities.get_provider_schema_optional = True

    def validate_provider_config(self, request: WireMessage, _response: WireMessage) -> None:
        """Check the provider's configuration as far as it is known."""
        config = self._read(self._schema.provider, request.config)
        _refuse_all(failing(self._overlay.provider, config or {}, "validate"))

    def configure_provider(self, request: WireMessage, _response: WireMessage) -> None:
        """Remember whom to work for."""
        self._account = _ACCOUNTS[self._provider](self._read(self._schema.provider, request.config) or {})

    def stop_provider(self, _request: WireMessage, _response: WireMessage) -> None:
        """End what hangs; everything else here is short."""
        self.stop()

    def stop(self) -> None:
        """End what hangs."""
        self._operations.stop()

    def validate_resource_config(self, request: WireMessage, _response: WireMessage) -> None:
        """Make the provider's own checks of names and values."""
        config = self._read(self._resource(request), request.config)
        _refuse_all(failing(self._overlay.of(request.type_name), config or {}, "validate"))

    def validate_data_resource_config(self, _request: WireMessage, _response: WireMessage) -> None:
        """Data sources have no checks of their own."""

    def upgrade_resource_state(self, request: WireMessage, response: WireMessage) -> None:
        """Read a state file's JSON in today's schema."""
        state = conform(json.loads(request.raw_state.json), self._type(self._resource(request)))
        response.upgraded_state.msgpack = encode(state)

    def read_resource(self, request: WireMessage, response: WireMessage) -> None:
        """Refresh an object; null where it is gone."""
        block = self._resource(request)
        current = self._read(block, request.current_state) or {}
        response.private = request.private
        id_ = str(current[self._overlay.of(request.type_name).key])
        found = self._operations.read(self._configured(), request.type_name, id_)
        if found is not None:
            found = {**found, **_timeouts(current)}
        self._write(block, found, response.new_state)

    def plan_resource_change(self, request: WireMessage, response: WireMessage) -> None:
        """Plan a create or an update; for a delete there is nothing to plan."""
        block, rules = self._resource(request), self._overlay.of(request.type_name)
        response.legacy_type_system = True
        proposed = self._read(block, request.proposed_new_state)
        if proposed is None:
            response.planned_state.CopyFrom(request.proposed_new_state)
            return
        planned = plan(block, rules, self._read(block, request.prior_state), proposed)
        _refuse_all(failing(rules, planned.state, "plan"))
        response.requires_replace.extend(_path(path) for path in planned.replace)
        self._write(block, planned.state, response.planned_state)

    def apply_resource_change(self, request: WireMessage, response: WireMessage) -> None:
        """Make a planned change. If it is refused, the object stays as it was."""
        block, name = self._resource(request), request.type_name
        key = self._overlay.of(name).key
        response.legacy_type_system = True
        response.new_state.CopyFrom(request.prior_state)
        prior, planned = self._read(block, request.prior_state), self._read(block, request.planned_state)
        config = self._read(block, request.config) or {}
        state: Object | None = None
        if planned is None:
            self._operations.delete(self._configured(), name, str((prior or {})[key]))
        elif prior is None:
            state = self._operations.create(self._configured(), name, Change(planned, config))
        else:
            state = self._operations.update(self._configured(), name, str(prior[key]), Change(planned, config))
        self._write(block, state and {**state, **_timeouts(planned or {})}, response.new_state)

    def import_resource_state(self, request: WireMessage, response: WireMessage) -> None:
        """Take an id on trust: Terraform reads the object next, and says so if there is none."""
        imported = CLASSES["ImportedResource"](type_name=request.type_name)
        id_ = self._operations.own_id(self._configured(), request.type_name, request.id)
        self._write(self._resource(request), {self._overlay.of(request.type_name).key: id_}, imported.state)
        response.imported_resources.append(imported)

    def read_data_source(self, request: WireMessage, response: WireMessage) -> None:
        """Answer a data source."""
        block = self._schema.data_sources[request.type_name]
        config = self._read(block, request.config) or {}
        answer = self._data_sources.read(self._configured(), request.type_name, config)
        types = cast(dict[str, Type], self._type(block)[1])  # type: ignore[index]
        fitting = {name: value for name, value in answer.items() if _fits(value, types.get(name))}
        self._write(block, {**fitting, **_timeouts(config)}, response.state)

    def _resource_type(self, name: str) -> Type:
        return self._type(self._schema.resources[name])

    def _resource(self, request: WireMessage) -> Block:
        return self._schema.resources[request.type_name]

    def _configured(self) -> Account:
        if self._account is None:
            raise refuse(f"the {self._provider} provider is not configured")
        return self._account

    def _type(self, block: Block) -> Type:
        return self._types.setdefault(id(block), block_type(block))

    def _read(self, block: Block, message: WireMessage) -> Object | None:
        value = decode(message.msgpack, self._type(block)) if message.msgpack else None
        return value if isinstance(value, dict) else None

    def _write(self, block: Block, state: Object | None, message: WireMessage) -> None:
        message.msgpack = encode(conform(state, self._type(block)))


def _fits(value: Value, type_: Type | None) -> bool:
    """Tell whether an object's attribute can be answered by a data source that has one of the same name."""
    try:
        return type_ is not None and conform(value, type_) is not None
    except (AssertionError, AttributeError):
        return False


def _timeouts(state: Object) -> Object:
    """How long Terraform would wait is no property of the object: it stays as the state has it."""
    return {"timeouts": state.get("timeouts")}


def _refuse_all(wrong: list[Diagnostic]) -> None:
    if wrong:
        raise RefusedError(*wrong)


def _diagnostic(it: Diagnostic) -> WireMessage:
    message = CLASSES["Diagnostic"](severity=ERROR, summary=it.summary, detail=it.detail)
    if it.attribute and "." not in it.attribute:
        message.attribute.steps.add(attribute_name=it.attribute)
    return message


def _path(path: Path) -> WireMessage:
    message = CLASSES["AttributePath"]()
    for step in path:
        if isinstance(step, int):
            message.steps.add(element_key_int=step)
        else:
            message.steps.add(attribute_name=step)
    return message


def _snake(method: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in method).lstrip("_")


_ANSWERS: dict[str, Callable[[ProviderService, WireMessage, WireMessage], None]] = {
    method: getattr(ProviderService, _snake(method)) for method in METHODS
}
