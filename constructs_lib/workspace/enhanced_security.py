"""The Enhanced Security and Compliance add-on of a workspace."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_lib.bindings import azurerm
from constructs_lib.limits import one_of
from naming.errors import RuleError

STANDARDS = ("HIPAA", "PCI_DSS")
"""azurerm 4.55 knows these two; a dozen more came with 4.73 (2026-05-14)."""
_SOURCE = "azurerm 4.55, databricks_workspace enhanced_security_compliance"


@dataclass(frozen=True)
class EnhancedSecurity:
    """What of the add-on is on. Databricks bills it on top of every DBU.

    Args:
        cluster_updates: Machines are restarted in a maintenance window to take security updates; on if left out.
        monitoring: Machines run a hardened image with malware and integrity monitoring; on if left out.
        compliance_profile: The compliance security profile; needs both others. Turning it off later replaces
            the workspace. Off if left out.
        standards: Standards that the profile is for, `HIPAA` or `PCI_DSS`; taking one away later replaces the
            workspace. None if left out.

    Raises:
        RuleError: A combination that azurerm refuses.
    """

    cluster_updates: bool = True
    monitoring: bool = True
    compliance_profile: bool = False
    standards: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.compliance_profile and not (self.cluster_updates and self.monitoring):
            raise RuleError(
                "compliance_profile",
                allowed="together with cluster_updates and monitoring",
                got=(self.cluster_updates, self.monitoring),
                source=_SOURCE,
            )
        if self.standards and not self.compliance_profile:
            raise RuleError("standards", allowed="with compliance_profile only", got=self.standards, source=_SOURCE)
        for standard in self.standards:
            one_of("standards", standard, STANDARDS, source=_SOURCE)

    def block(self) -> object:
        """The block of azurerm_databricks_workspace."""
        return azurerm.DatabricksWorkspaceEnhancedSecurityCompliance(
            automatic_cluster_update_enabled=self.cluster_updates,
            enhanced_security_monitoring_enabled=self.monitoring,
            compliance_security_profile_enabled=self.compliance_profile,
            compliance_security_profile_standards=list(self.standards) or None,
        )
