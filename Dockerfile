# One container: the bot, its sentences, the sample, two font files. No compiler, no development packages, no root.
FROM node:26-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts \
  # Of the font's nine weights two are drawn; the rest would be 38 MB of nothing.
  && find node_modules/@expo-google-fonts/noto-sans-jp -name '*.ttf' \
     ! -path '*/400Regular/*' ! -path '*/700Bold/*' -delete

FROM node:26-slim
ENV NODE_ENV=production KAWARABAN_HOME=/var/lib/kawaraban
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
ENTRYPOINT ["node", "src/main.ts"]
CMD ["start"]
