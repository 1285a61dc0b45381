/**
 * What the operator reads: lines for people on a terminal, one JSON object a line where a machine collects them.
 * Secrets are struck out of every line, whatever brought them there.
 */
import { pino } from 'pino'

/** Facts beside the sentence, by name: `delivery`, `schedule`, `supplier`. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>

export interface Log {
  info(text: string, fields?: LogFields): void
  /** Something is not as it should be, and the program goes on as well as it can. */
  warn(text: string, fields?: LogFields): void
  /** Something that was asked for was not done, or the program ends: a person should look. */
  error(text: string, fields?: LogFields): void
}

/** The least that is written, from the most to the least. */
export const LOG_LEVELS = ['info', 'warn', 'error'] as const

export type LogLevel = (typeof LOG_LEVELS)[number]

export interface LogSettings {
  /** `text` is for people, `json` for what collects logs. */
  readonly format?: 'text' | 'json'
  /** What is below is left out; all is written unless set. */
  readonly level?: LogLevel
  /** What may stand in no line: tokens, keys, addresses with passwords. */
  readonly secrets?: readonly string[]
}

/** Stands where a secret stood. */
export const STRUCK = '[secret]'
/** Shorter ones would strike out innocent text, and are no secret worth the name. */
const SECRET_LEAST = 6

/** Writes to a stream, a whole line at a time. */
export function createLog(stream: { write(text: string): void }, settings: LogSettings = {}): Log {
  const strike = strikerOf(settings.secrets ?? [])
  const write = (line: string) => stream.write(strike(line))
  const log = settings.format === 'json' ? createJsonLog(write) : createTextLog(write)
  const least = LOG_LEVELS.indexOf(settings.level ?? 'info')
  return overLevels((level) => (LOG_LEVELS.indexOf(level) < least ? () => {} : log[level]))
}

/** The same log with fields that belong to every line: the id of a request or a delivery. */
export function logWith(log: Log, own: LogFields): Log {
  return overLevels((level) => (text, fields) => log[level](text, { ...own, ...fields }))
}

function overLevels(write: (level: LogLevel) => Log['info']): Log {
  return { info: write('info'), warn: write('warn'), error: write('error') }
}

/** Strikes secrets out of a text, also where they are written as JSON or as part of an address. */
export function strikerOf(secrets: readonly string[]): (text: string) => string {
  const forms = new Set(
    secrets
      .filter((secret) => secret.length >= SECRET_LEAST)
      .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]),
  )
  // Longest first: a secret may hold another.
  const sorted = [...forms].sort((a, b) => b.length - a.length)
  return (text) => sorted.reduce((struck, secret) => struck.replaceAll(secret, STRUCK), text)
}

function createJsonLog(write: (line: string) => void): Log {
  // Time as text and the level as a word: readable without pino's own viewer.
  const logger = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    { write },
  )
  return overLevels(
    (level) =>
      (text, fields = {}) =>
        logger[level](fields, text),
  )
}

const BEFORE: Readonly<Record<LogLevel, string>> = { info: '', warn: 'warning: ', error: 'error: ' }

function createTextLog(write: (line: string) => void): Log {
  return overLevels(
    (level) => (text, fields) => write(`${BEFORE[level]}${escaped(text + formatFields(fields))}\n`),
  )
}

/** ` (delivery 12, chat 34)`. */
function formatFields(fields: LogFields = {}): string {
  const facts = Object.entries(fields).filter(([, value]) => value !== undefined)
  return facts.length === 0 ? '' : ` (${facts.map(([name, value]) => `${name} ${value}`).join(', ')})`
}

/**
 * What a terminal would act on, and what would make a line look like two or read backwards: control characters, separators of
 * lines, marks of direction. A stack is one line, too.
 */
const ACTED_ON = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

function escaped(text: string): string {
  return text.replace(
    ACTED_ON,
    (one) => SHORT[one] ?? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }
