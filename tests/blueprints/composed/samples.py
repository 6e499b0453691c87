"""A composed platform with a resource of every layer, each naming others; and one that says everything."""

from pathlib import Path

COMPOSED = """\
name: sales-etl-dev
blueprint: composed
team: sales
environment: dev
workload: etl
region: westeurope
sizes: {tier: premium}
features:
  notebooks: {}
resources:
  connector-unity: {}
  lake-main: {connector_ref: unity, containers: [landing, tables]}
  credential-unity: {connector_ref: unity}
  location-tables: {credential_ref: unity, lake_ref: main, container: tables}
  catalog-sales: {location_ref: tables}
  schema-silver: {catalog_ref: sales, domain: orders}
  volume-landing: {schema_ref: silver}
  pool-shared: {node_type: Standard_D4ds_v5, max_capacity: 6}
  policy-etl:
    pool_ref: shared
    limits:
      autoscale.max_workers: {maximum: 4, default: 2}
  cluster-etl:
    runtime: 17.3.x-scala2.13
    pool_ref: shared
    policy_ref: etl
    min_workers: 1
    max_workers: 2
    spark_env: {STAGE: dev}
  warehouse-bi: {kind: serverless, size: X-Small, max_clusters: 2}
  secret_scope-main:
    acls: {data-engineers: READ}
  notebook-ingest:
    content: |
      # Databricks notebook source
      print("${not evaluated}")
  file-load: {file_name: load.sql, content: "select 1"}
  pipeline-events:
    schema_ref: silver
    code: [{notebook_ref: ingest}]
  job-nightly:
    schedule: {cron: 0 0 3 * * ?, timezone: Europe/Berlin}
    machines:
      small: {runtime: 17.3.x-scala2.13, pool_ref: shared, min_workers: 1, max_workers: 2}
    tasks:
      ingest: {notebook_ref: ingest, machines: small, retries: 1}
      explore: {notebook_ref: ingest, cluster_ref: etl, after: [ingest]}
      events: {pipeline_ref: events, after: [ingest]}
      load: {file_ref: load, warehouse_ref: bi, after: [events]}
    depends_on: [secret_scope-main]
  permissions-etl:
    cluster_ref: etl
    groups: {data-engineers: CAN_RESTART}
  grants-sales:
    catalog_ref: sales
    groups: {data-engineers: [USE_CATALOG, USE_SCHEMA, SELECT]}
cost_limit_usd: 2500
"""

FULLEST = (Path(__file__).parent / "fullest.yaml").read_text()
"""Every argument of every type."""
