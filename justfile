# The habits of this project; `just` lists them.

bin := justfile_directory() / ".venv/bin"

default:
    @just --list

# Set up for development.
setup:
    python3 bootstrap.py setup
    {{bin}}/uv pip install --quiet --require-hashes -r requirements/dev.txt

# Every check and test, as CI runs them.
test:
    python3 bootstrap.py test

# Style, types and the direction of imports.
lint:
    {{bin}}/ruff check .
    {{bin}}/ruff format --check .
    {{bin}}/mypy
    {{bin}}/lint-imports

# Make the generated pages of docs/ again, and build the site into site/.
docs:
    {{bin}}/python docs/make.py
    {{bin}}/mkdocs build --strict --quiet

# Run every command that README and docs print, and write their outputs anew.
printed:
    {{bin}}/python tests/documented.py

# Start-up times, against Python itself in the same run.
bench:
    {{bin}}/python benchmarks/startup.py

# Load the example releases into a home of their own and take a tour.
demo:
    {{bin}}/tendergraph demo

# Make the locks of Python packages again, from pyproject.toml.
lock:
    echo uv | {{bin}}/uv pip compile - {{lock_options}} -o requirements/installer.txt
    printf "hatchling>=1.27\neditables>=0.5\n" | {{bin}}/uv pip compile pyproject.toml - {{lock_options}} --extra local -o requirements/runtime.txt
    {{bin}}/uv pip compile pyproject.toml {{lock_options}} --all-extras --group dev --group docs -c requirements/runtime.txt -o requirements/dev.txt

lock_options := "--quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate"

# Make the lock of a version of Neo4j, such as `just relock 5.26.30`.
relock version:
    {{bin}}/python -m graph.server.relock {{version}}
