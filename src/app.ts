/** The application: all parts joined. It reads as a table of contents. */
import { createBot } from '#src/bot/bot.ts'
import { describeCommands } from '#src/bot/describe.ts'
import { loadCommands } from '#src/bot/registry.ts'
import { fontPaths } from '#src/charts/fonts.ts'
import type { ChartSpec } from '#src/charts/index.ts'
import { createLocalRenderer } from '#src/charts/local.ts'
import { createQuickChartRenderer } from '#src/charts/quickchart.ts'
import type { Renderer } from '#src/charts/renderer.ts'
import type { Memory } from '#src/chat/memory.ts'
import type { Request } from '#src/chat/request.ts'
import { createWords } from '#src/i18n/words.ts'
import type { Discord, DiscordParts } from '#src/platforms/discord/connection.ts'
import { discordCommands } from '#src/platforms/discord/definitions.ts'
import { createLooks, withLooks } from '#src/platforms/preview/looks.ts'
import { type Preview, startPreview } from '#src/platforms/preview/server.ts'
import { openStore } from '#src/store/open.ts'
import facts from '../package.json' with { type: 'json' }
import { systemClock, within } from './clock.ts'
import type { Config } from './config.ts'
import { ConfigError, RequestError } from './errors.ts'
import type { Log } from './log.ts'
import { type OpenSource, SOURCES } from './sources/index.ts'

export interface App {
  readonly config: Config
  readonly log: Log
  /** Opens a dataset folder. */
  readonly openDataset: OpenSource
  /** Draws charts. */
  readonly renderer: Renderer
  /** Lets go of everything. */
  close(): Promise<void>
}

/** A bot that answers on its page. */
export interface Serving {
  /** `http://127.0.0.1:8787`. */
  readonly address: string
  readonly data: { readonly kind: 'recorded' | 'simulated' | 'live'; readonly now: number }
  /** Lets running answers end, then lets go of page and store. */
  close(): Promise<void>
}

const COMMANDS = new URL('../commands/', import.meta.url)

/** Joins the parts; `replacements` stand in for parts in tests. */
export function createApp(config: Config, log: Log, replacements: Partial<App> = {}): App {
  const renderer = replacements.renderer ?? createRenderer(config, log)
  return {
    config,
    log,
    openDataset: SOURCES.dataset,
    renderer,
    close: () => renderer.close(),
    ...replacements,
  }
}

/** Opens history, store and commands, joins them into a bot, and serves its page. Throws what any of them throws. */
export async function serve({ config, log, openDataset, renderer }: App): Promise<Serving> {
  const startedAt = systemClock.now()
  const loading = openDataset(config.data).load()
  // Awaited below; until then a failure is nobody's surprise.
  loading.catch(() => {})
  const commands = await loadCommands(COMMANDS)
  const { history, refusals } = await loading
  if (refusals.length > 0)
    log.warn(`${config.data}: ${refusals.length} rows were refused; npm run brief names them`)
  const store = await openStore(config.home, config.databaseUrl)
  const { memory } = store
  let discord: Joined | undefined
  try {
    // Buttons that nobody has touched for 90 days say that they have expired: their records need not pile up.
    await memory.forgetOldActions(systemClock.now())
    const looks = createLooks()
    const bot = createBot({
      commands,
      history: () => history,
      memory: withLooks(memory, looks),
      renderer,
      log,
      now: systemClock.now,
      status: () => ({
        version: facts.version,
        startedAt,
        now: systemClock.now(),
        platforms: [
          { name: 'preview', state: 'open' },
          ...(discord ? [{ name: 'discord', state: discord.state() }] : []),
        ],
      }),
    })
    const preview = await listen(config, {
      bot,
      describe: (language) => describeCommands(bot.commands, language),
      data: () => ({ kind: history.kind, name: history.name, now: history.now }),
      draw: (spec) => renderer.render(spec as ChartSpec),
      looks,
      fonts: fontPaths(),
      log,
    })
    if (config.discord) {
      try {
        discord = await joinDiscord({
          settings: config.discord,
          bot,
          commands: discordCommands(bot.commands, bothLanguages(), ['oi', 'vol']),
          draw: (spec) => renderer.render(spec as ChartSpec),
          clock: systemClock,
          log,
          prefersPrivate: (request) => prefersPrivate(memory, request),
        })
      } catch (error) {
        await preview.close()
        throw error
      }
    }
    return {
      address: preview.address,
      data: history,
      async close() {
        await Promise.all([preview.close(), discord?.close()])
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

interface Joined {
  state(): string
  close(): Promise<void>
}

/** Milliseconds that starting waits for Discord; where it is out of reach then, joining goes on beside the rest. */
const DISCORD_FIRST = 10_000

/** Throws ConfigError where Discord refuses the settings. Its library is only loaded here, being half of the program. */
async function joinDiscord(parts: DiscordParts): Promise<Joined> {
  const { startDiscord } = await import('#src/platforms/discord/connection.ts')
  const stop = new AbortController()
  let joined: Discord | undefined
  let [failed, late] = [false, false]
  const joining = startDiscord({ ...parts, signal: stop.signal }).then((discord) => {
    joined = discord
    return discord
  })
  joining.catch((error: unknown) => {
    failed = true
    // Before that, it is told to whoever started the program.
    if (late) parts.log.warn(error instanceof ConfigError ? error.message : 'Discord was not joined')
  })
  await within(systemClock, DISCORD_FIRST, joining)
  late = true
  return {
    state: () => joined?.state() ?? (failed ? 'refused' : 'connecting'),
    async close() {
      stop.abort()
      const discord = joined ?? (await joining.catch(() => undefined))
      await discord?.close()
    },
  }
}

function bothLanguages() {
  return { en: createWords('en', 'UTC', 0), ja: createWords('ja', 'UTC', 0) }
}

/** As the chat says, else as its community does; nobody is answered privately unasked. */
async function prefersPrivate(memory: Memory, { chat, community }: Request): Promise<boolean> {
  const [own, shared] = await Promise.all([
    memory.settings(chat),
    community === undefined ? undefined : memory.settings(community),
  ])
  return own.private ?? shared?.private ?? false
}

/** Throws RequestError for an address that cannot be had. */
async function listen(at: Config, parts: Parameters<typeof startPreview>[0]): Promise<Preview> {
  try {
    return await startPreview(parts, at)
  } catch (error) {
    const key = LISTENING[(error as NodeJS.ErrnoException).code ?? '']
    if (key === undefined) throw error
    const [port, other] = [String(at.port), String(at.port < 65_535 ? at.port + 1 : 8787)]
    throw new RequestError(key, { host: at.host, port, other })
  }
}

/** The system's code for what went wrong, and the sentence that says what to do. */
const LISTENING: Readonly<Record<string, string>> = {
  EADDRINUSE: 'start.portInUse',
  EACCES: 'start.portDenied',
  EADDRNOTAVAIL: 'start.badHost',
  ENOTFOUND: 'start.badHost',
  EAI_AGAIN: 'start.badHost',
}

function createRenderer({ quickchartUrl }: Config, log: Log): Renderer {
  const local = createLocalRenderer({ onFallback: (reason) => log.warn(reason) })
  if (quickchartUrl === undefined) return local
  return createQuickChartRenderer({
    url: quickchartUrl,
    fallback: local,
    onFallback: (reason) => log.warn(reason),
  })
}
