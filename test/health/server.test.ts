/** The operator's pages: alive, ready, figures; on loopback, and honest where a part is stuck. */
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { Clock } from '#src/clock.ts'
import { createFigures } from '#src/health/figures.ts'
import { type Health, type HealthParts, startHealth } from '#src/health/server.ts'

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

  it('say so while nothing that it needs answers: a start anew would mend nothing', async () => {
    const get = await serve({ ready: () => Promise.reject(new Error('disk gone')) })
    expect((await get('/healthz')).status).toBe(200)
    const response = await get('/readyz')
    expect([response.status, await response.text()]).toEqual([503, 'not well\n'])
  })

  it('name the part that is not ready', async () => {
    const parts = [
      { name: 'store', ready: true },
      { name: 'discord', ready: false, note: '0/1' },
      { name: 'suppliers', ready: true, note: '1 of 9 fail: bls (down)' },
    ]
    const get = await serve({ ready: () => Promise.resolve(parts) })
    const response = await get('/readyz')
    expect(response.status).toBe(503)
    expect(await response.text()).toBe(
      'ready     store\nnot ready discord: 0/1\nready     suppliers: 1 of 9 fail: bls (down)\n',
    )
    parts.splice(1, 1)
    expect((await get('/readyz')).status).toBe(200)
  })

  it.each([
    ['127.0.0.1:9464', 200],
    ['localhost:19464', 200],
    ['rebound.example:9464', 421],
    ['192.168.1.9:9464', 421],
  ])('are for those who ask for this machine: %s', async (host, status) => {
    const health = await startHealth({
      ...{ port: 0, clock: PATIENT, ready: () => Promise.resolve([]) },
      figures: createFigures({ version: '1' }),
    })
    open.push(health)
    for (const path of ['/healthz', '/readyz', '/metrics']) {
      const asked = get({ port: new URL(health.address).port, path, headers: { host } })
      const [response] = (await once(asked, 'response')) as [IncomingMessage]
      expect(response.statusCode, path).toBe(status)
      response.resume()
    }
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
  it('that only ever grow are counters, named as such', async () => {
    const text = await createFigures({
      version: '1',
      caches: () => [{ name: 'answers', hits: 9, misses: 1 }],
      suppliers: () => [],
      deliveries: () => Promise.resolve({}),
      collector: () => 3,
    }).text()
    const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => ({
      name,
      type,
    }))
    expect(types.length).toBeGreaterThan(20)
    // Those of the library's own have the names that every dashboard of Node knows.
    for (const { name, type } of types.filter((one) => !/^kawaraban_(?:nodejs|process)_/.test(one.name))) {
      expect(type === 'counter', name).toBe(name.endsWith('_total'))
    }
    expect(types).toContainEqual({ name: 'kawaraban_cache_reads_total', type: 'counter' })
  })

  it('do not count twice what is read twice', async () => {
    let hits = 9
    const figures = createFigures({ version: '1', caches: () => [{ name: 'answers', hits, misses: 1 }] })
    await figures.text()
    hits = 12
    expect(await figures.text()).toContain('kawaraban_cache_reads_total{cache="answers",result="hit"} 12')
  })

  it('are reported without those of a database that is away', async () => {
    const figures = createFigures({
      ...{ version: '1', collector: () => undefined },
      deliveries: () => Promise.reject(new Error('database down')),
    })
    const text = await figures.text()
    expect(text).toContain('kawaraban_build_info')
    expect(text).not.toMatch(/^kawaraban_(?:deliveries_open|collector_age_seconds)[ {]/m)
  })

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
        'kawaraban_cache_reads_total{cache="answers",result="hit"} 9',
      ]),
    )
    expect(lines.filter((line) => line.startsWith('kawaraban_supplier_age_seconds{supplier="bls"'))).toEqual(
      [],
    )
    expect(lines.some((line) => line.startsWith('kawaraban_nodejs_eventloop_lag_p99_seconds'))).toBe(true)
  })
})
