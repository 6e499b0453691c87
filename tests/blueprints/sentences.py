"""Sentences of our own, the blueprint that one would choose for each, and what of it is left to do by hand."""

from __future__ import annotations

BASIC, DEV, PROD = "databricks-basic", "databricks-ml-dev", "databricks-ml-prod"
SQL, STREAM, ETL = "databricks-sql-analytics", "databricks-streaming", "databricks-data-engineering"
SECURE, TEAMS, GOVERNED = "databricks-secure", "databricks-team-workspaces", "databricks-governed-lakehouse"

SENTENCES: tuple[tuple[str, str, str], ...] = (
    ("ML experiments for team atlas in dev", DEV, ""),
    ("The robotics crew trains models on T4s in staging, spot machines are welcome", DEV, ""),
    ("a classroom workspace in a sandbox, team academy", BASIC, ""),
    ("somewhere to tinker, dev, team curious", BASIC, ""),
    ("regression tests for team release, dev", BASIC, ""),
    ("Serve our churn model in production for team retention", PROD, ""),
    ("prod deep learning for team lens with graphics cards", PROD, ""),
    ("Tableau dashboards over a SQL warehouse for team revenue in production", SQL, ""),
    ("analysts of team procurement query with photon in staging", SQL, ""),
    ("Kafka topics into delta, all day long, team telemetry, prod", STREAM, ""),
    ("nightly ELT for team ledger in production, medallion tables in unity catalog", ETL, ""),
    ("medallion pipelines for team parcels in staging", ETL, ""),
    ("production ETL for team freight, tables are shared with partners through delta sharing", ETL, "delta_sharing"),
    ("ETL in prod for team vault with failover to a second region", ETL, "disaster_recovery"),
    ("ML in dev for team quark, accounts come through SCIM provisioning", DEV, "scim_provisioning"),
    ("dashboards in prod for team media, with a clean room", SQL, "clean_rooms"),
    ("prod data engineering for team orbit behind a hub firewall", ETL, "hub_spoke_firewall"),
    (
        "ETL in production for team ledger with private link, customer-managed keys, diagnostics, secrets in key vault,"
        " an IP allow list and our own VNet",
        SECURE,
        "",
    ),
    ("ETL in production for team ledger with private link", ETL, ""),
    ("data science in production for team census", GOVERNED, ""),
    ("an exploration workspace in staging for team scouts", TEAMS, ""),
    ("a databricks-secure workspace for ETL of team bank in production", SECURE, ""),
    ("secure Databricks platform for machine learning, team bank, prod", SECURE, ""),
    ("governed lakehouse for ETL, team gov in staging", GOVERNED, ""),
    ("analytics in dev for team hub, many teams in one workspace", TEAMS, ""),
    ("databricks-basic for learning, team academy in a sandbox", BASIC, ""),
)
