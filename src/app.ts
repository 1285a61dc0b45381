/** The application: all parts joined. It reads as a table of contents. */
import { createBot } from '#src/bot/bot.ts'
import { describeCommands } from '#src/bot/describe.ts'
import { loadCommands } from '#src/bot/registry.ts'
import { createTroubles } from '#src/bot/troubles.ts'
import { fontPaths } from '#src/charts/fonts.ts'
import type { ChartSpec } from '#src/charts/index.ts'
import { createLocalRenderer } from '#src/charts/local.ts'
import { createQuickChartRenderer } from '#src/charts/quickchart.ts'
import type { Renderer } from '#src/charts/renderer.ts'
import { createReads, type Reads } from '#src/health/reads.ts'
import type { Health } from '#src/health/server.ts'
import { createLooks, withLooks } from '#src/platforms/preview/looks.ts'
import { createPagePoster } from '#src/platforms/preview/poster.ts'
import { createPosts } from '#src/platforms/preview/posts.ts'
import { type Preview, startPreview } from '#src/platforms/preview/server.ts'
import { openStore } from '#src/store/open.ts'
import facts from '../package.json' with { type: 'json' }
import { isAlerting, openAlarms } from './app/alarms.ts'
import { commitOf } from './app/commit.ts'
import { type Market, openMarket, standingMarket } from './app/market.ts'
import type { Joined } from './app/joining.ts'
import { listening } from './app/listening.ts'
import { openDispatcher } from './app/dispatcher.ts'
import { joinPlatforms, joinSenders } from './app/platforms.ts'
import { createPosting } from './app/posting.ts'
import { readRecord } from './app/record.ts'
import { checkRole, type Role } from './app/role.ts'
import { createWatch, UNWATCHED } from './app/watch.ts'
import { toldIntake } from './cli/intake.ts'
import { type Clock, systemClock } from './clock.ts'
import { type Config, LIVE } from './config.ts'
import { createWords } from './i18n/words.ts'
import type { Log } from './log.ts'
import type { History } from './market/history.ts'
import { type OpenSource, SOURCES } from './sources/index.ts'
import type { Source } from './sources/source.ts'

export interface App {
  readonly config: Config
  readonly log: Log
  readonly clock: Clock
  /** Opens a dataset folder. */
  readonly openDataset: OpenSource
  /** What this process does of the whole. */
  readonly role: Role
  /** Draws charts. */
  readonly renderer: Renderer
  /** Counts what caches had. */
  readonly reads: Reads
  /** Lets go of everything. */
  close(): Promise<void>
}

/** A bot that answers on its page. */
export interface Serving {
  /** `http://127.0.0.1:8787`; undefined where the role has no page. */
  readonly address: string | undefined
  readonly data: { readonly kind: 'recorded' | 'simulated' | 'live'; readonly now: number }
  /** The chat platforms that are connected, or being connected. */
  readonly connected: readonly string[]
  /** Where health and figures are served; undefined where they are not. */
  readonly admin: string | undefined
  /** Lets running answers end, then lets go of page and store. */
  close(): Promise<void>
}

const COMMANDS = new URL('../commands/', import.meta.url)

/** Joins the parts; `replacements` stand in for parts in tests. */
export function createApp(config: Config, log: Log, replacements: Partial<App> = {}): App {
  const reads = createReads()
  const renderer = replacements.renderer ?? createRenderer(config, log, reads)
  return {
    config,
    log,
    clock: systemClock,
    openDataset: (location) => (location === LIVE ? recordSource(config) : SOURCES.dataset(location)),
    role: 'all',
    renderer,
    reads,
    close: () => renderer.close(),
    ...replacements,
  }
}

/** Opens history, store and commands, joins them into a bot, and serves its page. Throws what any of them throws. */
export async function serve({
  config,
  log,
  clock,
  role,
  openDataset,
  renderer,
  reads,
}: App): Promise<Serving> {
  checkRole(role, config)
  const [answers, delivers] = [role === 'all' || role === 'gateway', role === 'all' || role === 'worker']
  const startedAt = clock.now()
  const commit = config.commit ?? commitOf()
  const loading = config.data === LIVE ? undefined : openDataset(config.data).load()
  // Awaited below; until then a failure is nobody's surprise.
  loading?.catch(() => {})
  const commands = await loadCommands(COMMANDS)
  const loaded = await loading
  for (const line of loaded ? toldIntake(loaded, createWords('en', 'UTC', 0)) : []) log.warn(line)
  const dispatcher = await openDispatcher({ databaseUrl: config.databaseUrl, clock, log })
  const store = await openStore(config.home, config.databaseUrl, dispatcher.notify).catch(async (error) => {
    await dispatcher.close()
    throw error
  })
  const { memory, leases } = store
  // Other processes may do the same on this database.
  const isShared = config.databaseUrl !== undefined
  const { adminPort } = config
  const watch =
    adminPort === undefined
      ? UNWATCHED
      : createWatch({
          ...{ port: adminPort, version: facts.version, clock, store, caches: reads.list },
        })
  const market = loaded
    ? standingMarket(loaded.history)
    : await openMarket({
        ...{ sources: config.sources, record: store.record, clock, log, watch },
        collects: role === 'all' || role === 'collector',
        leases: isShared ? leases : undefined,
        standings: store.standings,
      })
  const joined: Joined[] = []
  let health: Health | undefined
  const { discord, telegram } = config
  const wanted = ([discord && 'discord', telegram && 'telegram'] as const).filter(
    (name) => name !== undefined,
  )
  const platforms = () =>
    wanted.map((name) => ({ name, state: joined.find((one) => one.name === name)?.state() ?? 'connecting' }))
  // Whoever collects tells its operators of suppliers, so it can post, too, where there is somebody to tell.
  const reaches = answers || delivers || isAlerting(config)
  try {
    const alarms = openAlarms({
      ...{ config, clock, log, memory, ledger: store.ledger, suppliers: market.suppliers },
      platforms: () => (reaches ? platforms() : []),
      poster: (platform) => posting.poster(platform),
      leases: isShared ? leases : undefined,
    })
    const posting = createPosting({
      store: { ...store, ledger: alarms.ledger(watch.ledger(store.ledger)) },
      dispatcher,
      delivers,
      history: market.history,
      prepared: market.prepared,
      clock,
      log,
      notify: createTroubles({
        ...{ memory, log, now: clock.now },
        revisions: (id) => store.schedules.revisions(id),
      }),
    })
    const looks = createLooks()
    const posts = createPosts(clock)
    const answering = createBot({
      commands,
      history: market.history,
      memory: withLooks(memory, looks),
      renderer,
      log,
      now: clock.now,
      desk: posting.desk,
      editions: posting.editions,
      correct: async (named) =>
        (await market.accept(named)) ? { kind: 'accepted' as const } : posting.correct(named),
      privacy: store.privacy,
      onRead: reads.counter('answers'),
      ...(market.fetchPrices && { fetchPrices: market.fetchPrices }),
      ...(config.owners && { owners: config.owners }),
      status: () => ({
        version: facts.version,
        commit,
        startedAt,
        now: clock.now(),
        platforms: [
          { name: 'preview', state: 'open' },
          ...joined.map(({ name, state }) => ({ name, state: state() })),
        ],
        ...suppliersOf(market.told()),
      }),
    })
    const bot = watch.bot(answering)
    health = await listening(
      watch.start({
        history: market.history,
        suppliers: market.suppliers,
        platforms: () => (answers || delivers ? platforms() : []),
      }),
      { name: 'ADMIN_PORT', host: '127.0.0.1', port: adminPort ?? 0, usual: 9464 },
    )
    const page: Parameters<typeof startPreview>[0] = {
      bot,
      describe: (language) => describeCommands(bot.commands, language),
      data: () => dataOf(market.history()),
      draw: (spec) => renderer.render(spec as ChartSpec),
      looks,
      posts,
      fonts: fontPaths(),
      log,
    }
    const preview = role === 'all' ? await listen(config, page) : undefined
    const draw = (spec: unknown) => renderer.render(spec as ChartSpec)
    if (preview) posting.connect(createPagePoster(posts))
    if (answers || delivers) posting.start(bot)
    market.start()
    const reaching = { config, bot, store, draw, clock, log, share: posting.share, isShared }
    const joining = answers
      ? joinPlatforms({ ...reaching, connect: posting.connect })
      : reaches
        ? joinSenders({ ...reaching, connect: posting.connect })
        : []
    const settled = await Promise.allSettled(joining)
    for (const one of settled) if (one.status === 'fulfilled') joined.push(one.value)
    alarms.start()
    const refused = settled.find((one) => one.status === 'rejected')
    if (refused) {
      await alarms.close()
      await posting.close()
      await Promise.all([preview?.close(), market.close(), ...joined.map((one) => one.close())])
      throw refused.reason
    }
    return {
      address: preview?.address,
      data: market.history(),
      connected: joined.map(({ name }) => name),
      admin: adminPort === undefined ? undefined : health.address,
      async close() {
        await alarms.close()
        await posting.close()
        await Promise.all([preview?.close(), market.close(), ...joined.map((one) => one.close())])
        // Last of all that listens: until then somebody may ask how it is doing.
        await health?.close()
        await dispatcher.close()
        await store.close()
      },
    }
  } catch (error) {
    await health?.close()
    await dispatcher.close()
    await store.close()
    throw error
  }
}

/** The record as it is now: for one briefing, while nothing collects. */
function recordSource(config: Config): Source {
  return {
    name: 'record',
    load: async () => ({
      history: await readRecord(config, systemClock.now()),
      refusals: [],
      files: [],
      notices: [],
    }),
  }
}

/** For `/sources` and `/status`. */
function suppliersOf({ suppliers, at }: ReturnType<Market['told']>) {
  return { suppliers, ...(at !== undefined && { suppliersAt: at }) }
}

function dataOf({ kind, name, now }: History) {
  return { kind, name, now }
}

/** Throws RequestError for an address that cannot be had. */
function listen(at: Config, parts: Parameters<typeof startPreview>[0]): Promise<Preview> {
  return listening(startPreview(parts, at), { name: 'PORT', host: at.host, port: at.port, usual: 8787 })
}

function createRenderer({ quickchartUrl }: Config, log: Log, reads: Reads): Renderer {
  const local = createLocalRenderer({
    onFallback: (reason) => log.warn(reason),
    onRead: reads.counter('charts'),
  })
  if (quickchartUrl === undefined) return local
  return createQuickChartRenderer({
    url: quickchartUrl,
    fallback: local,
    onFallback: (reason) => log.warn(reason),
  })
}
