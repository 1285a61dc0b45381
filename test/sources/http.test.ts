/** Asking over HTTP: each way to fail has its name, and no message has a key. */
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBudget } from '#src/sources/budget.ts'
import { getJson, getText, type HttpRequest, postJson } from '#src/sources/http.ts'
import { SupplierError } from '#src/sources/supplier.ts'
import { type Loopback, type Reply, startLoopback } from '../support/loopback.ts'

const KEY = 'k3y/+ &secret'
const NOW = Date.UTC(2025, 10, 24)
let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

function request(more: Partial<HttpRequest> = {}): HttpRequest {
  return {
    supplier: 'test',
    url: `${server.url}/data`,
    query: { key: KEY, page: 2, none: undefined },
    secrets: [KEY],
    now: () => NOW,
    ...more,
  }
}

async function faultOf(work: Promise<unknown>): Promise<SupplierError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(SupplierError)
  return error as SupplierError
}

describe('asking', () => {
  it('sends query, headers and body, and gives what comes back with the time it took', async () => {
    server.answer(() => ({ body: { fine: true }, headers: { date: new Date(NOW + 5000).toUTCString() } }))
    const answer = await postJson(request({ headers: { 'x-key': KEY } }), { series: ['a'] })
    expect(answer.body).toEqual({ fine: true })
    expect(answer.skew).toBe(5500)
    expect(answer.latency).toBeGreaterThanOrEqual(0)
    expect(server.asked).toMatchObject([
      { method: 'POST', path: '/data', query: { key: KEY, page: '2' }, body: '{"series":["a"]}' },
    ])
    expect(server.asked[0]?.query).not.toHaveProperty('none')
    expect(server.asked[0]?.headers['x-key']).toBe(KEY)
  })

  it('reads the charset that the supplier writes', async () => {
    server.answer(() => ({ body: Buffer.from([0x93, 0xfa, 0x96, 0x7b, 0x2c, 0x31]) }))
    expect((await getText(request(), 'shift_jis')).body).toBe('日本,1')
  })

  it.each<[string, Reply, string]>([
    ['429', { status: 429, body: 'slow down' }, 'limited'],
    ['418', { status: 418, body: {} }, 'limited'],
    ['401', { status: 401, body: `wrong key ${KEY}` }, 'denied'],
    ['403', { status: 403, body: '<html>no</html>' }, 'blocked'],
    ['451', { status: 451, body: {} }, 'blocked'],
    ['404', { status: 404, body: {} }, 'unknown'],
    ['400', { status: 400, body: {} }, 'malformed'],
    ['500', { status: 500, body: '' }, 'down'],
    ['503', { status: 503, body: 'maintenance' }, 'down'],
    ['a redirection', { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } }, 'malformed'],
    ['HTML with 200', { body: '<html><title>Welcome</title></html>' }, 'malformed'],
    ['"Too Many Requests" with 200', { body: 'Too Many Requests\r\n' }, 'limited'],
    ['half an object', { body: '{"a": [1, 2' }, 'malformed'],
    ['nothing', { body: '' }, 'empty'],
    ['a reset', 'reset', 'unreached'],
    ['silence', 'silence', 'timeout'],
  ])('calls %s by its name, without the key', async (_, reply, fault) => {
    server.answer(() => reply)
    // Only silence is waited for: on a busy machine an answer may take longer than that.
    const error = await faultOf(getJson(request({ timeout: fault === 'timeout' ? 80 : 30_000 })))
    expect(error.fault).toBe(fault)
    expect(error.message).toMatch(/^test: 127\.0\.0\.1:\d+\/data /)
    expect(`${error.message} ${String(error.cause)}`).not.toMatch(/k3y|secret/)
  })

  it('takes no page of HTML for CSV', async () => {
    server.answer(() => ({ body: '\n<!DOCTYPE html><p>Not here' }))
    expect((await faultOf(getText(request()))).fault).toBe('malformed')
  })

  it('says of a refused port that it cannot be reached', async () => {
    const other = await startLoopback()
    await other.close()
    const error = await faultOf(getJson(request({ url: `${other.url}/x` })))
    expect(error.fault).toBe('unreached')
    expect(error.message).toContain('(ECONNREFUSED)')
  })

  it('stops reading what is too large, also when it is packed', async () => {
    server.answer(() => ({
      body: gzipSync(Buffer.alloc(200_000, 32)),
      headers: { 'content-encoding': 'gzip' },
    }))
    const error = await faultOf(getJson(request({ limit: 1000 })))
    expect(error.message).toContain('more than 1000 bytes')
  })

  it('keeps an address with a password out of its errors', async () => {
    server.answer(() => ({ status: 500, body: '' }))
    const url = server.url.replace('http://', `http://user:${encodeURIComponent(KEY)}@`)
    const error = await faultOf(getJson(request({ url: `${url}/x` })))
    expect(String(error)).not.toMatch(/k3y|user/)
  })

  it('leaves a supplier alone for as long as it asks', async () => {
    const budget = createBudget({
      name: 'test',
      tokens: 10,
      per: 1000,
      now: () => NOW,
      pause: async () => {},
    })
    server.answer(() => ({ status: 429, body: '', headers: { 'retry-after': '7' } }))
    const error = await faultOf(getJson(request({ budget })))
    expect(error.retryAfter).toBe(7000)
    expect(budget.left()).toBe(0)
  })

  it('leaves a supplier alone for half a minute where it names no time', async () => {
    server.answer(() => ({ status: 429, body: '' }))
    expect((await faultOf(getJson(request()))).retryAfter).toBe(30_000)
    server.answer(() => ({ body: 'Too Many Requests' }))
    expect((await faultOf(getJson(request()))).retryAfter).toBe(30_000)
  })

  it('believes the weight that a supplier counts', async () => {
    const budget = createBudget({
      name: 'test',
      tokens: 1200,
      per: 60_000,
      now: () => NOW,
      pause: async () => {},
    })
    server.answer(() => ({ body: [], headers: { 'x-mbx-used-weight-1m': '900' } }))
    await getJson(request({ budget, weight: 5 }))
    expect(budget.left()).toBe(300)
  })

  it('rejects with the reason of the caller who gives up', async () => {
    server.answer(() => 'silence')
    const stop = new AbortController()
    const work = getJson(request({ signal: stop.signal }))
    stop.abort(new Error('stopping'))
    await expect(work).rejects.toThrow('stopping')
  })
})
