# The mock receiver with its page: docker run --rm -p 127.0.0.1:4400:4400 <image>
# The relay: docker build --target relay . (docs/guides/relay.md)
FROM node:22-alpine AS build
WORKDIR /build
COPY . .
# The build needs no package's install script, and the tests' runtimes (Deno, workerd) have none for musl.
RUN npm ci --ignore-scripts --no-audit --no-fund && npm run build && npm pack --pack-destination /tmp

FROM node:22-alpine AS package
WORKDIR /app
COPY --from=build /tmp/maxun-webhooks-*.tgz /tmp/
RUN npm install --omit=dev --omit=optional --omit=peer --no-audit --no-fund /tmp/maxun-webhooks-*.tgz && rm /tmp/*.tgz \
  && mkdir /data && chown node:node /data

FROM package AS relay
# For a store in Postgres.
RUN npm install --no-audit --no-fund pg@8 pg-boss@~12.38
USER node
VOLUME /data
EXPOSE 4500
ENV MAXUN_RELAY_STORE=/data
HEALTHCHECK --interval=10s --timeout=6s --start-period=10s \
  CMD wget -q -O /dev/null "http://127.0.0.1:${PORT:-4500}/readyz"
ENTRYPOINT ["node_modules/.bin/maxun-webhooks", "relay", "--host", "0.0.0.0"]

FROM package
USER node
# For --store /data/deliveries.db: a volume that is mounted here takes over the folder's owner.
VOLUME /data
EXPOSE 4400
# The health route answers this machine only, and the container is one.
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s \
  CMD wget -q -O /dev/null "http://127.0.0.1:${PORT:-4400}/__mock/health"
# Docker's networks lie in this block: publish the port on 127.0.0.1 alone, as above.
ENTRYPOINT ["node_modules/.bin/maxun-webhooks", "mock", "--host", "0.0.0.0", \
  "--control-from", "172.16.0.0/12"]
