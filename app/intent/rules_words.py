"""The words people use, and what they mean. A new way to say something is one entry here.

Entries are phrases divided by commas; case, plurals, hyphens and spaces do not matter. The number
before them is how much they say: 3 names the thing, 2 hints at it, 1 only tips the scales.
"""

from __future__ import annotations

ENVIRONMENTS: dict[str, dict[int, str]] = {
    "dev": {3: "dev, develop, dev env", 2: "development", 1: "test, testing, databricks-ml-dev"},
    "staging": {3: "staging, stage, stg, uat, acceptance, pre-prod, pre-production, integration environment"},
    "prod": {
        3: "prod, production, prd, productive, live environment, go live, going live, live system",
        1: "databricks-ml-prod",
    },
    "sandbox": {3: "sandbox, sandpit, sbx", 1: "hackathon, playground, poc, proof of concept, throwaway"},
}

WORKLOADS: dict[str, dict[int, str]] = {
    "ml": {
        3: "ml, ai, machine learning, deep learning, mlops, artificial intelligence, generative ai, gen ai, llm,"
        " batch scoring, batch inference, model training",
        2: "train, training, trained, model, mlflow, fine tune, fine tuning, finetuning, inference, scoring, neural"
        " network, computer vision, recommender, prediction, predict, predictive, feature store, pytorch, tensorflow,"
        " xgboost, hyperparameter, embedding, forecast, forecasting, serve model, model serving, ml flow",
        1: "gpu, a100, h100, t4, nvidia, cuda, databricks-ml-dev, databricks-ml-prod",
    },
    "data_science": {
        3: "data science, data scientist, exploratory data analysis, eda",
        2: "statistic, statistical, statistician, rstudio",
        1: "notebook, jupyter, pandas, scikit learn",
    },
    "data_engineering": {
        3: "data engineering, data engineer, etl, elt",
        2: "pipeline, data pipeline, ingest, ingestion, ingesting, bronze, silver, gold, medallion, nightly, batch,"
        " batch job, transformation, transform, dbt, data lake, data integration, cdc, dlt, dlt pipeline, delta live"
        " table, declarative pipeline, backfill, batch processing, jobs only, only jobs, batch jobs only,"
        " only batch jobs",
        1: "job, table, delta, delta lake, lakehouse, airflow, job cluster, databricks-data-engineering",
    },
    "analytics": {
        3: "analytics, analytic, sql analytics",
        2: "analyst, ad hoc sql, ad hoc query, ad hoc queries, analysis, analyse, analyze, analyzing, analysing,"
        " data warehouse, data warehousing, ad hoc",
        1: "sql, query, queries, querying, sql warehouse, sql endpoint, databricks-sql-analytics",
    },
    "bi": {
        3: "bi, power bi, business intelligence, tableau, looker, qlik",
        2: "dashboard, dashboarding, report, reporting, kpi, scorecard",
    },
    "streaming": {
        3: "streaming, stream, real time, structured streaming, spark streaming, event hub, kafka, kinesis,"
        " streaming pipeline, event streaming, near real time, stream processing",
        2: "clickstream, telemetry, iot, continuous pipeline, sensor data, live data, change feed",
        1: "event, sensor, databricks-streaming",
    },
    "exploration": {
        3: "explore, exploration, exploring, play around, playing around, play with, try things out, trying things"
        " out, try out, trying out, try it out, look around, tinker, tinkering",
        2: "prototype, prototyping, poc, proof of concept, spike, evaluate, evaluation, evaluating, play, try, trying,"
        " experiment, experimenting, experimentation, get a feel",
        1: "empty, hackathon, playground, blank, bare",
    },
    "learning": {
        3: "learn, learning, training course, course, tutorial, workshop, bootcamp, classroom, lesson, teach, teaching,"
        " student, training session",
        2: "onboarding, new hires, new joiners, newcomers, beginners, academy, getting started",
    },
    "testing": {
        3: "testing, integration test, load test, smoke test, regression test, test suite",
        2: "test, regression, trial run",
    },
}

BLUEPRINTS: dict[str, str] = {
    "databricks-basic": "",
    "databricks-ml-dev": "",
    "databricks-ml-prod": "",
    "databricks-data-engineering": "",
    "databricks-sql-analytics": "",
    "databricks-governed-lakehouse": "governed lakehouse, data governance platform",
    "databricks-secure": "secure workspace, secure platform, secure databricks, secure databricks workspace, secure"
    " databricks platform, security reference architecture",
    "databricks-streaming": "",
    "databricks-team-workspaces": "one workspace for many teams, one workspace for several teams, many teams in one"
    " workspace, several teams in one workspace, multi team workspace",
}
"""Blueprints by what asks for them in other words than their names; a name counts where it is written as one word."""

FEATURES: dict[str, str] = {
    "autoscaling": "autoscaling, autoscale, autoscaled, auto scaling, auto scale, scale automatically, scales"
    " automatically, elastic, scale up and down, scales up and down, scale on demand",
    "budget_alert": "budget alert, spending alert, spend alert, cost alert, budget warning, budget notification,"
    " cost warning, alert on spending, alert on cost",
    "customer_managed_keys": "customer managed key, customer managed encryption key, cmk, byok, bring your own key,"
    " own encryption key, our own key, own key, customer key",
    "clean_rooms": "clean room, data clean room",
    "compliance_profile": "compliance profile, compliance security profile, enhanced security and compliance, hipaa,"
    " pci dss, hitrust",
    "custom_vnet": "vnet, own vnet, custom vnet, vnet injection, vnet injected, virtual network, own virtual network,"
    " own network, custom network, existing network",
    "delta_sharing": "delta sharing, delta share, share data with partners, share tables with partners, data sharing,"
    " share data, share tables",
    "diagnostics": "diagnostic, diagnostic log, diagnostic logs to log analytics, diagnostic setting, log analytics,"
    " audit log, diagnostic logging, log analytics workspace",
    "disaster_recovery": "disaster recovery, dr, failover, fail over, second region, secondary region, geo redundant,"
    " geo redundancy, business continuity",
    "event_hub": "own event hub, event hub namespace, new event hub",
    "gpu": "gpu, gpu cluster, graphics card, graphics processor, a100, h100, t4, nvidia, cuda",
    "groups": "account group, group assignment, groups of the account, workspace group, groups in the workspace, assign"
    " groups",
    "hub_spoke_firewall": "hub and spoke, hub spoke, hub spoke firewall, azure firewall, central firewall, hub"
    " firewall",
    "instance_pool": "instance pool, pool of vms, vm pool, warm pool, cluster pool, pool of machines, pool of"
    " instances",
    "interactive_compute": "interactive cluster, interactive compute, all purpose cluster, all purpose compute",
    "ip_access_list": "ip access list, ip allow list, ip allowlist, ip whitelist, ip allowlisting, ip whitelisting,"
    " ip restriction, allow list, allowlist, ip filter, ip filtering, whitelisted ip",
    "job_compute": "job cluster, job compute, jobs compute, jobs only, batch jobs only, only jobs, only batch jobs",
    "lakehouse_federation": "lakehouse federation, query federation, federation, federated query, federated queries,"
    " foreign catalog",
    "mlflow_model_serving": "serve model, serve the model, serve our models, serving model, model serving, mlflow model"
    " serving, serving endpoint, model endpoint, model serving endpoint, inference endpoint, mlflow serving",
    "notebooks": "notebook, jupyter",
    "photon": "photon, photon engine",
    "private_endpoints": "private endpoint, private link, privatelink, private connectivity, no public access, no"
    " public internet, no public internet access, no public endpoint, not reachable from the internet, no internet"
    " access",
    "repos_integration": "git, git integration, git repo, git repository, github, gitlab, azure devops, git folder,"
    " repo, repos, bitbucket, version control, repos integration",
    "scim_provisioning": "scim, scim provisioning, scim sync, user provisioning, sync users, sync groups, user sync,"
    " group sync",
    "secret_scope": "secret, secret scope, key vault backed scope, credential, password",
    "serverless_sql": "serverless sql, serverless warehouse, serverless sql warehouse, serverless sql endpoint",
    "spot": "spot, spot instance, spot vm, spot machine, spot node, preemptible, low priority vm",
    "sql_warehouse": "sql warehouse, sql endpoint, databricks sql",
    "storage": "storage account, adls, adls gen2, data lake storage, lake storage",
    "streaming_pipeline": "dlt, dlt pipeline, declarative pipeline, delta live table, streaming pipeline, continuous"
    " pipeline, lakeflow, lakeflow pipeline",
    "team_compute": "compute for each team, compute per team, policy per team, policy for each team, budget per team,"
    " budget for each team, many teams, several teams, multiple teams",
    "unity_catalog": "unity catalog, unity, uc, data governance, data lineage",
    "vector_search": "vector search, vector index, vector database, vector store, similarity search, semantic search",
}

KEY_VAULT = "key vault"
"""Means a secret scope, unless the keys in it are the customer's own for encryption."""

NEGATIONS = (
    "no, not, without, w/o, never, avoid, exclude, leave out, omit, dont, doesnt, isnt, wont, shouldnt, neither, nor,"
    " except, excluding, minus, non, skip, instead of, rather than, do not, does not, is not,"
    " everything but, anything but, all but, ohne, kein, keine, keinen, sans"
)
NEGATIONS_AFTER = (
    "is not needed, are not needed, is not required, are not required, is not necessary, are not necessary, is not"
    " wanted, are not wanted, not needed, not required, not necessary, unnecessary, isnt needed,"
    " arent needed, not wanted, disabled, is disabled, switched off, turned off, is off, must be off"
)
NOT_NEGATIONS = (
    "not only, no more than, not more than, no less than, no idea, no problem, no later than, no matter, not without,"
    " cannot do without, cant do without, cannot live without, no longer than, not later than, not less than"
)
CARRIES_ON = (
    "or, nor, on, and, a, an, any, the, need, want, use, in, for, run, require, be, it, we, our, have, add, give,"
    " include, enable, get, set, up, provision, deploy, create, put, turn, switch, us, me, with, to, allow, install,"
    " using, needing"
)
"""Words that a negation reaches across."""

FILLER = (
    "a, able, about, above, access, across, add, additional, after, again, agent, ago, alert, all, allow, "
    "allowed, almost, also, always, am, among, an, and, another, any, anyone, anything, application, apply, are, "
    "area, around, as, asap, ask, at, available, azure, back, based, basic, basis, be, because, been, before, "
    "behalf, being, below, best, better, between, big, both, bring, budget, build, building, business, but, by, "
    "call, called, can, cannot, cant, cap, cheap, cheaper, cloud, cluster, colleague, come, company, compute, "
    "connect, cost, could, couple, create, currently, daily, data, databricks, day, decent, default, deliver, "
    "deploy, deployed, deployment, desk, developer, did, different, do, does, doing, dollar, done, down, during, "
    "each, easy, either, else, engineer, engineering, enough, ensure, env, environment, euro, even, every, "
    "everybody, everyone, everything, existing, expect, extra, fast, feature, few, fine, first, folk, for, free, "
    "from, full, fully, get, give, given, go, going, good, great, group, guys, had, happy, has, have, having, "
    "hello, help, here, hey, hi, host, hosted, hosting, hour, how, however, i, id, if, ill, im, in, inc, include, "
    "included, including, infrastructure, initiative, inside, instance, instead, internal, into, is, it, "
    "item, ive, just, keep, kind, know, lake, large, last, later, less, let, like, limit, little, located, "
    "location, long, look, looking, lot, machine, main, make, making, manage, managed, many, max, maximum, may, "
    "maybe, me, member, might, migrate, migration, mind, minimal, minimum, month, monthly, more, most, move, "
    "much, must, my, name, named, near, need, needed, needing, needs, new, next, nice, node, non, normal, note, "
    "nothing, now, of, off, offer, ok, okay, on, once, one, ongoing, only, onto, open, or, order, other, our, "
    "out, over, own, owned, owner, part, people, per, perform, place, plan, platform, please, plus, possible, "
    "possibly, preferably, prepare, probably, process, processing, project, promote, provide, provided, "
    "provision, provisioned, purpose, put, pyspark, quick, quickly, quite, rather, read, reading, ready, real, "
    "really, region, regular, request, require, required, requirement, requires, resource, right, roll, run, "
    "running, runs, s, same, save, scale, scope, second, see, serve, server, service, serving, set, setting, "
    "setup, several, shall, share, shared, should, simple, since, single, size, sized, small, so, solution, some, "
    "someone, something, soon, space, spark, spin, stand, standard, start, started, starting, still, store, such, "
    "support, supporting, sure, system, t, take, team, than, thank, thanks, that, the, their, them, then, there, "
    "these, they, thing, this, those, thx, time, to, today, together, tomorrow, tonight, too, tool, two, type, "
    "under, until, up, upgrade, upon, us, usd, use, used, user, using, usual, various, very, via, vm, w, want, "
    "wanted, wanting, wants, was, way, we, week, weekly, well, were, what, when, where, which, while, who, whole, "
    "will, with, within, work, worker, workflow, working, workload, workspace, would, write, year, yes, yet, you, "
    "your"
)
"""Words that carry no wish of their own."""

TEAM_WORDS = "team, squad, crew, tribe, department, dept, guild, division, équipe, equipe, equipo, abteilung"
ABBREVIATIONS = frozenset({"ml", "ai", "bi", "ds", "de", "etl", "ai-ml", "ml-ai"})
"""Teams named after a workload's abbreviation keep the word: `ML team` is `ml-team`."""

TRADES_IN_ING = frozenset(
    "accounting advertising banking billing consulting engineering logistics manufacturing marketing merchandising"
    " onboarding planning pricing purchasing sourcing staffing trading underwriting shipping controlling".split()
)
"""Names of departments that look like verbs, so `for pricing` is a team and `for storing` is not."""
