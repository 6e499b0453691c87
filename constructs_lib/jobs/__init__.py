"""What runs by itself, and the code it runs: jobs, pipelines, Git folders, notebooks."""
