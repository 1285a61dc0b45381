/** The operator's pages: alive, ready, figures; on loopback, and honest where a part is stuck. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Clock } from '#src/clock.ts'
import { createFigures } from '#src/health/figures.ts'
import { type Health, type HealthParts, startHealth } from '#src/health/server.ts'

/** A clock whose waits are all over at once. */
const HASTY: Clock = {
  now: () => 0,
  after(_, run) {
    const immediate = setImmediate(run)
    return () => clearImmediate(immediate)
  },
}
const PATIENT: Clock = { now: () => 0, after: () => () => {} }

const open: Health[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((health) => health.close()))
})

async function serve(
  parts: Partial<HealthParts>,
): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
  const health = await startHealth({
    port: 0,
    clock: PATIENT,
    alive: () => Promise.resolve(),
    ready: () => Promise.resolve([]),
    figures: createFigures({ version: '1.2.3' }),
    ...parts,
  })
  open.push(health)
  expect(health.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  return (path, init) => fetch(`${health.address}${path}`, init)
}

describe('the operator’s pages', () => {
  it('say that the process is alive', async () => {
    const get = await serve({})
    const response = await get('/healthz')
    expect([response.status, await response.text()]).toEqual([200, 'alive\n'])
  })

  it('say that it is not well where its store fails, or never answers', async () => {
    const failing = await serve({ alive: () => Promise.reject(new Error('disk gone')) })
    expect((await failing('/healthz')).status).toBe(503)
    const stuck = await serve({ clock: HASTY, alive: () => new Promise(() => {}) })
    const response = await stuck('/healthz')
    expect([response.status, await response.text()]).toEqual([503, 'not well\n'])
  })

  it('name the part that is not ready', async () => {
    const parts = [
      { name: 'store', ready: true },
      { name: 'discord', ready: false },
    ]
    const get = await serve({ ready: () => Promise.resolve(parts) })
    const response = await get('/readyz')
    expect(response.status).toBe(503)
    expect(await response.text()).toBe('ready     store\nnot ready discord\n')
    parts.pop()
    expect((await get('/readyz')).status).toBe(200)
  })

  it('answer nothing else, and only to reading', async () => {
    const get = await serve({})
    expect((await get('/')).status).toBe(404)
    expect((await get('/__proto__')).status).toBe(404)
    expect((await get('/healthz', { method: 'POST' })).status).toBe(405)
    const head = await get('/healthz?verbose', { method: 'HEAD' })
    expect([head.status, await head.text(), head.headers.get('cache-control')]).toEqual([200, '', 'no-store'])
  })
})

describe('the figures', () => {
  it('tell of answers, suppliers, deliveries, caches and the process itself', async () => {
    const figures = createFigures({
      version: '1.2.3',
      deliveries: () => Promise.resolve({ pending: 3, sending: 1 }),
      suppliers: () => [
        { name: 'binance', age: 12, open: false },
        { name: 'bls', open: true },
      ],
      caches: () => [{ name: 'answers', hits: 9, misses: 1 }],
    })
    figures.answered({ platform: 'discord', command: 'funding', milliseconds: 40, result: 'answered' })
    figures.asked({ supplier: 'binance', milliseconds: 300, fault: 'limited' })
    figures.delivered({ platform: 'telegram', state: 'sent', late: 4000 })
    figures.delivered({ platform: 'telegram', state: 'dead', late: 4000 })
    const get = await serve({ figures })
    const response = await get('/metrics')
    expect(response.headers.get('content-type')).toContain('version=0.0.4')
    const lines = (await response.text()).split('\n')
    expect(lines).toEqual(
      expect.arrayContaining([
        'kawaraban_build_info{version="1.2.3"} 1',
        'kawaraban_answer_seconds_bucket{le="0.05",platform="discord",command="funding",result="answered"} 1',
        'kawaraban_answer_seconds_bucket{le="0.025",platform="discord",command="funding",result="answered"} 0',
        'kawaraban_supplier_seconds_count{supplier="binance",result="limited"} 1',
        'kawaraban_deliveries_total{platform="telegram",state="dead"} 1',
        // What never arrived is not late.
        'kawaraban_delivery_late_seconds_count{platform="telegram"} 1',
        'kawaraban_deliveries_open{state="pending"} 3',
        'kawaraban_supplier_age_seconds{supplier="binance"} 12',
        'kawaraban_supplier_left_alone{supplier="bls"} 1',
        'kawaraban_cache_reads{cache="answers",result="hit"} 9',
      ]),
    )
    expect(lines.filter((line) => line.startsWith('kawaraban_supplier_age_seconds{supplier="bls"'))).toEqual(
      [],
    )
    expect(lines.some((line) => line.startsWith('kawaraban_nodejs_eventloop_lag_p99_seconds'))).toBe(true)
  })
})
