/** The application: all parts joined. It reads as a table of contents. */
import type { Engine } from '#src/alerts/engine.ts'
import { createTroubles } from '#src/menus/notices/troubles.ts'
import type { ChartSpec } from '#src/charts/index.ts'
import { missingFaces } from '#src/charts/facefiles.ts'
import { createLocalRenderer } from '#src/charts/local.ts'
import { createQuickChartRenderer } from '#src/charts/quickchart.ts'
import type { Renderer } from '#src/charts/renderer.ts'
import { createReads, type Reads } from '#src/health/reads.ts'
import { openThreadedStore } from '#src/store/thread/open.ts'
import facts from '../package.json' with { type: 'json' }
import { openAdmin } from './app/admin.ts'
import { isAlerting, openAlarms } from './app/alarms.ts'
import { startAlerts } from './app/alerts.ts'
import { createAnswering } from './app/answering.ts'
import { commitOf } from './app/commit.ts'
import { type App, dutiesOf } from './app/context.ts'
import { openHistory } from './app/history.ts'
import { readInputs } from './app/inputs.ts'
import { createPage } from './app/page.ts'
import { createPlatforms } from './app/platforms.ts'
import { createPosting } from './app/posting.ts'
import { readRecord } from './app/record.ts'
import { replayedBot, replayPoster, spanOfReplay, startReplay } from './app/replay.ts'
import { checkRole } from './app/role.ts'
import { editionsVersion, openSite, pageAddresses } from './app/site.ts'
import { openStorage } from './app/storage.ts'
import { createWaiting, type Waiting } from './app/waiting.ts'
import type { Left } from './cli/start.ts'
import { systemClock } from './clock.ts'
import { type Config, LIVE } from './config.ts'
import type { Log } from './log.ts'
import { SOURCES } from './sources/index.ts'
import type { Source } from './sources/source.ts'

/** A bot that answers on its page. */
export interface Serving {
  /** `http://127.0.0.1:8787`; undefined where the role has no page. */
  readonly address: string | undefined
  readonly data: { readonly kind: 'recorded' | 'simulated' | 'live'; readonly now: number }
  /** Of a replay: where it begins and how fast it goes, and what it can be of; milliseconds since 1970. */
  readonly replay?: {
    readonly from: number
    readonly speed: number
    readonly first: number
    readonly last: number
  }
  /** The chat platforms that are connected, or being connected. */
  readonly connected: readonly string[]
  /** Where health and figures are served; undefined where they are not. */
  readonly admin: string | undefined
  /** Resolves where it cannot go on, with the reason: a platform does not take it any more. */
  readonly failed: Promise<Error>
  /** What is under way: answers, and posts. */
  left(): Left
  /** Lets running answers end, then lets go of page and store. */
  close(): Promise<void>
}

/** Joins the parts; `replacements` stand in for parts in tests. */
export function createApp(config: Config, log: Log, replacements: Partial<App> = {}): App {
  const reads = createReads()
  const renderer = replacements.renderer ?? createRenderer(config, log, reads)
  return {
    config,
    log,
    clock: systemClock,
    openDataset: (location) => (location === LIVE ? recordSource(config) : SOURCES.dataset(location)),
    openStore: openThreadedStore,
    role: 'all',
    renderer,
    reads,
    close: () => renderer.close(),
    ...replacements,
  }
}

/**
 * Opens the parts, joins them into a bot, and serves it. Throws what any of them throws, or the reason of `stop` when
 * that fires meanwhile, with all that was open closed again. Parts close in the reverse order of their opening.
 */
export async function serve(
  app: App,
  stop: AbortSignal = NEVER,
  waiting: Waiting = createWaiting(app, stop),
): Promise<Serving> {
  const { config, log, clock, role, replay } = app
  checkRole(role, config)
  const startedAt = clock.now()
  const commit = config.commit ?? commitOf()
  const { version } = facts
  const { answers, delivers, collects, hasPage, isShared } = dutiesOf(app)
  // A process that collects notifies operators of suppliers, so it can post, too, where there is somebody to notify.
  const reaches = answers || delivers || isAlerting(config)
  await using opened = new AsyncDisposableStack()

  const { commands, history } = await waiting.for(`the commands and ${config.data}`, readInputs(app))
  const { store, dispatcher } = await waiting.for('the store', openStorage(app, opened, stop))
  const leases = isShared ? store.leases : undefined
  const admin = openAdmin(app, { store, version }, opened)
  const market = await waiting.for(
    'the record',
    openHistory(app, { history, store, watch: admin.watch, collects, leases }, opened),
  )
  const platforms = createPlatforms(config)
  const alarms = openAlarms({
    ...{
      config,
      clock,
      log,
      memory: store.memory,
      ledger: store.ledger,
      suppliers: market.suppliers,
      leases,
    },
    platforms: () => (reaches ? platforms.wanted() : []),
    poster: (platform) => posting.poster(platform),
  })
  const posting = createPosting({
    ...{ pageOf: pageAddresses(config), alerts: config.alerts.on },
    ...{ dispatcher, delivers, history: market.history, prepared: market.prepared, clock, log, replay },
    store: { ...store, ledger: alarms.ledger(admin.watch.ledger(store.ledger)) },
    notices: (poster) =>
      createTroubles(
        {
          ...{ memory: store.memory, alerts: store.alerts, now: clock.now },
          revisions: (id) => store.schedules.revisions(id),
          approval: (schedule, fireAt) => store.desk.approval(schedule, fireAt),
          edition: (id) => posting.editions.get(id),
          flash: async (delivery) => {
            const post = await store.flashes.postOf(delivery)
            return post && (await posting.flashes.revisions(post.flash)).at(-1)?.edition
          },
        },
        poster,
      ),
  })
  let engine: Engine | undefined
  const page = createPage(app)
  const answering = createAnswering(app, {
    ...{ commands, store, market, posting, looks: page.looks, version, commit, startedAt },
    onLeftOut: admin.watch.leftOut,
    watched: () => engine?.last(),
    platforms: platforms.joined,
  })
  const bot = admin.watch.bot(replay ? replayedBot(answering, replay) : answering)
  const adminAddress = await admin.serve({
    history: market.history,
    suppliers: market.suppliers,
    collected: market.collected,
    platforms: () => (answers || delivers ? platforms.wanted() : []),
  })
  const address = hasPage
    ? await page.open({ bot, market, editions: posting.editions, store }, opened)
    : undefined
  if (hasPage) posting.connect(replay ? replayPoster(page.poster, market.history().kind) : page.poster)
  const draw = (spec: unknown) => app.renderer.render(spec as ChartSpec)
  const parts = { config, bot, store, draw, clock, log, share: posting.share, isShared }
  const joining = platforms.join({ ...parts, connect: posting.connect, answers, reaches }, opened)
  // Handled where it is awaited below.
  joining.catch(() => {})
  opened.defer(() => posting.close())
  if (answers || delivers) posting.start(bot)
  if (collects) await openSite(app, { version: () => editionsVersion(config, store), store }, opened)
  market.start()
  if (collects && config.alerts.on && (market.minutePrices || market.observe)) {
    engine = startAlerts({
      ...{ config: config.alerts, store, market, clock, log, isShared, watch: admin.watch, replay },
      onGathered: posting.wake,
    })
    opened.defer(engine.close)
  }
  opened.defer(() => alarms.close())
  await waiting.for(
    platforms
      .wanted()
      .map(({ name }) => name)
      .join(' and '),
    joining,
  )
  alarms.start()
  if (replay) startReplay(replay, { record: history, posting, log }, opened)

  const running = opened.move()
  return {
    address,
    data: market.history(),
    ...(replay && history && { replay: { ...replay.asked, ...spanOfReplay(history) } }),
    connected: platforms.joined().map(({ name }) => name),
    admin: adminAddress,
    failed: platforms.failed,
    left: () => ({ answers: platforms.running(), posts: posting.running() }),
    close: () => running.disposeAsync(),
  }
}

const NEVER = new AbortController().signal

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

function createRenderer({ quickchartUrl }: Config, log: Log, reads: Reads): Renderer {
  const local = createLocalRenderer({
    onFallback: (reason) => log.warn(reason),
    onRead: reads.counter('charts'),
  })
  const absent = missingFaces()
  if (absent.length > 0) {
    log.info(`charts draw ids in place of names in some scripts: ${absent.join(', ')} not installed`)
  }
  if (quickchartUrl === undefined) return local
  return createQuickChartRenderer({
    url: quickchartUrl,
    fallback: local,
    onFallback: (reason) => log.warn(reason),
  })
}
