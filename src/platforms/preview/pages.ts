/** What the page's addresses give: documents, what they load and link to, and the guides in the project's folder. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { systemClock, within } from '#src/clock.ts'
import { LOCALES, type Locale, localeIn } from '#src/i18n/locale.ts'
import { type Assets, loadAssets } from './assets.ts'
import type { PreviewParts } from './bot.ts'
import { type Absent, documentOf } from './document.ts'
import type { FrontPage } from './front.ts'
import { GUIDES } from './guides.ts'
import { COOKIE } from './page/cookie.ts'
import { send } from './send.ts'
import type { Theme } from './protocol.ts'

export interface Pages {
  /** Answers a GET of any path; undefined where there is nothing. */
  find(c: Context): Promise<Response | undefined>
}

/** Milliseconds that a reader waits for an edition that is being made, before the page is sent without it. */
const PATIENCE = 1500
/** Colours of drawings that are kept: one set for each page that was shown. */
const INKS = 64

export function createPages({
  front,
  data,
  log,
  clock = systemClock,
}: Pick<PreviewParts, 'front' | 'data' | 'log' | 'clock'>): Pages {
  let loading: Promise<Assets> | undefined
  const inks = new Map<string, string>()
  // Loaded with the first page, so that starting does not wait for it.
  const assets = () => {
    loading ??= front.style.then(loadAssets)
    return loading
  }
  return {
    async find(c) {
      const { path } = c.req
      if (path === '/') return document(c, chosenIn(c), '/')
      if (path.startsWith('/assets/')) return assetAt(c, path)
      if (path.startsWith('/docs/')) return guideAt(c, path)
      const [, language] = /^\/([a-z]+)\//u.exec(path) ?? []
      const locale = LOCALES.find((one) => one === language)
      return locale && (/\.[a-z]+$/u.test(path) ? fileAt(c, path) : document(c, locale, path))
    },
  }

  async function document(c: Context, language: Locale, path: string): Promise<Response | undefined> {
    const making = path === '/' ? front.newest(language) : front.at(path)
    const isPatient = c.req.query('whole') !== undefined
    const content = await (isPatient ? making : within(clock, PATIENCE, making.then(orNone))).then(
      (found) => found ?? (isPatient ? 'none' : 'pending'),
      (error: unknown): Absent => {
        log.error(`the page of ${path} could not be made: ${String(error)}`)
        return 'failed'
      },
    )
    if (content === 'none' && path !== '/') return undefined
    const { files: _, ...named } = await assets()
    const [, theme] = kept(c)
    const body = documentOf({
      language,
      theme,
      isFirstVisit: theme === undefined,
      data: data(),
      assets: named,
      inks: typeof content === 'string' ? undefined : inksOf(content),
      content,
    })
    const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    c.header('etag', etag)
    c.header('cache-control', 'no-cache')
    c.header('vary', 'accept-encoding, accept-language, cookie')
    if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304)
    return send(c, 'text/html; charset=utf-8', new Uint8Array(Buffer.from(body)))
  }

  /** Where the colours of a page's drawings lie. */
  function inksOf({ inks: style }: FrontPage): string | undefined {
    if (style === '') return undefined
    const path = `/assets/inks.${createHash('sha256').update(style).digest('hex').slice(0, 12)}.css`
    inks.delete(path)
    inks.set(path, style)
    const oldest = inks.keys().next().value
    if (inks.size > INKS && oldest !== undefined) inks.delete(oldest)
    return path
  }

  async function assetAt(c: Context, path: string): Promise<Response | undefined> {
    const style = inks.get(path)
    const asset = (await assets()).files.get(path)
    if (style === undefined && !asset) return undefined
    c.header('cache-control', 'public, max-age=31536000, immutable')
    if (!asset) return send(c, 'text/css; charset=utf-8', new Uint8Array(Buffer.from(style ?? '')))
    return send(c, asset.type, asset.body, asset)
  }

  async function fileAt(c: Context, path: string): Promise<Response | undefined> {
    const file = await front.file(path)
    if (!file) return undefined
    c.header('cache-control', 'no-cache')
    const body = typeof file.body === 'string' ? Buffer.from(file.body) : file.body
    return send(c, file.type, new Uint8Array(body))
  }

  async function guideAt(c: Context, path: string): Promise<Response | undefined> {
    const guide = GUIDES.get(path)
    const text = guide && (await readFile(guide).catch(() => undefined))
    if (!text) return undefined
    c.header('cache-control', 'no-cache')
    return send(c, 'text/plain; charset=utf-8', new Uint8Array(text))
  }
}

function orNone(found: FrontPage | undefined): FrontPage | Absent {
  return found ?? 'none'
}

/** The language that the address asks for, that was chosen on the page, or that the browser asks for. */
function chosenIn(c: Context): Locale {
  const asked = LOCALES.find((one) => one === c.req.query('language'))
  return asked ?? kept(c)[0] ?? localeIn(c.req.header('accept-language'))
}

/** What the page has put into its cookie: `ja.dark`. */
function kept(c: Context): readonly [language: Locale | undefined, theme: Theme | undefined] {
  const [language, theme] = (getCookie(c, COOKIE) ?? '').split('.')
  return [LOCALES.find((one) => one === language), theme === 'dark' || theme === 'light' ? theme : undefined]
}
