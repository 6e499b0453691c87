#!/bin/sh
# The main job from end to end, on the simulated cloud. Works in .lakemason/demo and leaves platforms/ alone.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
demo="$root/.lakemason/demo"
rm -rf "$demo"
mkdir -p "$demo"
cp "$root/cdktf.json" "$demo/"
cd "$demo"
PATH="$root/.venv/bin:$PATH"
unset LAKEMASON_HOME LAKEMASON_REHEARSAL

run() {
    printf '\n$ lakemason'
    for word in "$@"; do
        case $word in *' '*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '\n'
    lakemason "$@"
}

run plan "I need Databricks for ML team in dev environment" --save
run synth
run deploy ml-team-ml-dev --rehearse --yes
run rehearsal show
run status --rehearse
run destroy ml-team-ml-dev --rehearse --yes
run rehearsal show
