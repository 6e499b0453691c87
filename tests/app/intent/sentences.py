"""Sentences of our own, and what they mean: team, environment, workload, region, features."""

from __future__ import annotations

Expected = tuple[str | None, str | None, str | None, str | None, str]

SENTENCES: dict[str, Expected] = {
    "We'd like a workspace for the data science team in staging, North Europe, with notebooks": (
        "data-science", "staging", "data_science", "northeurope", "notebooks"),
    "Customer success team needs dashboards in production": ("customer-success", "prod", "bi", None, ""),
    "the fraud squad wants a dev environment for training models on H100s": ("fraud", "dev", "ml", None, "gpu"),
    "Not production, just dev please: ML for team vision": ("vision", "dev", "ml", None, ""),
    "Move team orders from staging to prod, ETL pipelines": ("orders", "prod", "data_engineering", None, ""),
    "prod ETL for team billing without photon and no gpus, in eastus2": (
        "billing", "prod", "data_engineering", "eastus2", ""),
    "BI team needs Power BI in prod, Germany West Central": ("bi-team", "prod", "bi", "germanywestcentral", ""),
    "Can we get streaming from Kafka into delta for the IoT team? Production. West US 3.": (
        "iot", "prod", "streaming", "westus3", ""),
    'Provision dev for team "alpha", machine learning': ("alpha", "dev", "ml", None, ""),
    "Logistics needs a prod ETL platform with autoscaling": (
        "logistics", "prod", "data_engineering", None, "autoscaling"),
    "For marketing: analytics in staging, at most 800 dollars per month": (
        "marketing", "staging", "analytics", None, ""),
    "sandbox for team-red to explore": ("team-red", "sandbox", "exploration", None, ""),
    "ML platform for our R&D team dev": ("r-d", "dev", "ml", None, ""),
    "I need an environment to teach 20 students Spark, team academy, sandbox": (
        "academy", "sandbox", "learning", None, ""),
    "Ad-hoc queries for analysts, team risk-analytics, dev": ("risk-analytics", "dev", "analytics", None, ""),
    "production databricks for team pricing: nightly batch jobs, customer-managed keys in key vault, West Europe": (
        "pricing", "prod", "data_engineering", "westeurope", "customer_managed_keys"),
    "need dev databricks for computer vision team with spot gpus": ("computer-vision", "dev", "ml", None, "gpu spot"),
    "team=fraud env=staging workload=ml region=westeurope": ("fraud", "staging", "ml", "westeurope", ""),
    "Prod machine learning for the credit-risk team with private link and unity catalog": (
        "credit-risk", "prod", "ml", None, "private_endpoints unity_catalog"),
    "Wir brauchen Databricks für Team Vertrieb in prod": ("vertrieb", "prod", None, None, ""),
    "notebooks and git for the growth analytics team, dev": (
        "growth-analytics", "dev", "analytics", None, "notebooks repos_integration"),
    "Deploy to production a lakehouse with bronze/silver/gold for team Data Platform": (
        "data-platform", "prod", "data_engineering", None, ""),
    "we don't need GPUs, ML dev team nlp": ("nlp", "dev", "ml", None, ""),
    "ML dev for team nlp, gpu not needed": ("nlp", "dev", "ml", None, ""),
    "Exploration workspace, sandbox, team innovation-lab": ("innovation-lab", "sandbox", "exploration", None, ""),
    "testing workspace for QA team in dev": ("qa", "dev", "testing", None, ""),
    "non-production ML for team x1": ("x1", None, "ml", None, ""),
    "a workspace for the AI team, dev": ("ai-team", "dev", "ml", None, ""),
    "team ML needs gpu in dev": ("ml-team", "dev", "ml", None, "gpu"),
    "Forecasting models for team demand in production, uk south, job clusters only": (
        "demand", "prod", "ml", "uksouth", "job_compute"),
    "I want to try out databricks, team newbies, sandbox": ("newbies", "sandbox", "exploration", None, ""),
    "team data-science, prod, ml": ("data-science", "prod", "ml", None, ""),
    "dev/test workspace for team core": ("core", "dev", "testing", None, ""),
    "prod in Switzerland North for team swiss, ml": ("swiss", "prod", "ml", "switzerlandnorth", ""),
    "please set up a playground for the interns team": ("interns", "sandbox", "exploration", None, ""),
    "Real-time dashboards for the desk, team trading, prod, japan-east": (
        "trading", "prod", "streaming", "japaneast", ""),
    "our team needs a dev workspace for ML": (None, "dev", "ml", None, ""),
    "team 42 dev ml": (None, "dev", "ml", None, ""),
    "dev and prod for team x1, ml": ("x1", None, "ml", None, ""),
    "We need a place for team nova where data scientists use notebooks with H100 GPUs in staging": (
        "nova", "staging", "data_science", None, "gpu notebooks"),
    "production data pipelines for supply chain in France Central with no public access": (
        "supply-chain", "prod", "data_engineering", "francecentral", "private_endpoints"),
    "team grid, production, sensor data as a stream with declarative pipelines and failover": (
        "grid", "prod", "streaming", None, "disaster_recovery streaming_pipeline"),
    "bi workspace for the controlling team": ("controlling", None, "bi", None, ""),
    "Databricks on behalf of treasury for reporting in staging": ("treasury", "staging", "bi", None, ""),
    "the data platform team's dev workspace for ELT with our own VNet": (
        "data-platform", "dev", "data_engineering", None, "custom_vnet"),
    "deep learning team nlp dev": ("nlp", "dev", "ml", None, ""),
    "Team: Data Platform, Environment: Prod, Workload: ETL, Region: West Europe": (
        "data-platform", "prod", "data_engineering", "westeurope", ""),
    "owner: treasury, uat, ad hoc SQL, audit logs and an IP whitelist": (
        "treasury", "staging", "analytics", None, "diagnostics ip_access_list"),
    "two teams need ML with T4s in dev": (None, "dev", "ml", None, "gpu"),
    "jobs only, no all-purpose clusters, for team batch-ops in prod": (
        "batch-ops", "prod", "data_engineering", None, "job_compute"),
}  # fmt: skip
