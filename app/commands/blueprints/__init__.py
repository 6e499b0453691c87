"""`lakemason blueprints`: what there is to build, one verb a file."""
