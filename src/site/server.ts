/** The written site over HTTP: files of one folder, compressed, with tags by which browsers keep them. */
import { STATUS_CODES } from 'node:http'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { listen, type Listening } from '#src/http.ts'
import { type Locale, localeIn, LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { DAY, startOfDay } from '#src/market/time.ts'
import { listPath } from './addresses.ts'
import { headersAt } from './headers.ts'
import { fitted, isOf, type Oembed, oembedFilesFor } from './oembed.ts'
import { createFiles, encodingOf, type Files, type Served } from './served.ts'

export interface SiteServerParts {
  /** Where the site is written. */
  readonly folder: string
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

/** Seconds for which pages may be shown without asking again; a correction is seen after that. */
const FRESH = 300

/** Milliseconds for which a reader may take nothing of an answer; Node looks twice before it ends the connection. */
const SILENCE = 15_000
/** Characters of an address. */
const LONGEST = 300

/** What may be part of an address: letters, digits, hyphens, dots within names. Nothing begins with a dot. */
const SAFE = /^(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*\/?$/

/** Listens. Rejects with the system's error where the port cannot be had. */
export async function startSite({ folder, host, port, now = Date.now }: SiteServerParts): Promise<Listening> {
  const files = createFiles(folder)
  const app = new Hono()
  app.use(headersAt, async (c, next) => {
    const { method } = c.req
    if (method !== 'GET' && method !== 'HEAD') return c.text('GET only\n', 405, { allow: 'GET, HEAD' })
    // A body is not read, so the connection that carries it ends.
    if (hasBody(c.req.header())) return c.text('no body\n', 413, { connection: 'close' })
    return next()
  })
  app.get('/', (c) => {
    c.header('vary', 'accept-language')
    return c.redirect(listPath(localeIn(c.req.header('accept-language'))), 302)
  })
  app.get('/oembed', async (c) => {
    c.header('access-control-allow-origin', '*')
    c.header('cache-control', 'no-store')
    const answer = await oembedFor(files, c.req.query())
    if (typeof answer === 'number') return c.text(`${STATUS_CODES[answer]}\n`, answer)
    c.header('cache-control', `public, max-age=${FRESH}`)
    return c.json(answer)
  })
  app.get('*', async (c) => {
    const { path } = c.req
    const found = path.length <= LONGEST && SAFE.test(path) ? await files.find(path) : undefined
    c.header('cache-control', 'no-store')
    const pending = found ? undefined : beingSet(path, now())
    if (pending !== undefined) return c.html(pendingPage(pending), 503, { 'retry-after': String(PENDING) })
    if (!found) {
      const missing = await files.find('/404.html')
      return missing ? c.html(missing.bytes.toString('utf8'), 404) : c.text('not found\n', 404)
    }
    const encoding = encodingOf(c.req.header('accept-encoding'), found)
    const etag = `"${found.hash}${encoding === undefined ? '' : `-${encoding}`}"`
    c.header('content-type', found.type)
    c.header('etag', etag)
    c.header('vary', 'accept-encoding')
    c.header(
      'cache-control',
      path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : `public, max-age=${FRESH}`,
    )
    if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304)
    if (encoding !== undefined) c.header('content-encoding', encoding)
    return c.body(new Uint8Array(encoding === undefined ? found.bytes : await found.packed(encoding)))
  })
  return listen(app, { host, port, silence: SILENCE })
}

function hasBody({
  'content-length': length = '0',
  'transfer-encoding': coding,
}: Record<string, string>): boolean {
  return coding !== undefined || length !== '0'
}

/** The answer of oEmbed 1.0, 2.3.4, or the status by which it refuses: no address, no such chart, another format. */
async function oembedFor(
  files: Files,
  { url, format = 'json', maxwidth, maxheight }: Readonly<Record<string, string>>,
): Promise<Oembed | 400 | 404 | 501> {
  if (url === undefined) return 400
  if (format !== 'json') return 501
  const [width, height] = [maxwidth, maxheight].map((one) => (one === undefined ? undefined : Number(one)))
  if ([width, height].some((one) => one !== undefined && !(Number.isInteger(one) && one > 0))) return 400
  let found: Served | undefined
  for (const file of oembedFilesFor(url)) found ??= await files.find(file)
  const answer = found && (JSON.parse(found.bytes.toString('utf8')) as Oembed)
  if (!answer || !isOf(answer, url)) return 404
  return fitted(answer, { ...(width !== undefined && { width }), ...(height !== undefined && { height }) })
}

/** Seconds after which the page of an edition that is being written looks again. */
const PENDING = 10
/** Milliseconds after its boundary in which an edition may still be on its way. */
const ON_ITS_WAY = 7 * DAY

/** The language of an address of the last week's edition, to which a post may link before its page is written. */
function beingSet(path: string, now: number): Locale | undefined {
  const [, language = '', edition = ''] = /^\/([a-z]+)\/(\d{4}-\d{2}-\d{2})\/?$/u.exec(path) ?? []
  const age = now - startOfDay(edition)
  const isLast = new Date(startOfDay(edition)).getUTCDay() === 1 && age >= 0 && age < ON_ITS_WAY
  return isLast ? LOCALES.find((one) => one === language) : undefined
}

function pendingPage(locale: Locale): string {
  const words = createWords(locale, 'UTC', 0)
  const text = words.say('site:pending')
  return String(
    html`<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="${PENDING}"><title>${text}</title><p>${text}</p></html>`,
  )
}
