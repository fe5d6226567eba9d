# The server as an image. Redis is not in it: it must outlive the container, so REDIS_URL names one.
#
#   docker build -t yunting .
#   docker run -p 8080:8080 -v yunting:/data -e REDIS_URL=redis://… -e YUNTING_JWKS_URL=https://… yunting

FROM node:24-slim AS packages
WORKDIR /app
# Only what decides the packages, so that a change of the sources does not install them again.
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24-slim AS pages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json ./
COPY web web
COPY src src
RUN npm run build

FROM node:24-slim
# Behind the port mapping of a container, the loopback address could not be reached from outside. Beyond it the
# server starts only with keys to check tokens with: YUNTING_JWKS_URL or YUNTING_TOKEN_SECRET.
ENV NODE_ENV=production \
    YUNTING_HOST=0.0.0.0 \
    YUNTING_METRICS_HOST=0.0.0.0 \
    YUNTING_DATA_DIR=/data
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=pages /app/dist/web dist/web
COPY package.json ./
COPY config config
COPY src src
# Secrets that the server makes for itself are kept here; nothing else of the image can be written by it.
RUN install --directory --owner=node --mode=700 /data
VOLUME /data
USER node
EXPOSE 8080 9464
# The image has no curl. /readyz and not /healthz: without its journal the server takes no work.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.YUNTING_PORT || 8080}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself and not npm: npm would take the signals that end the server in good order.
# As `npm start` does: most of what a life allocates is dead before a larger young generation is full.
CMD ["node", "--max-semi-space-size=64", "src/main.ts", "serve"]
