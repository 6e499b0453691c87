"""Rehearsal: real Terraform, real plans and states, on a simulated Azure and Databricks.

A platform is planned, applied, broken and rolled back offline and without an account. Terraform
itself is the real one; what is simulated are its two providers, azurerm 4.55.0 and databricks 1.99.0:

    terraform ──plugin protocol 6──► provider/   one process a provider, started by Terraform
                                        │  answers from
                                        ├─ schemas/   what a type looks like, out of the installed bindings
                                        ├─ overlay/   what no schema says: ids, defaults, replacement, checks
                                        └─ cloud.py   the objects, faults and operations, one SQLite file

Nothing is written for one type alone: a type is a line in `schemas/types.txt` (then
`python -m rehearsal.schemas.extract`) and, where it has rules of its own, a table in a file of
`overlay/azurerm/` or `overlay/databricks/` (one an entity: network, storage, unity_catalog ...).
Without one it still gets an id, a parent and a unique name. An echo would be no rehearsal, so the
cloud refuses what the real one would: a name that is taken, a subnet outside its network, a secret's
scope that is not there, a host that is no workspace; and it keeps what is locked or used.

`environment.prepare(home)` makes the folder that Terraform is pointed at. `cloud.Cloud(path)` is what
came of it; `show.render(cloud)` draws it; `faults.Fault` says what shall go wrong, and when
(`overlay/errors.toml` in whose words); `drift` changes things behind Terraform's back.

Where to read on: `provider/service.py` has the calls Terraform makes, `provider/planning.py` the plan,
`provider/operations.py` the cloud's part, `provider/relations.py` what objects have to do with one another.
"""
