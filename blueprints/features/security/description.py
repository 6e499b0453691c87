"""What the features of keys, secrets and compliance are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import field_validator

from blueprints.addresses import PublicRange
from blueprints.features.feature import Feature, FeatureDescription, Gap, Made
from blueprints.identifiers import ObjectId
from blueprints.plain_text import SaidText
from blueprints.usage import Amount, Metered, Usage

if TYPE_CHECKING:
    from blueprints.composition import Composition

FIND_DATABRICKS_ID = "az ad sp show --id 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d --query id"
"""Finds the object id of AzureDatabricks in a tenant; the application id is the same in all of them.
Source: learn.microsoft.com azure/databricks customer-managed keys, managed services."""

OPERATIONS = Amount(1, 5, 50)
"""Ten thousands of operations on a vault in a month; a guess of ours: Databricks caches unwrapped keys."""

_SERVERLESS = ("serverless_sql", "mlflow_model_serving", "vector_search")
_KEPT = "azurerm issue 22394, DiskEncryptionPropertiesRequired"
_PROFILE = "learn.microsoft.com azure/databricks security-profile"
_ADD_ON = "learn.microsoft.com azure/databricks enhanced-security-compliance"


def vault_wanted(site: Composition) -> bool:
    """Whether the platform has a key vault of its own."""
    scope = site.get(SecretScope)
    return "customer_managed_keys" in site or (scope is not None and scope.key_vault)


def databricks_id(site: Composition) -> str | None:
    """Object id of AzureDatabricks, whichever feature says it; None where none does."""
    keys, scope = site.get(CustomerManagedKeys), site.get(SecretScope)
    return (keys and keys.databricks_id) or (scope and scope.databricks_id) or None


def _another_id(site: Composition, own: str | None) -> Iterable[Gap]:
    """A tenant has one AzureDatabricks."""
    if own is not None and own != databricks_id(site):
        yield Gap("databricks_id", f"differs from customer_managed_keys' ({databricks_id(site)}); say it once")


def _premium_only(site: Composition, option: str) -> Iterable[Gap]:
    if site.sizes.tier != "premium":
        yield Gap(option, f"needs the tier premium; got {site.sizes.tier!r} in sizes.tier")


class CustomerManagedKeys(Feature):
    """Encrypts the workspace and the lake with keys of your own, which you can take away.

    Args:
        databricks_id: Object id, in your tenant, of the enterprise application AzureDatabricks; needed with
            `services`: `az ad sp show --id 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d --query id`.
        services: Notebooks, secrets and queries that Databricks keeps. Left out: encrypted with a key.
        disks: Disks of machines. Left out: encrypted with a key.
        files: The workspace's root storage. Left out: encrypted with a key.
        lake: The data lake, where the platform has one. Left out: encrypted with a key.
        allowed_ips: Public IPv4 addresses and ranges that the key vault lets in: where Terraform runs, which makes the
            keys there. There is no default: nobody can guess it, and the whole internet is none.
        bits: Size of the keys, 2048, 3072 or 4096; changing it replaces them.
            Source: learn.microsoft.com azure/databricks customer-managed keys.
        hardware: Keeps the keys in a hardware module. Left out: in software.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="customer_managed_keys",
        description="encryption with keys of your own",
        layers=("azure",),
        minutes=10,
    )

    databricks_id: ObjectId | None = None
    services: bool = True
    disks: bool = True
    files: bool = True
    lake: bool = True
    allowed_ips: tuple[PublicRange, ...] = ()
    bits: Literal[2048, 3072, 4096] = 3072
    hardware: bool = False

    def encrypted(self, site: Composition) -> tuple[str, ...]:
        """What has a key, of what the platform has."""
        there = ("services", "disks", "files", *(("lake",) if "storage" in site else ()))
        return tuple(name for name in there if getattr(self, name))

    def gaps(self, site: Composition) -> Iterable[Gap]:
        """What only the tenant and the network of whoever deploys can say."""
        if self.services and databricks_id(site) is None:
            yield Gap("databricks_id", f"write AzureDatabricks' object id in your tenant: {FIND_DATABRICKS_ID}")
        if not self.allowed_ips:
            yield Gap(
                "allowed_ips",
                "write the public addresses that Terraform runs from, such as [203.0.113.7]: it makes the keys in the"
                " vault",
            )

    def problems(self, site: Composition) -> Iterable[Gap]:
        """Nothing to encrypt; a tier without keys."""
        if not self.encrypted(site):
            yield Gap("services", "one of services, disks and files must be true; or leave customer_managed_keys out")
        yield from _premium_only(site, "services")
        yield from _another_id(site, self.databricks_id)

    def makes(self, site: Composition) -> Iterable[Made]:
        """A vault, the keys, and who may use them."""
        yield Made("azure", "azurerm_key_vault")
        encrypted = self.encrypted(site)
        for purpose in encrypted:
            yield Made("azure", "azurerm_key_vault_key", {"purpose": purpose})
        # Whoever deploys makes keys; each key has one user.
        yield Made("azure", "azurerm_role_assignment", None, 1 + len(encrypted))
        if "lake" in encrypted:
            yield Made("azure", "azurerm_user_assigned_identity", {"purpose": "lake"})
        if self.files:
            yield Made("azure", "azurerm_databricks_workspace_root_dbfs_customer_managed_key", None)

    def usage(self, site: Composition) -> Iterable[Usage]:
        """The keys, their yearly renewal, and how often they are asked for."""
        count = len(self.encrypted(site))
        ordinary = self.bits == 2048
        if self.hardware:
            row = "hsm_rsa_2048_key_month" if ordinary else "hsm_key_month"
            yield Metered(f"keys in hardware, {count}", row, Amount.of(count))
        row = "key_vault_10k_operations" if ordinary else "key_vault_10k_key_operations"
        yield Metered(
            "operations on keys",
            row,
            OPERATIONS,
            f"Keys are asked for {OPERATIONS.expected * 10_000:,.0f} times a month.",
        )
        yield Metered(f"yearly renewal of {count} keys", "key_rotation", Amount.of(count / 12))

    def notes(self, site: Composition) -> Iterable[str]:
        """Rights, waiting, and what losing a key means."""
        yield "Whoever deploys the keys needs Owner or User Access Administrator on the resource group."
        yield (
            "Azure may take ten minutes to heed a new role: where the first deployment is refused with 403, run it"
            " again."
        )
        yield (
            "Stop clusters, pools and warehouses before keys join a workspace that stands. Without its keys a workspace"
            " cannot be read any more: the vault keeps deleted keys for 90 days."
        )
        if self.services or self.disks:
            yield (
                "Keys of services and disks can be changed and not taken back: Azure refuses the workspace without"
                f" them. Source: {_KEPT}."
            )


class SecretScope(Feature):
    """Hands secrets out to notebooks and jobs by name; their values are never in a file of ours.

    Args:
        key_vault: Reads them from the platform's key vault. Changing it replaces the scope. Left out: Databricks keeps
            them, encrypted, in the workspace.
        databricks_id: Object id, in your tenant, of the enterprise application AzureDatabricks, which reads the vault;
            needed with `key_vault`, unless customer_managed_keys says it.
        allowed_ips: Public IPv4 addresses and ranges from which people put secrets into the vault. Left out: none.
        readers: Groups that may read the secrets. Left out: only whoever deploys.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="secret_scope",
        description="secrets by name, for notebooks and jobs",
        layers=("azure", "databricks"),
        minutes=1,
    )

    key_vault: bool = False
    databricks_id: ObjectId | None = None
    allowed_ips: tuple[PublicRange, ...] = ()
    readers: tuple[SaidText, ...] = ()

    @field_validator("readers")
    @classmethod
    def _readers(cls, readers: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(readers)) < len(readers):
            raise ValueError("must name each group once")
        return readers

    def gaps(self, site: Composition) -> Iterable[Gap]:
        """Who reads the vault, unless the keys ask for the same already."""
        keys = site.get(CustomerManagedKeys)
        if self.key_vault and databricks_id(site) is None and not (keys and keys.services):
            yield Gap("databricks_id", f"write AzureDatabricks' object id in your tenant: {FIND_DATABRICKS_ID}")

    def problems(self, site: Composition) -> Iterable[Gap]:
        """What is of no use without a vault."""
        if not self.key_vault and self.allowed_ips:
            yield Gap("allowed_ips", "is of no use without key_vault: true")
        yield from _another_id(site, self.databricks_id)

    def makes(self, site: Composition) -> Iterable[Made]:
        """The scope and its readers; with a vault, that and Databricks' right to read it."""
        if self.key_vault:
            if "customer_managed_keys" not in site:
                yield Made("azure", "azurerm_key_vault")
            yield Made("azure", "azurerm_role_assignment", None)
        yield Made("databricks", "databricks_secret_scope")
        if self.readers:
            yield Made("databricks", "databricks_secret_acl", None, len(self.readers))

    def usage(self, site: Composition) -> Iterable[Usage]:
        """How often the vault is asked."""
        if self.key_vault:
            yield Metered(
                "operations on secrets",
                "key_vault_10k_operations",
                OPERATIONS,
                f"Secrets are asked for {OPERATIONS.expected * 10_000:,.0f} times a month.",
            )

    def notes(self, site: Composition) -> Iterable[str]:
        """How secrets get in."""
        if self.key_vault:
            yield (
                "Put secrets in with `az keyvault secret set`, from an address in allowed_ips or from the platform's"
                " network, with the role Key Vault Secrets Officer."
            )
        else:
            yield "Put secrets in with `databricks secrets put-secret`."


class ComplianceProfile(Feature):
    """The compliance security profile: hardened machines that update themselves and are watched.

    It cannot be taken back: without it later, Terraform replaces the workspace.
    Source: azurerm 4.55, databricks_workspace CustomizeDiff.

    Args:
        standards: What it is for: `HIPAA` and `PCI_DSS`; more can join, none can leave. Left out: hardened, and for no
            standard. Source: azurerm 4.55, databricks_workspace enhanced_security_compliance.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="compliance_profile",
        description="hardened, watched machines for regulated data",
        layers=("azure",),
    )

    standards: tuple[Literal["HIPAA", "PCI_DSS"], ...] = ()

    @field_validator("standards")
    @classmethod
    def _standards(cls, standards: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(standards)) < len(standards):
            raise ValueError("must name each standard once")
        return standards

    def problems(self, site: Composition) -> Iterable[Gap]:
        """A tier without it; machines that it does not start."""
        yield from _premium_only(site, "standards")
        for name in ("driver_type", "worker_type"):
            found = getattr(site.sizes, name)
            if found and _is_arm(found):
                yield Gap("standards", f"the profile starts no Arm machines; write another type in sizes.{name}")

    def usage(self, site: Composition) -> Iterable[Usage]:
        """A surcharge that no price list of ours has."""
        yield Metered("surcharge of the compliance profile on every DBU", "enhanced_security_compliance", Amount.of(1))

    def notes(self, site: Composition) -> Iterable[str]:
        """What it takes, what it refuses, and that it stays."""
        yield (
            "The compliance profile cannot be taken back: without it, or without one of its standards, the workspace is"
            " replaced."
        )
        yield (
            "The account must have the Enhanced Security and Compliance add-on, which is billed on top of every DBU."
            f" Source: {_ADD_ON}."
        )
        yield (
            "Not every machine starts any more: the current general series do (Ddsv5, Dadsv5, Dsv6 and more), Arm does"
            f" not; the list: {_ADD_ON}."
        )
        if "custom_vnet" in site:
            yield f"Machines need port 2443 on the way out. Source: {_ADD_ON}."
        serverless = [name for name in _SERVERLESS if name in site]
        if "PCI_DSS" in self.standards and serverless:
            yield (
                f"With PCI_DSS Databricks starts no serverless compute, in some regions at least: try"
                f" {', '.join(serverless)} before you rely on it. Source: {_PROFILE}."
            )


def _is_arm(vm_type: str) -> bool:
    """A `p` among the letters behind the number says Arm. Source: learn.microsoft.com vm-naming-conventions."""
    found = re.match(r"Standard_[A-Z]+\d+(?:-\d+)?([a-z]*)", vm_type)
    return found is not None and "p" in found[1]
