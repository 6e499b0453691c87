from __future__ import annotations

import pytest

from rehearsal.schemas.extract import HERE, TYPES_FILE, MissingTypeError, asked_types, extract, folder_of, render
from rehearsal.schemas.typescript import read_schema

_SOURCE = """
export interface ThingConfig extends cdktf.TerraformMetaArguments {
  /**
  * rule block
  *
  * Docs at Terraform Registry: {@link https://example.com#rule Thing#rule}
  */
  readonly rule?: ThingRule[] | cdktf.IResolvable;
}
export interface ThingRule {
}
export function thingRuleToHclTerraform(struct?: ThingRule): any {
  const attrs = {
    ports: {
      value: cdktf.listMapperHcl(cdktf.numberToHclTerraform, false)(struct!.ports),
      isBlock: false,
      type: "set",
      storageClassType: "numberList",
    },
  };
}
export class ThingRuleOutputReference extends cdktf.ComplexObject {
  // ports - computed: false, optional: true, required: false
  private _ports?: number[]; 
  public get ports() {
}
export class Thing extends cdktf.TerraformResource {
  // made - computed: true, optional: false, required: false
  public get made() {
    return this.getStringMapAttribute('made');
  // name - computed: false, optional: false, required: true
  private _name?: string; 
  public get name() {
  // rule - computed: false, optional: true, required: false
  private _rule = new ThingRuleList(this, "rule", false);
  public get rule() {
  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      name: {
        value: cdktf.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      rule: {
        value: cdktf.listMapperHcl(thingRuleToHclTerraform, true)(this._rule.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "ThingRuleList",
      },
    };
  }
}
"""


def test_a_generated_source_tells_its_schema() -> None:
    rule = {"attributes": {"ports": {"optional": True, "type": ["set", "number"]}}}
    assert read_schema(_SOURCE) == {
        "attributes": {
            "made": {"computed": True, "type": ["map", "string"]},
            "name": {"required": True, "type": "string"},
        },
        "block_types": {"rule": {"nesting_mode": "list", "block": rule}},
    }


# The archive of azurerm is 30 MB and takes 0.5 s; both together are still under a second.
@pytest.mark.parametrize("provider", ["azurerm", "databricks"])
def test_the_committed_schemas_are_those_of_the_installed_bindings(provider: str) -> None:
    asked = asked_types(TYPES_FILE.read_text("utf-8"))[provider]
    committed = (HERE / f"{provider}.json").read_text("utf-8")
    assert render(extract(provider, asked)) == committed, "stale: run python -m rehearsal.schemas.extract"


def test_fails_for_types_that_the_bindings_do_not_have() -> None:
    with pytest.raises(MissingTypeError, match="no data databricks_nothing, resource databricks_more"):
        extract("databricks", [("data", "databricks_nothing"), ("resource", "databricks_more")])


def test_the_list_of_types_names_folders_of_the_archive() -> None:
    asked = asked_types("# all\nresource azurerm_key_vault  # one\n\ndata databricks_cluster\n")
    assert asked == {"azurerm": [("resource", "azurerm_key_vault")], "databricks": [("data", "databricks_cluster")]}
    assert folder_of("resource", "azurerm_key_vault") == "key-vault"
    assert folder_of("data", "databricks_cluster") == "data-databricks-cluster"
