"""The constructs of the features that people work with."""

from __future__ import annotations

from blueprints.features.part import Part
from blueprints.features.work import description
from blueprints.layers import DatabricksLayer
from constructs_lib.jobs.git_credential import GitCredential
from constructs_lib.jobs.git_folder import GitFolder


class ReposIntegration(Part[description.ReposIntegration]):
    """A Git folder."""

    def databricks(self, layer: DatabricksLayer) -> None:
        """The folder, and how Databricks signs in."""
        told = self.feature
        if told.url is None or told.host is None:  # said to be missing before anything is built
            return
        self.folder = GitFolder(
            layer,
            "Repository",
            names=layer.names,
            url=told.url,
            provider=told.host,
            branch=told.branch or (None if told.tag else "main"),
            tag=told.tag,
            purpose=told.purpose,
            sparse=told.sparse,
            credential=GitCredential(layer, "GitCredential") if told.entra_sign_in else None,
        )
