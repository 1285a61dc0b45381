/**
 * What the operator reads: lines for people on a terminal, one JSON object a line where a machine collects them.
 * Secrets are struck out of every line, whatever brought them there.
 */
import { pino } from 'pino'

/** Facts beside the sentence, by name: `delivery`, `schedule`, `supplier`. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>

export interface Log {
  info(text: string, fields?: LogFields): void
  warn(text: string, fields?: LogFields): void
}

export interface LogSettings {
  /** `text` is for people, `json` for what collects logs. */
  readonly format?: 'text' | 'json'
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
  if (settings.format !== 'json') return createTextLog(write)
  // Time as text and the level as a word: readable without pino's own viewer.
  const logger = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    { write },
  )
  return {
    info: (text, fields = {}) => logger.info(fields, text),
    warn: (text, fields = {}) => logger.warn(fields, text),
  }
}

/** The same log with fields that belong to every line: the id of a request or a delivery. */
export function logWith(log: Log, own: LogFields): Log {
  return {
    info: (text, fields) => log.info(text, { ...own, ...fields }),
    warn: (text, fields) => log.warn(text, { ...own, ...fields }),
  }
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

function createTextLog(write: (line: string) => void): Log {
  return {
    info: (text, fields) => write(`${text}${told(fields)}\n`),
    warn: (text, fields) => write(`warning: ${text}${told(fields)}\n`),
  }
}

/** ` (delivery 12, chat 34)`. */
function told(fields: LogFields = {}): string {
  const facts = Object.entries(fields).filter(([, value]) => value !== undefined)
  return facts.length === 0 ? '' : ` (${facts.map(([name, value]) => `${name} ${value}`).join(', ')})`
}
