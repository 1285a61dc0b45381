/** Settings: the environment read once, checked whole, and handed on as plain data. */
import { isIP } from 'node:net'
import {
  type DiscordConfig,
  isHttpUrl,
  readDiscord,
  readOwners,
  readAlertChats,
  readTelegram,
  type TelegramConfig,
  CHAT_SETTINGS,
} from './config/chats.ts'
import { ALERT_SETTINGS, type AlertsConfig, readAlerts } from './config/alerts.ts'
import { passwordsIn } from './config/passwords.ts'
import { withFiles } from './config/secretfiles.ts'
import { readSources, SOURCE_SETTINGS, type SourcesConfig } from './config/sources.ts'
import { readSite, SITE_SETTINGS, type SiteConfig } from './config/site.ts'
import { type UnknownSetting, unknownSettings } from './config/unknown.ts'
import { ConfigError, type SettingProblem } from './errors.ts'
import { LOG_LEVELS, type LogLevel } from './log.ts'
import type { Setting } from './config/setting.ts'

export interface Config {
  /** The dataset folder that is read where no other is asked for, or LIVE. */
  readonly data: string
  /** The folder of what the bot remembers. */
  readonly home: string
  /** The PostgreSQL database that the bot keeps what it remembers in; undefined is a file in `home`. */
  readonly databaseUrl: string | undefined
  /** A QuickChart server to draw charts with; undefined draws them in process. */
  readonly quickchartUrl: string | undefined
  /** Where the preview page listens. */
  readonly host: string
  readonly port: number
  /** How to connect to Discord; undefined leaves it alone. */
  readonly discord: DiscordConfig | undefined
  /** How to connect to Telegram; undefined leaves it alone. */
  readonly telegram: TelegramConfig | undefined
  /** Which exchanges and data services to ask, and how. */
  readonly sources: SourcesConfig
  /** Who runs the bot: `discord:<user>`, `telegram:<user>`. */
  readonly owners?: readonly string[]
  /** Chats that are notified of trouble, beside the operators: `discord:<channel>`, `telegram:<chat>`. */
  readonly alertChats?: readonly string[]
  /** Members' and chats' own alerts. */
  readonly alerts: AlertsConfig
  /** The commit that runs, in full or in part; undefined where it is not known. */
  readonly commit?: string | undefined
  readonly logFormat: 'text' | 'json'
  /** The least that is written to the log. */
  readonly logLevel: LogLevel
  /** Where health and figures are served to the operator; undefined serves them nowhere. */
  readonly adminPort: number | undefined
  /** The public site: where it is served, found, and sent to. */
  readonly site: SiteConfig
  /** The values of all secret settings: what may stand in no log. */
  readonly secrets: readonly string[]
  /** What is set under a name like ours and is no setting. */
  readonly unknown: readonly UnknownSetting[]
}

/** Every setting there is. The README's table is held against this one by a test. */
export const SETTINGS: readonly Setting[] = [
  {
    name: 'KAWARABAN_DATA',
    meaning:
      'What to read: `live` (the market, collected while the bot runs), `sample`, or a dataset folder; `live` where a platform has a token',
    example: 'live',
    default: 'sample',
  },
  {
    name: 'KAWARABAN_HOME',
    meaning: 'The folder where the bot keeps what it remembers; made where it is missing',
    example: '/var/lib/kawaraban',
    default: '.kawaraban',
  },
  {
    name: 'DATABASE_URL',
    meaning: 'A PostgreSQL database for what the bot remembers, instead of a file in its folder',
    example: 'postgresql://kawaraban@127.0.0.1/kawaraban',
    default: '',
    secret: true,
  },
  {
    name: 'QUICKCHART_URL',
    meaning: 'A QuickChart server that draws the charts it can; without one they are drawn in process',
    example: 'http://127.0.0.1:3400',
    default: '',
  },
  {
    name: 'HOST',
    meaning: 'The address the preview page listens on; any but a loopback one opens it to the network',
    example: '0.0.0.0',
    default: '127.0.0.1',
  },
  {
    name: 'PORT',
    meaning: 'The port of the preview page; 0 takes a free one',
    example: '8788',
    default: '8787',
  },
  ...CHAT_SETTINGS,
  {
    name: 'GIT_COMMIT',
    meaning: 'The commit that `/status` names; without it the one of the folder `.git`, where there is one',
    example: '8e42e394c1d0',
    default: '',
  },
  {
    name: 'LOG_FORMAT',
    meaning: '`text` for people, `json` for one object a line',
    example: 'json',
    default: 'text',
  },
  {
    name: 'LOG_LEVEL',
    meaning: 'The least that is written to the log: `info`, `warn`, or `error`',
    example: 'warn',
    default: 'info',
  },
  {
    name: 'ADMIN_PORT',
    meaning:
      'A port of 127.0.0.1 for `/healthz`, `/readyz` and Prometheus `/metrics`; without one there are none',
    example: '9464',
    default: '',
  },
  ...ALERT_SETTINGS,
  ...SITE_SETTINGS,
  ...SOURCE_SETTINGS,
]

/** The setting for the market as it is; anything else is a folder. */
export const LIVE = 'live'

export type Environment = Readonly<Record<string, string | undefined>>

/** The environment of this process: read here and nowhere else. */
export const environment: Environment = process.env

/** Whatever the machine's zone: node-cron rounds in local time, and would spin through an hour that comes twice. */
export function reckonInUtc(): void {
  process.env.TZ = 'UTC'
}

/** Reads the settings. Throws ConfigError that lists every problem at once. */
export function readConfig(from: Environment = environment): Config {
  const problems: SettingProblem[] = []
  const given = withFiles(SETTINGS, from, problems)
  const text = (name: string) => given[name]?.trim() || undefined
  const quickchartUrl = text('QUICKCHART_URL')
  if (quickchartUrl !== undefined && !isHttpUrl(quickchartUrl)) {
    problems.push({
      name: 'QUICKCHART_URL',
      problem: 'is not an http or https address',
      example: exampleOf('QUICKCHART_URL'),
    })
  }
  const databaseUrl = text('DATABASE_URL')
  if (databaseUrl !== undefined && !(URL.canParse(databaseUrl) && /^postgres(ql)?:/i.test(databaseUrl))) {
    problems.push({
      name: 'DATABASE_URL',
      problem: 'is not the address of a PostgreSQL database',
      example: exampleOf('DATABASE_URL'),
    })
  }
  const host = text('HOST') ?? '127.0.0.1'
  if (isIP(host) === 0 && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host)) {
    problems.push({
      name: 'HOST',
      problem: 'is neither an address nor the name of a machine',
      example: exampleOf('HOST'),
    })
  }
  const port = text('PORT') ?? '8787'
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    problems.push({ name: 'PORT', problem: 'is no whole number from 0 to 65535', example: exampleOf('PORT') })
  }
  const logFormat = text('LOG_FORMAT') ?? 'text'
  if (logFormat !== 'text' && logFormat !== 'json') {
    problems.push({
      name: 'LOG_FORMAT',
      problem: 'is neither text nor json',
      example: exampleOf('LOG_FORMAT'),
    })
  }
  const level = text('LOG_LEVEL')?.toLowerCase() ?? 'info'
  const logLevel = LOG_LEVELS.find((one) => one === level)
  if (logLevel === undefined) {
    problems.push({
      name: 'LOG_LEVEL',
      problem: `is none of ${LOG_LEVELS.join(', ')}`,
      example: exampleOf('LOG_LEVEL'),
    })
  }
  const adminPort = text('ADMIN_PORT')
  if (adminPort !== undefined && (!/^\d{1,5}$/.test(adminPort) || Number(adminPort) > 65_535)) {
    problems.push({
      name: 'ADMIN_PORT',
      problem: 'is no whole number from 0 to 65535',
      example: exampleOf('ADMIN_PORT'),
    })
  }
  const problem = (name: string, what: string) =>
    problems.push({ name, problem: what, example: exampleOf(name) })
  const discord = readDiscord(text, problem)
  const telegram = readTelegram(text, problem)
  const sources = readSources(text, problem)
  const site = readSite(text, problem)
  const alerts = readAlerts(text, problem)
  const owners = readOwners(text, problem)
  const alertChats = readAlertChats(text, problem)
  const commit = text('GIT_COMMIT')
  if (commit !== undefined && !/^[0-9a-f]{7,64}$/.test(commit)) {
    problem('GIT_COMMIT', 'is no commit: 7 to 64 of 0-9 and a-f')
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return {
    data: dataOf(text('KAWARABAN_DATA') ?? (discord || telegram ? LIVE : 'sample')),
    home: text('KAWARABAN_HOME') ?? '.kawaraban',
    databaseUrl,
    quickchartUrl,
    host,
    port: Number(port),
    discord,
    telegram,
    sources,
    alerts,
    site,
    ...(owners.length > 0 && { owners }),
    ...(alertChats.length > 0 && { alertChats }),
    commit,
    logFormat: logFormat === 'json' ? 'json' : 'text',
    logLevel: logLevel ?? 'info',
    adminPort: adminPort === undefined ? undefined : Number(adminPort),
    secrets: [
      ...SETTINGS.flatMap(({ name, secret }) => (secret ? (text(name) ?? []) : [])),
      ...passwordsIn(databaseUrl, from.PGPASSWORD),
    ],
    unknown: unknownSettings(SETTINGS, from),
  }
}

/** The folder that `sample` stands for; any other text is a folder already. */
export function dataOf(text: string): string {
  return text === 'sample' ? 'data/sample' : text
}

function exampleOf(name: string): string {
  return SETTINGS.find((setting) => setting.name === name)?.example ?? ''
}
