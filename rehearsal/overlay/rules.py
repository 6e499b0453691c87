"""What is known of a provider's types: the shapes of what azurerm/*.toml and databricks/*.toml say.

Attributes are named by dotted path, blocks without index: `custom_parameters.no_public_ip`.
Texts are templates (see templates.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rehearsal.protocol.values import Object, Value


@dataclass(frozen=True, kw_only=True)
class Condition:
    """When something holds: other attributes have one of these values, have any (`present`), or none (`absent`)."""

    when: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Check(Condition):
    """One thing that the provider or its API looks at before it acts.

    Each value (of a list, and in each of several blocks) must match `pattern`, have a length within
    `length`, lie within `range` (or be one of `also`), be one of `one_of` and none of `none_of`, and be
    in a named `form` (see forms.py); the attribute must have as many `items`. `required` and
    `forbidden` ask for a value or for none, `exactly_one` and `at_least_one` for that many of several
    attributes. What is not known yet is let through.

    Args:
        stage: Who looks: "validate" and "plan" are the provider, "create" is the API.
    """

    message: str
    attribute: str = ""
    pattern: str = ""
    length: tuple[int, int] | None = None
    range: tuple[float, float] | None = None
    items: tuple[int, int] | None = None
    also: tuple[Value, ...] = ()
    one_of: tuple[Value, ...] = ()
    none_of: tuple[Value, ...] = ()
    form: str = ""
    required: bool = False
    forbidden: bool = False
    exactly_one: tuple[str, ...] = ()
    at_least_one: tuple[str, ...] = ()
    stage: str = "validate"


@dataclass(frozen=True, kw_only=True)
class Companion:
    """An object that the cloud makes along with another and takes away with it."""

    type: str
    id: str
    taken: str
    state: Object


@dataclass(frozen=True, kw_only=True)
class Reference(Condition):
    """An attribute that names other objects, each of which must exist.

    Args:
        attribute: The attribute; each of its values is looked up.
        type: The type of what it names, or several; "*" for any.
        missing: What is said where it does not exist; the provider's general sentence if left out.
        by: Which attribute of the other object equals what; by its id if left out.
        within: The other object's attribute that the value must begin with, for paths.
        pattern: Only values that match it are looked up; its groups can be used in `by`.
        also: Values that need no object.
        anywhere: In any realm: another workspace, subscription or account.
        holds: The other object cannot be deleted while this one is there.
        having: What the other object must have; `lacking` is said where it has not.
        optional: It need not exist; where it does, templates can use what it has.
    """

    attribute: str
    type: str | tuple[str, ...]
    missing: str = ""
    by: Mapping[str, str] = field(default_factory=dict)
    within: str = ""
    pattern: str = ""
    also: tuple[Value, ...] = ()
    anywhere: bool = False
    holds: bool = False
    having: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    lacking: str = ""
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class Parent:
    """Where an object lives.

    Args:
        type: The type of the parent; "*" for any.
        id: The template of its id.
        missing: What is said where it is not there.
        networks: The object's attribute of address ranges (`own`), which must lie in those of the parent
            (`within`) and beside those of its siblings; else `outside` or `overlapping` is said.
    """

    type: str
    id: str
    missing: str = ""
    networks: Mapping[str, str] = field(default_factory=dict)
    outside: str = ""
    overlapping: str = ""


@dataclass(frozen=True, kw_only=True)
class SchemaRules:
    """What the bindings have lost of a schema.

    Args:
        plain: Attributes that the bindings take for computed.
        nested: Attributes that the bindings take for objects, and that are attributes with attributes.
    """

    sensitive: tuple[str, ...] = ()
    write_only: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    nested: tuple[str, ...] = ()
    min_items: Mapping[str, int] = field(default_factory=dict)
    max_items: Mapping[str, int] = field(default_factory=dict)
    schema_version: int = 0


@dataclass(frozen=True, kw_only=True)
class Rules(SchemaRules):
    """What is known of a resource type; one without rules gets an id and keeps what it is given.

    Args:
        id: The object's id: the first of these whose attributes are all there.
        key: The attribute that holds the id.
        identity: What generated values (numbers, GUIDs) are made from; the id where left out.
        unique: No two objects of the type may have this in common (compared without case).
        taken: What is said where another object has it already.
        parents: Where it lives: the first of these whose attributes are all there.
        parent_missing: What is said where the parent does not exist; nothing where it need not.
        reference_missing: What is said where something that is named does not exist.
        vanishes: It goes when its parent goes; else it keeps the parent from being deleted.
        not_empty: What is said when it is to be deleted and others keep it.
        in_use: What is said when it is to be deleted and something else that is not in it uses it.
        adopts: Making one that is there already changes that one: settings, and what is put, not made.
        level: Where the databricks provider must work: "workspace", "account", or "" for either.
        guards: The attribute that names what cannot be deleted while this is there, with all in it.
        guarded: Deleting it is a deletion to a guard.
        force: Attribute, or feature of the provider, by which it is deleted all the same.
        realm: Where it is unique: the subscription or workspace, "metastore", "global".
        imports: Patterns of import ids that are not the object's own: the groups are attributes of the object.
        replace_when: Attributes that replace only when they change to one of these values.
        replace_around: Attributes that replace only when they change to or from one of these values.
        derived: Computed attributes that follow from others at each update, unless they are configured.
        comes_with: Computed collections that are empty until another attribute is set; from then on they stay. No plan
            of an update knows that they come.
        hashed: Attributes that hold the MD5 of the file that another attribute names.
        suppress, plan_form, cloud_form: Named forms (see forms.py): changes that are none,
            what planning makes of a value, what the cloud makes of it.
    """

    id: tuple[str, ...] = ("{guid:id}",)
    key: str = "id"
    identity: str = ""
    unique: str = ""
    taken: str = ""
    parents: tuple[Parent, ...] = ()
    parent_missing: str = ""
    reference_missing: str = ""
    vanishes: bool = False
    not_empty: str = ""
    in_use: str = ""
    adopts: bool = False
    level: str = ""
    guards: str = ""
    guarded: bool = True
    force: str = ""
    realm: str = ""
    imports: tuple[str, ...] = ()
    force_new: tuple[str, ...] = ()
    replace_when: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    replace_around: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    defaults: Object = field(default_factory=dict)
    computed: Object = field(default_factory=dict)
    derived: tuple[str, ...] = ()
    comes_with: Mapping[str, str] = field(default_factory=dict)
    computed_blocks: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    hashed: Mapping[str, str] = field(default_factory=dict)
    suppress: Mapping[str, str] = field(default_factory=dict)
    plan_form: Mapping[str, str] = field(default_factory=dict)
    cloud_form: Mapping[str, str] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    companion: Companion | None = None


@dataclass(frozen=True, kw_only=True)
class DataRules(SchemaRules):
    """How a data source finds its answer.

    Args:
        of: The type of the objects that it looks among; none for a source of plain values.
        match: Its arguments, by the attribute of the object that each must equal.
        contains: Its arguments, by the attribute of the object that each must be a part of, without case.
        missing: What is said where there is no such object.
        several: What is said where there are several.
        lists: Attributes that list all the objects found, by the template of one; none found is no error then.
        maps: Attributes that list them by key: the templates of key and value.
        rows: Fixed rows to choose from (runtimes, VM types), the best first; beside `of`, objects
            that are always there.
    """

    of: str = ""
    match: Mapping[str, str] = field(default_factory=dict)
    contains: Mapping[str, str] = field(default_factory=dict)
    missing: str = ""
    several: str = ""
    lists: Object = field(default_factory=dict)
    maps: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    rows: tuple[Object, ...] = ()
    computed: Object = field(default_factory=dict)
