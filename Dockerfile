# Builds with everything, runs with what the running program needs and nothing else, as a user without rights.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json ./
COPY server server
COPY models models
COPY routes routes
COPY templates templates
COPY test test
RUN npm run build && rm -rf dist/test && npm prune --omit=dev

FROM node:24-bookworm-slim
# The client of the database server, for backup and restore.
RUN apt-get update \
  && apt-get install -y --no-install-recommends mariadb-client \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node -m 700 /var/lib/suidai
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/var/lib/suidai
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/templates templates
COPY docs/guide docs/guide
USER node
VOLUME /var/lib/suidai
EXPOSE 3000
HEALTHCHECK --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The limit makes the collector work in time: a million rows are taken in within 512 MiB.
CMD ["node", "--max-old-space-size=1024", "dist/server/main.js"]
