/** The webhook's answers: what Telegram reads off each, and what reaches the program. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Listening } from '#src/http.ts'
import { listenForUpdates } from '#src/platforms/telegram/receive/webhook.ts'

const SECRET = 'a-secret_of-the-webhook'
/** A path may hold what a router would take for a pattern. */
const PATH = '/hooks/:all*/%E7%93%A6'

let received: unknown[]
let receive: (update: unknown) => Promise<void>
let webhook: Listening

beforeEach(async () => {
  received = []
  receive = async (update) => void received.push(update)
  const url = `https://bot.example.org${PATH}`
  webhook = await listenForUpdates({ url, secret: SECRET, host: '127.0.0.1', port: 0 }, (update) =>
    receive(update),
  )
})
afterEach(() => webhook.close(0))

async function post(init: RequestInit, path = PATH): Promise<readonly [status: number, text: string]> {
  const headers = { 'x-telegram-bot-api-secret-token': SECRET, ...init.headers }
  const response = await fetch(`${webhook.address}${path}`, { method: 'POST', ...init, headers })
  return [response.status, await response.text()]
}

describe('the webhook', () => {
  it('takes an update, and says so once it is safe', async () => {
    const body = JSON.stringify({ update_id: 1 })
    expect(await post({ body })).toEqual([200, ''])
    expect(await post({ body }, `${PATH}?from=proxy`)).toEqual([200, ''])
    expect(received).toEqual([{ update_id: 1 }, { update_id: 1 }])
  })

  it('asks for the update again where it was not safe', async () => {
    receive = () => Promise.reject(new Error('disk full'))
    expect(await post({ body: '{"update_id":1}' })).toEqual([500, ''])
  })

  it('is nowhere else', async () => {
    for (const path of ['/', '/hooks/x/%E7%93%A6', `${PATH}/`, '/hooks/:all*'])
      expect(await post({ body: '{}' }, path), path).toEqual([404, ''])
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS'])
      expect((await post({ method }))[0], method).toBe(404)
    expect(received).toEqual([])
  })

  it.each([
    ['another secret', { headers: { 'x-telegram-bot-api-secret-token': `${SECRET}x` }, body: '{}' }, 401],
    ['an empty secret', { headers: { 'x-telegram-bot-api-secret-token': '' }, body: '{}' }, 401],
    ['what is no JSON', { body: '{' }, 400],
    ['nothing', { body: '' }, 400],
    ['what has no number', { body: '{}' }, 400],
    ['what is no update', { body: '[{"update_id":1}]' }, 400],
    ['more than a megabyte', { body: `"${'x'.repeat(1024 * 1024)}"` }, 413],
  ])('refuses %s', async (_what, init, status) => {
    expect(await post(init)).toEqual([status, ''])
    expect(received).toEqual([])
  })
})
