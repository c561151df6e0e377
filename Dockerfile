# A small image: the static binary. It runs as nobody in particular.
#
#   docker build -t sqlite2pg .
#   docker run --rm -i sqlite2pg < dump.sql | psql -X -q app
#   docker run --rm -v "$PWD:/data:ro" sqlite2pg app.db | psql -X -q app
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go run ./internal/dist -binary -arch "$(go env GOARCH)" && mv dist/binary/*/sqlite2pg /sqlite2pg

FROM debian:bookworm-slim
COPY --from=build /sqlite2pg /usr/local/bin/sqlite2pg
USER 65534:65534
WORKDIR /data
ENTRYPOINT ["sqlite2pg"]
