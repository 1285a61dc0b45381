/** Reading and checking what the page sends. */
import * as v from 'valibot'
import { bodyOf } from '#src/http.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
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
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json(\s*;\s*charset=utf-8)?$/i.test(type)) {
    throw new BodyError(415, 'the body must be application/json')
  }
  const text = await bodyOf(request, BODY_MOST)
  if (text === undefined) throw new BodyError(413, `the body has more than ${BODY_MOST} bytes`)
  try {
    return JSON.parse(text)
  } catch {
    throw new BodyError(400, 'the body is no JSON')
  }
}

const CHANNEL = v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{8,32}$/, 'is 8 to 32 letters and digits'))

/** IANA names in their own spelling. */
const ZONE = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: dataset.value }).resolvedOptions().timeZone
    } catch {
      addIssue({ message: 'is the name of an IANA time zone' })
      return NEVER
    }
  }),
)

/** What a form of five fields holds at most. */
const VALUES = v.pipe(
  v.record(
    v.string(),
    v.pipe(
      v.string(),
      v.transform((text) => text.slice(0, FIELD_MOST).toWellFormed()),
    ),
  ),
  v.maxEntries(FIELDS_MOST),
)

const ASK: v.GenericSchema<unknown, AskBody> = v.object({
  channel: CHANNEL,
  language: v.picklist(LOCALES),
  theme: v.picklist(['dark', 'light']),
  colors: v.picklist(['standard', 'jp', 'cvd']),
  zone: ZONE,
  ask: v.variant('kind', [
    v.object({ kind: v.literal('command'), text: v.string() }),
    v.object({
      kind: v.literal('click'),
      payload: v.string(),
      values: v.exactOptional(VALUES),
      chosen: v.exactOptional(v.pipe(v.array(v.string()), v.maxLength(CHOSEN_MOST))),
    }),
  ]),
})

const POSTS_QUERY = v.object({
  channel: CHANNEL,
  after: v.pipe(v.optional(v.string(), '0'), v.regex(/^\d{1,15}$/), v.transform(Number)),
})

/** Which posts a page asks for: `?channel=…&after=…`. Throws BodyError that names the part. */
export function readPostsQuery(query: unknown): { readonly channel: string; readonly after: number } {
  return read('the query', POSTS_QUERY, query)
}

/** A question with every part checked. Throws BodyError that names the part. */
export function readAsk(body: unknown): AskBody {
  return read('the body', ASK, body)
}

/** The name of a page's own channel. Throws BodyError. */
export function readChannel(value: unknown): string {
  return read('channel', CHANNEL, value)
}

/** A language that there is. Throws BodyError. */
export function readLanguage(value: unknown): Locale {
  return read('language', v.picklist(LOCALES), value)
}

function read<Value>(name: string, schema: v.GenericSchema<unknown, Value>, value: unknown): Value {
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  const [issue] = result.issues
  throw new BodyError(400, `${v.getDotPath(issue) ?? name}: ${issue.message}`)
}
