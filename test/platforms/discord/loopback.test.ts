/** That the loopback Discord would notice: without this, its silence about our requests would prove nothing. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock } from '../../support/clock.ts'
import { discordApi } from '../../support/discordApi.ts'
import { CHANNEL } from '../../support/discord/events.ts'
import { type Loopback, startLoopback, TOKEN } from '../../support/discord/server.ts'
import { describeWithShared } from '../../support/shared.ts'

let loopback: Loopback
afterEach(() => loopback.close())

function post(path: string, body: unknown) {
  return fetch(`${loopback.api}/v10${path}`, {
    method: 'POST',
    headers: { authorization: `Bot ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

const FLAGS = 1 << 15
const plain = {
  flags: FLAGS,
  components: [{ type: 10, content: 'x' }],
  attachments: [],
  allowed_mentions: { parse: [] },
}

describe('the loopback Discord', () => {
  beforeEach(async () => {
    loopback = await startLoopback({ clock: createFakeClock() })
  })

  it.each([
    ['no components', { ...plain, components: [] }, 'empty'],
    ['too much text', { ...plain, components: [{ type: 10, content: 'x'.repeat(4001) }] }, '4001 characters'],
    ['an unknown property', { ...plain, colour: 1 }, 'unknown property colour'],
    ['mentions left open', { ...plain, allowed_mentions: undefined }, 'mentions that are not shut off'],
    [
      'a picture that was not uploaded',
      { ...plain, components: [{ type: 12, items: [{ media: { url: 'attachment://a.png' } }] }] },
      'a picture without its file',
    ],
  ])('notices %s', async (_, body, problem) => {
    await post(`/channels/${CHANNEL}/messages`, body)
    expect(loopback.problems.join('\n')).toContain(problem)
  })

  it('notices a route called before its retry_after', async () => {
    loopback.faults.add('POST', /messages$/, { kind: 'limit', retryAfter: 5 })
    const limited = await post(`/channels/${CHANNEL}/messages`, plain)
    expect(limited.status).toBe(429)
    await post(`/channels/${CHANNEL}/messages`, plain)
    expect(loopback.problems.join('\n')).toContain('before its retry_after')
  })

  it('counts requests in buckets, and refuses those above the limit with the time to wait', async () => {
    await loopback.close()
    loopback = await startLoopback({
      clock: createFakeClock(),
      buckets: { limit: 2, window: 5, global: 50 },
    })
    const path = `/channels/${CHANNEL}/messages`
    const answers = [await post(path, plain), await post(path, plain), await post(path, plain)]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
    expect(answers.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['1', '0', '0'])
    expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(4)
    expect(loopback.refused).toBe(1)
  })

  it('finds nothing wrong with what is right', async () => {
    await post(`/channels/${CHANNEL}/messages`, plain)
    expect(loopback.problems).toEqual([])
  })
})

describeWithShared("the loopback Discord with the API's definition", ['spec'], (folder) => {
  beforeEach(async () => {
    loopback = await startLoopback({ clock: createFakeClock(), definition: discordApi(folder) })
  })

  it('notices what only the definition knows', async () => {
    await post(`/channels/${CHANNEL}/messages`, { ...plain, nonce: 'x'.repeat(26) })
    expect(loopback.problems.join('\n')).toContain('nonce')
  })
})
