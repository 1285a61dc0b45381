/** Reading and checking what the page sends. */
import type { IncomingMessage } from 'node:http'
import type { AskBody } from './protocol.ts'

/** Bytes of a request's body. */
export const BODY_MOST = 64 * 1024

/** Fields of a form, characters of each, and choices of a select. */
const FIELDS_MOST = 5
const FIELD_MOST = 1000
const CHOSEN_MOST = 25

/** A body that is refused; `status` is what HTTP calls it. */
export class BodyError extends Error {
  override readonly name = 'BodyError'
  readonly status: 400 | 413 | 415

  constructor(status: 400 | 413 | 415, message: string) {
    super(message)
    this.status = status
  }
}

/** The JSON of a body. Throws BodyError for another type, more than BODY_MOST bytes, or what is no JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/json(\s*;\s*charset=utf-8)?$/i.test(type)) {
    throw new BodyError(415, 'the body must be application/json')
  }
  if (Number(request.headers['content-length'] ?? 0) > BODY_MOST) throw tooLarge()
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > BODY_MOST) throw tooLarge()
    parts.push(part)
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch {
    throw new BodyError(400, 'the body is no JSON')
  }
}

/** Which posts a page asks for: `?channel=…&after=…`. Throws BodyError that names the part. */
export function readPostsQuery(query: URLSearchParams): { readonly channel: string; readonly after: number } {
  const after = query.get('after') ?? '0'
  if (!/^\d{1,15}$/.test(after)) throw new BodyError(400, 'after')
  return { channel: channelOf(query.get('channel')), after: Number(after) }
}

/** A question with every part checked. Throws BodyError that names the part. */
export function readAsk(body: unknown): AskBody {
  const given = recordOf(body, 'the body')
  const ask = recordOf(given.ask, 'ask')
  return {
    channel: channelOf(given.channel),
    language: oneOf(given.language, ['ja', 'en'], 'language'),
    theme: oneOf(given.theme, ['dark', 'light'], 'theme'),
    colors: oneOf(given.colors, ['standard', 'jp', 'cvd'], 'colors'),
    zone: zoneOf(given.zone),
    ask:
      oneOf(ask.kind, ['command', 'press'], 'ask.kind') === 'command'
        ? { kind: 'command', text: textOf(ask.text, 'ask.text') }
        : {
            kind: 'press',
            payload: textOf(ask.payload, 'ask.payload'),
            ...(ask.values !== undefined && { values: valuesOf(ask.values) }),
            ...(ask.chosen !== undefined && { chosen: chosenOf(ask.chosen) }),
          },
  }
}

/** The name of a page's own channel. Throws BodyError. */
export function channelOf(value: unknown): string {
  const channel = textOf(value, 'channel')
  if (!/^[A-Za-z0-9]{8,32}$/.test(channel)) throw new BodyError(400, 'channel is 8 to 32 letters and digits')
  return channel
}

export function oneOf<const Choice extends string>(
  value: unknown,
  choices: readonly Choice[],
  name: string,
): Choice {
  const found = choices.find((choice) => choice === value)
  if (found === undefined) throw new BodyError(400, `${name} is one of ${choices.join(', ')}`)
  return found
}

function zoneOf(value: unknown): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: textOf(value, 'zone') }).resolvedOptions().timeZone
  } catch {
    throw new BodyError(400, 'zone is the name of an IANA time zone')
  }
}

/** What a form of five fields holds at most. */
function valuesOf(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(recordOf(value, 'ask.values'))
  if (entries.length > FIELDS_MOST) throw new BodyError(400, `ask.values has at most ${FIELDS_MOST} fields`)
  return Object.fromEntries(
    entries.map(([name, one]) => [name, textOf(one, 'ask.values').slice(0, FIELD_MOST).toWellFormed()]),
  )
}

function chosenOf(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length > CHOSEN_MOST) {
    throw new BodyError(400, `ask.chosen is a list of at most ${CHOSEN_MOST}`)
  }
  return value.map((one) => textOf(one, 'ask.chosen'))
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new BodyError(400, `${name} is a text`)
  return value
}

function recordOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BodyError(400, `${name} is an object`)
  }
  return value as Record<string, unknown>
}

function tooLarge(): BodyError {
  return new BodyError(413, `the body has more than ${BODY_MOST} bytes`)
}
