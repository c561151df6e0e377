# A small image: the static binary and sqlite3. It does not run as root.
#
#   docker build -t sqlite2pg .
#   docker run --rm -i sqlite2pg < dump.sql | psql -X -q app
#   docker run --rm -u "$(id -u)" -v "$PWD:/data:ro" sqlite2pg app.db | psql -X -q app
#   docker run --rm -u "$(id -u)" -v "$PWD:/data:ro" --entrypoint sqlite3 sqlite2pg app.db .dump
#
# -u is for a file that only you may read.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go run ./internal/dist -binary -arch "$(go env GOARCH)" && mv dist/binary/*/sqlite2pg /sqlite2pg

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends sqlite3 && apt-get clean && rm -rf /var/lib/apt/lists/*
COPY --from=build /sqlite2pg /usr/local/bin/sqlite2pg
USER 65534:65534
WORKDIR /data
ENTRYPOINT ["sqlite2pg"]
