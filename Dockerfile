# One container: the bot, its sentences, the sample, six font files. No compiler, no development packages, no root;
# it writes nowhere but to KAWARABAN_HOME, so the rest may be mounted read-only.
# buildah and podman keep the health check only with --format docker.
# npm run image builds and runs this file; where no engine can, scripts/image/steps.ts walks these steps: keep both alike.
FROM node:26.10.0-slim AS packages
# docker build --build-arg NAME_FONTS=out: 18 MB less, and coins with Chinese, Hangul, Arabic or emoji names by their ids.
ARG NAME_FONTS=in
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts \
  # A package names the compiler as an optional peer, so npm leaves it in: nothing here compiles.
  && rm -rf node_modules/typescript node_modules/@typescript node_modules/.bin/tsc \
  # Of the charts' own font two weights are drawn, of the others one; the rest would be 174 MB of nothing.
  && find node_modules/@expo-google-fonts -name '*.ttf*' \
     ! -path '*/400Regular/*.ttf' ! -path '*/noto-sans-jp/700Bold/*.ttf' -delete \
  && if [ "$NAME_FONTS" = out ]; then \
     find node_modules/@expo-google-fonts -name '*.ttf' ! -path '*/noto-sans-jp/*' -delete; fi

FROM node:26.10.0-slim
# docker build --build-arg GIT_COMMIT=$(git rev-parse HEAD): what /status names.
ARG GIT_COMMIT=
ENV NODE_ENV=production KAWARABAN_HOME=/var/lib/kawaraban ADMIN_PORT=9464 LOG_FORMAT=json GIT_COMMIT=$GIT_COMMIT
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY locales ./locales
COPY data/sample ./data/sample
COPY commands ./commands
COPY src ./src
RUN mkdir -p /var/lib/kawaraban && chown node:node /var/lib/kawaraban
USER node
VOLUME /var/lib/kawaraban
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.ADMIN_PORT+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
STOPSIGNAL SIGTERM
# Young objects in 8 MB halves instead of 32: what the start leaves behind is given back, 45 MB of it.
ENTRYPOINT ["node", "--disable-warning=ExperimentalWarning", "--max-semi-space-size=8", "src/main.ts"]
CMD ["start"]
