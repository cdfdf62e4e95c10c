#!/bin/sh
# The command in the container: docker compose exec bot clientele run --publish
exec node --conditions=source --disable-warning=ExperimentalWarning /app/packages/core/src/cli/main.ts "$@"
