# One home per container: mount it at /home/acme. The root file system can be read-only; /tmp has to be writable.
FROM node:20.20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
# Bundles the program once, for the root file system may be read-only later.
RUN ["node", "start.js", "pipelines/cli.ts", "--help"]
USER node
HEALTHCHECK --interval=5m --timeout=30s CMD ["node", "start.js", "pipelines/cli.ts", "status", "--home", "/home/acme"]
ENTRYPOINT ["node", "start.js", "pipelines/cli.ts"]
CMD ["schedule", "--home", "/home/acme"]
