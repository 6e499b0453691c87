"""Words that say something real for which a request has no field: kept for people, and nothing is built by them.

Entries are phrases divided by commas, as in `rules_words`. A word may stand there as well, where it also hints at
what a platform is for.
"""

from __future__ import annotations

COMPLIANCE = (
    "gdpr, dsgvo, rgpd, soc 2, soc2, soc 1, iso 27001, iso27001, iso 27018, iso 9001, nist, nist 800 53, fedramp,"
    " ccpa, sox, sarbanes oxley, bafin, dora, nis2, nis 2, fips, fips 140, c5, solvency ii, mifid, gxp, fda, 21 cfr"
    " part 11, cis benchmark, data residency, data sovereignty, eu only, pii, phi, personal data, works council"
)
SECURITY = (
    "sso, single sign on, mfa, multi factor authentication, okta, entra id, azure ad, active directory, conditional"
    " access, rbac, row level security, column masking, data masking, masking, anonymisation, anonymization,"
    " anonymised, anonymized, pseudonymisation, pseudonymization, encryption at rest, encryption in transit,"
    " penetration test, pen test, vpn, expressroute, express route, peering, bastion, on prem, on premise, on"
    " premises, siem, sentinel, defender, purview, collibra, alation, hashicorp vault, managed identity, service"
    " principal"
)
OPERATIONS = (
    "high availability, highly available, sla, uptime, backup, low latency, millisecond, sub second, zero downtime,"
    " on call, blue green, ci cd, cicd, terraform, observability, cost allocation, chargeback, weekend, retention,"
    " ssd"
)
TOOLS = (
    "airflow, dbt, fivetran, airbyte, informatica, talend, matillion, adf, data factory, azure data factory,"
    " snowflake, bigquery, redshift, synapse, microsoft fabric, onelake, postgres, postgresql, mysql, sql server,"
    " oracle, mongodb, cassandra, cosmos db, cosmosdb, teradata, db2, sap, sap hana, salesforce, servicenow,"
    " workday, sharepoint, kafka, confluent, kinesis, rabbitmq, mqtt, pubsub, tableau, looker, qlik, superset,"
    " grafana, datadog, splunk, prometheus, dynatrace, new relic, rstudio, vs code, vscode, pycharm, dataiku,"
    " sagemaker, vertex ai, kubeflow, hugging face, huggingface, openai, langchain, dask, great expectations, monte"
    " carlo, jira, slack, jenkins, github actions, s3, aws, gcp, google cloud, on premises hadoop, hadoop, hive,"
    " cloudera, streamlit, r shiny, shiny, matlab, alteryx, hightouch, elasticsearch, neo4j, iceberg, hudi, presto,"
    " trino"
)
HARDWARE = "a100, h100, h200, v100, a10, t4, l4, l40s, mi300x"
REQUIREMENTS: tuple[str, ...] = (COMPLIANCE, SECURITY, OPERATIONS, TOOLS, HARDWARE)
