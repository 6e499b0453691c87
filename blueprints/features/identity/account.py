"""The Databricks account of a layer: one for all features that reach it. Only stacks import this."""

from __future__ import annotations

from blueprints.layers import Layer
from constructs_lib.identity.account import Account

_ID = "Account"


def account_of(layer: Layer, account_id: str) -> Account:
    """The account in a layer, made when the first feature asks.

    Args:
        layer: Where.
        account_id: The account's UUID.
    """
    found = layer.node.try_find_child(_ID)
    return found if isinstance(found, Account) else Account(layer, _ID, account_id=account_id)
