/** The public site beside the bot: written by a process of its own after each freeze, served from its folder. */
import { spawn } from 'node:child_process'
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
import type { App, Opened } from './context.ts'
import { listening } from './listening.ts'

export interface SiteParts {
  /** Rises whenever an edition is frozen. */
  readonly version: () => number
  /** Runs a command in a folder; rejects with what it wrote where it fails. */
  readonly run?: Run
}

export type Run = (
  command: readonly [string, ...string[]],
  stop: AbortSignal,
  folder?: string,
) => Promise<void>

/** Milliseconds between two looks for new editions. */
const EVERY = 60_000
/** Characters of a failure that are logged. */
const SHOWN = 400

/** Serves the site where the settings name a port, and publishes it where they name a command. Throws RequestError. */
export async function openSite(
  app: App,
  { version, run = runCommand }: SiteParts,
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
  const writing = keepWritten({ config, clock, log, version, run, folder }, stopping.signal)
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
async function keepWritten(
  { config, clock, log, version, run, folder }: Writing,
  stop: AbortSignal,
): Promise<void> {
  const { publish } = config.site
  let written: number | undefined
  let published: number | undefined
  while (!stop.aborted) {
    const current = version()
    const isWritten =
      current === written ||
      (await attempt('the site could not be written', () => run(commandOf(config, folder), stop)))
    if (isWritten) written = current
    const isDue = publish !== undefined && isWritten && current !== published
    if (isDue && (await attempt('SITE_PUBLISH failed', () => run(['/bin/sh', '-c', publish], stop, folder))))
      published = current
    await pause(clock, EVERY, stop)
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

/** In a process of its own, so that answers never wait for it; ended with this one. */
function runCommand(
  [file, ...args]: readonly [string, ...string[]],
  stop: AbortSignal,
  folder?: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      signal: stop,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(folder !== undefined && { cwd: folder }),
    })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-SHOWN)
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      if (code === 0) resolve()
      else reject(new Error(`${signal ?? `exit code ${code}`}: ${said.trim()}`))
    })
  })
}
