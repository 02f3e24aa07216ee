# The command line of tendergraph, without a database: give it NEO4J_URI (see docs/how-to/docker.md).
FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements/ requirements/
RUN python -m venv /opt/tendergraph \
    && /opt/tendergraph/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements/runtime.txt
COPY pyproject.toml README.md LICENSE ./
COPY graph/ graph/
COPY cypher/ cypher/
COPY cli/ cli/
RUN /opt/tendergraph/bin/pip install --no-cache-dir --no-deps .

FROM python:3.13-slim
RUN useradd --create-home --uid 10001 tendergraph
COPY --from=build /opt/tendergraph /opt/tendergraph
ENV PATH=/opt/tendergraph/bin:$PATH
USER 10001
WORKDIR /data
ENTRYPOINT ["tendergraph"]
CMD ["--help"]
