/** A webhook: Telegram posts updates to us, through a proxy that speaks HTTPS, and shows our secret with each. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import * as v from 'valibot'
import { bodyOf, type Listening, listen } from '#src/http.ts'

export interface WebhookSettings {
  /** The address that Telegram posts to: `https://bot.example.org/telegram`. */
  readonly url: string
  readonly secret: string
  /** Where the proxy finds us. */
  readonly host: string
  readonly port: number
}

/** Bytes of an update; the largest that Telegram makes are some tens of kilobytes. */
const LARGEST = 1024 * 1024

/** What every update has; the rest is read by the handler of its kind. */
const UPDATE = v.looseObject({ update_id: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) })

/**
 * Listens. `receive` takes an update and resolves when it is safe with us; Telegram then gets an acknowledgement, and repeats those
 * for which it was not. Rejects for an address that cannot be had.
 */
export function listenForUpdates(
  { url, secret, host, port }: WebhookSettings,
  receive: (update: unknown) => Promise<void>,
): Promise<Listening> {
  const path = new URL(url).pathname
  const app = new Hono()
  app.post('*', async (c) => {
    if (new URL(c.req.url).pathname !== path) return c.body(null, 404)
    if (!isSecret(c.req.header('x-telegram-bot-api-secret-token'), secret)) return c.body(null, 401)
    const text = await bodyOf(c.req.raw, LARGEST)
    if (text === undefined) return c.body(null, 413)
    const update = v.safeParse(UPDATE, jsonOf(text))
    if (!update.success) return c.body(null, 400)
    await receive(update.output)
    return c.body(null, 200)
  })
  app.notFound((c) => c.body(null, 404))
  app.onError((_, c) => c.body(null, 500))
  return listen(app, { host, port })
}

/** Undefined where it is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Compared in the same time whatever is wrong with it. */
function isSecret(shown: string | undefined, secret: string): boolean {
  if (shown === undefined) return false
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(shown), hash(secret))
}
