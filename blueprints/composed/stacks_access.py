"""The constructs of access."""

from __future__ import annotations

from blueprints.composed import resources_access as said_
from blueprints.composed.site import Site
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.permission_target import PermissionTarget
from constructs_lib.identity.permissions import Permissions
from constructs_lib.identity.principal import Principal
from constructs_lib.unity_catalog.grants import Grants
from constructs_lib.unity_catalog.securable import Securable


def grants(site: Site, said: said_.Grants) -> Construct:
    """All grants of one object."""
    securable = getattr(site.made[said.target() or ""], "securable")  # noqa: B009 (constructs of many classes)
    assert isinstance(securable, Securable)
    given = {Principal.group(name): privileges for name, privileges in said.groups.items()}
    given |= {Principal.user(name): privileges for name, privileges in said.users.items()}
    given |= {Principal.service_principal(name): one for name, one in said.service_principals.items()}
    return Grants(site.scope, site.id, securable=securable, grants=given)


def permissions(site: Site, said: said_.Permissions) -> Construct:
    """All permissions of one object."""
    target = getattr(site.made[said.target() or ""], "permission_target")  # noqa: B009 (as above)
    assert isinstance(target, PermissionTarget)
    given = {Principal.group(name): level for name, level in said.groups.items()}
    given |= {Principal.user(name): level for name, level in said.users.items()}
    given |= {Principal.service_principal(name): level for name, level in said.service_principals.items()}
    return Permissions(site.scope, site.id, target=target, access=given)
