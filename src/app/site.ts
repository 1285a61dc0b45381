/** The public site beside the bot: written by a process of its own after each freeze, served from its folder. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Edition } from '#src/briefing/edition.ts'
import { type Clock, pause } from '#src/clock.ts'
import { type Config, LIVE } from '#src/config.ts'
import type { Editions } from '#src/editions/freeze.ts'
import type { Log } from '#src/log.ts'
import type { Locale } from '#src/i18n/locale.ts'
import type { History } from '#src/market/history.ts'
import { lastWeekAt } from '#src/market/week.ts'
import { editionPath } from '#src/site/addresses.ts'
import { startSite } from '#src/site/server.ts'
import type { Store } from '#src/store/open.ts'
import type { App, Opened } from './context.ts'
import { listening } from './listening.ts'
import { createPublishing, type PublishingStore } from './publishing.ts'
import { type Run, runCommand, SHOWN } from './runcommand.ts'

export interface SiteParts {
  /** Another whenever an edition is frozen, by whichever process. */
  readonly version: () => Promise<string>
  /** By which several processes publish once. */
  readonly store: PublishingStore
  /** Runs a command in a folder; rejects with what it wrote where it fails. */
  readonly run?: Run
}

/** Milliseconds between two looks for new editions. */
const EVERY = 10_000
/** Milliseconds until what failed is tried again. */
const AGAIN = 60_000
/** Serves the site where the settings name a port, and publishes it where they name a command. Throws RequestError. */
export async function openSite(
  app: App,
  { version, store, run = runCommand }: SiteParts,
  opened: Opened,
): Promise<void> {
  const { config, clock, log } = app
  const { port, publish } = config.site
  if (port === undefined && publish === undefined) return
  const folder = siteFolder(config)
  if (port !== undefined) {
    const at = { name: 'SITE_PORT', host: config.host, port, usual: 8788 }
    const server = await listening(startSite({ folder, host: config.host, port }), at)
    opened.defer(() => server.close())
    log.info(`the site is at ${server.address}`)
  }
  const stopping = new AbortController()
  const writing = keepWritten({ config, clock, log, version, store, run, folder }, stopping.signal)
  opened.defer(async () => {
    stopping.abort()
    await writing
  })
}

/** Addresses of editions' pages: of weeks in UTC, which alone are published, and where the settings name the site. */
export function pageAddresses({ site }: Pick<Config, 'site'>) {
  const { address } = site
  if (address === undefined) return undefined
  return ({ week }: Pick<Edition, 'week'>, language: Locale) =>
    week.zone === 'UTC' ? `${address}${editionPath(language, week)}` : undefined
}

/** The page of the last week's edition: of a live market once it is frozen, of a dataset always. */
export function lastPageOf(
  config: Pick<Config, 'site' | 'data'>,
  history: () => History,
  editions: Pick<Editions, 'find'>,
): ((language: Locale) => Promise<string | undefined>) | undefined {
  const pageOf = pageAddresses(config)
  if (!pageOf) return undefined
  return async (language) => {
    const current = history()
    const week = lastWeekAt(current.now)
    const isThere = config.data !== LIVE || (await editions.find(current, week)) !== undefined
    return isThere ? pageOf({ week }, language) : undefined
  }
}

/** Another text for other editions: those of a live market are frozen as time goes by, a dataset's never change. */
export async function editionsVersion(
  config: Pick<Config, 'data'>,
  store: Pick<Store, 'editions' | 'desk'>,
): Promise<string> {
  if (config.data !== LIVE) return config.data
  const weeks = await store.editions.weeks({ data: { kind: 'live', name: LIVE }, zone: 'UTC' })
  const notes = await store.desk.publicNotes()
  return [...weeks.map(({ ids }) => ids.at(-1)), JSON.stringify(notes)].join(' ')
}

export function siteFolder({ home }: Pick<Config, 'home'>): string {
  return join(home, 'site')
}

interface Writing extends Required<SiteParts> {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  readonly folder: string
}

/**
 * Writes and publishes at the start and after each freeze, one after the other. A failure of either is logged, and tried
 * again with the next look.
 */
async function keepWritten(parts: Writing, stop: AbortSignal): Promise<void> {
  const { config, clock, log, version, run, folder } = parts
  const publish = createPublishing(parts, stop)
  let written: string | undefined
  let failedAt = Number.NEGATIVE_INFINITY
  while (!stop.aborted) {
    // A store that cannot be read now is read with the next look; what failed is tried again a minute later.
    const current = await version().catch(() => written)
    if (stop.aborted) return
    if (clock.now() - failedAt >= AGAIN && !(await isDone(current))) failedAt = clock.now()
    await pause(clock, EVERY, stop)
  }

  async function isDone(current: string | undefined): Promise<boolean> {
    if (current !== written) {
      if (!(await attempt('the site could not be written', () => run(commandOf(config, folder), stop))))
        return false
      written = current
    }
    return written === undefined || attempt('SITE_PUBLISH failed', publish)
  }

  async function attempt(failure: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      if (!stop.aborted) log.warn(`${failure}: ${String(error).slice(0, SHOWN)}`)
      return false
    }
  }
}

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))

function commandOf({ site }: Config, folder: string): [string, ...string[]] {
  const home = site.address === undefined ? [] : ['--home', site.address]
  return [process.execPath, '--disable-warning=ExperimentalWarning', MAIN, 'site', '--out', folder, ...home]
}
