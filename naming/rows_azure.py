# ruff: noqa: E501  (a row is a line)
"""What Azure allows its names to be, one row a kind.

Where "Naming rules and restrictions for Azure resources" (DOC) and azurerm differ, the stricter
stands here and the row's note says so. ARM compares names without regard to case.
"""

from __future__ import annotations

from naming.kinds import Kind
from naming.rule import Characters, Rule

DOC = "learn.microsoft.com resource-name-rules"
CODE = "azurerm 4.55"
DAY = "2023-11-20"

_WORD = Characters("letters, digits, _ and -", "A-Za-z0-9_-")
_GROUP = Characters("letters, digits, _ - . ( and ), not ending in .", "A-Za-z0-9_.()-", last="A-Za-z0-9_()-")
_LOWER = Characters("lower-case letters and digits", "a-z0-9")
_CONTAINER = Characters(
    "lower-case letters, digits and -, starting and ending with a letter or digit",
    "a-z0-9-",
    first="a-z0-9",
    last="a-z0-9",
)
_VAULT = Characters(
    "letters, digits and -, starting with a letter, ending in a letter or digit",
    "A-Za-z0-9-",
    first="A-Za-z",
    last="A-Za-z0-9",
)
_HYPHEN = Characters("letters, digits and -", "A-Za-z0-9-")
_LOG = Characters(
    "letters, digits and -, starting and ending with a letter or digit",
    "A-Za-z0-9-",
    first="A-Za-z0-9",
    last="A-Za-z0-9",
)
_NET = Characters(
    "letters, digits, _ . and -, starting with a letter or digit, ending in one or in _",
    "A-Za-z0-9_.-",
    first="A-Za-z0-9",
    last="A-Za-z0-9_",
)
_IDENTITY = Characters("letters, digits, - and _, starting with a letter or digit", "A-Za-z0-9_-", first="A-Za-z0-9")
_HUB = Characters(
    "letters, digits, . - and _, starting and ending with a letter or digit",
    "A-Za-z0-9._-",
    first="A-Za-z0-9",
    last="A-Za-z0-9",
)
_SETTING = Characters(
    "anything but < > * % & : \\ ? + / and control characters, not ending in a space or .",
    r"^<>*%&:\\?+/\x00-\x1f\x7f",
    last=r"^<>*%&:\\?+/\x00-\x1f\x7f .",
)
_ACTION = Characters(
    "anything but : < > + / & % \\ ? | and control characters, not ending in a space or .",
    r"^:<>+/&%\\?|\x00-\x1f\x7f",
    last=r"^:<>+/&%\\?|\x00-\x1f\x7f .",
)

_PORTAL = "the Azure portal and older tools take at most 30"

AZURE: dict[Kind, Rule] = {
    Kind.RESOURCE_GROUP: Rule(1, 90, _GROUP, unique_in="subscription", source=DOC, as_of=DAY),
    Kind.MANAGED_RESOURCE_GROUP: Rule(1, 90, _GROUP, unique_in="subscription", namespace=Kind.RESOURCE_GROUP, source=DOC, as_of=DAY),
    Kind.WORKSPACE: Rule(3, 64, _WORD, unique_in="resource group", warn_above=30, warning=_PORTAL, source=f"{DOC}; {CODE}", as_of=DAY),
    Kind.ACCESS_CONNECTOR: Rule(1, 64, _WORD, unique_in="resource group", source=CODE, as_of="2023-02-01"),
    Kind.STORAGE_ACCOUNT: Rule(3, 24, _LOWER, unique_in="world", source=DOC, as_of=DAY),
    Kind.STORAGE_CONTAINER: Rule(3, 63, _CONTAINER, unique_in="storage account", forbidden=("--",), source=DOC, as_of=DAY),
    Kind.KEY_VAULT: Rule(3, 24, _VAULT, unique_in="world", forbidden=("--",), source=DOC, as_of=DAY, note="azurerm checks only letters, digits, - and the length"),
    Kind.KEY_VAULT_KEY: Rule(1, 127, _HYPHEN, unique_in="key vault", source=f"{DOC}; {CODE}", as_of=DAY),
    Kind.VIRTUAL_NETWORK: Rule(2, 64, _NET, unique_in="resource group", source=DOC, as_of=DAY),
    Kind.VIRTUAL_NETWORK_PEERING: Rule(1, 80, _NET, unique_in="virtual network", source=DOC, as_of=DAY),
    Kind.SUBNET: Rule(1, 80, _NET, unique_in="virtual network", source=DOC, as_of=DAY),
    Kind.NETWORK_SECURITY_GROUP: Rule(1, 80, _NET, unique_in="resource group", source=DOC, as_of=DAY),
    Kind.NETWORK_SECURITY_RULE: Rule(1, 80, _NET, unique_in="network security group", source=DOC, as_of=DAY),
    Kind.ROUTE_TABLE: Rule(1, 80, _NET, unique_in="resource group", source=DOC, as_of=DAY),
    Kind.ROUTE: Rule(1, 80, _NET, unique_in="route table", source=DOC, as_of=DAY),
    Kind.NAT_GATEWAY: Rule(1, 80, _NET, unique_in="resource group", source=CODE, as_of=DAY),
    Kind.PUBLIC_IP: Rule(1, 80, _NET, unique_in="resource group", source=DOC, as_of=DAY),
    Kind.PRIVATE_ENDPOINT: Rule(2, 64, _NET, unique_in="resource group", source=DOC, as_of=DAY, note="azurerm allows 1-80"),
    Kind.PRIVATE_DNS_ZONE_LINK: Rule(1, 80, _NET, unique_in="private DNS zone", source=DOC, as_of=DAY),
    Kind.USER_ASSIGNED_IDENTITY: Rule(3, 128, _IDENTITY, unique_in="resource group", source=DOC, as_of=DAY),
    Kind.LOG_ANALYTICS_WORKSPACE: Rule(4, 63, _LOG, unique_in="resource group", source=DOC, as_of=DAY),
    Kind.DIAGNOSTIC_SETTING: Rule(1, 260, _SETTING, unique_in="resource", source=CODE, as_of="2026-11-21", note="the documentation has no row"),
    Kind.ACTION_GROUP: Rule(1, 260, _ACTION, unique_in="resource group", source=DOC, as_of=DAY),
    Kind.BUDGET: Rule(1, 63, _WORD, unique_in="resource group", source=f"learn.microsoft.com templates/microsoft.consumption; {CODE}", as_of="2026-11-21"),
    Kind.EVENT_HUB_NAMESPACE: Rule(6, 50, _VAULT, unique_in="world", source=f"{DOC}; {CODE}", as_of=DAY),
    Kind.EVENT_HUB: Rule(1, 50, _HUB, unique_in="event hub namespace", source=DOC, as_of="2020-01-10", note="azurerm allows 1-256"),
    Kind.EVENT_HUB_CONSUMER_GROUP: Rule(1, 50, _HUB, unique_in="event hub", source=f"{DOC}; {CODE}", as_of=DAY, note="readers by AMQP; Kafka's own groups take 256"),
    Kind.MANAGEMENT_LOCK: Rule(1, 90, _WORD, unique_in="resource", source=f"{DOC}; {CODE}", as_of=DAY, note="azurerm allows 259 characters, the documentation also . ( and )"),
}  # fmt: skip
