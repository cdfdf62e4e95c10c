# The bot, with the command beside it. docs/install.md says how to use it; compose.yaml has a PostgreSQL to go with it.
FROM node:24-bookworm-slim

WORKDIR /app
RUN npm install --global pnpm@11.28.11

# What is installed changes less often than what is written: a layer of its own.
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml .npmrc ./
COPY packages/core/package.json packages/core/
COPY packages/slack-bot/package.json packages/slack-bot/
COPY packages/vscode-ext/package.json packages/vscode-ext/
RUN pnpm install --frozen-lockfile --prod --filter @clientele/core --filter @clientele/slack-bot

COPY packages/core/src packages/core/src
COPY packages/slack-bot/src packages/slack-bot/src
COPY examples examples
COPY scripts/clientele.sh /usr/local/bin/clientele

# A user without rights; the project's folder must be theirs to write .clientele/ into.
RUN mkdir /project && chown node:node /project
USER node
WORKDIR /project
ENV NODE_ENV=production CLIENTELE_PROJECT=/project HOST=0.0.0.0 PORT=3000
VOLUME /project
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--conditions=source", "--disable-warning=ExperimentalWarning", "/app/packages/slack-bot/src/start.ts"]
CMD ["--no-workspace"]
