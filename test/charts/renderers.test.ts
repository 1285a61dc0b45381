/** The renderer contract, run by both peers, and what each of them adds to it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { withCache } from '#src/charts/cache.ts'
import { createLocalRenderer } from '#src/charts/local.ts'
import { encodePng } from '#src/charts/png.ts'
import { createQuickChartRenderer } from '#src/charts/quickchart.ts'
import type { Renderer } from '#src/charts/renderer.ts'
import { describeRenderer } from '../contracts/renderer.ts'
import { everyChart, fixtureLook } from '../support/charts.ts'

const charts = everyChart(fixtureLook('ja'))

describe('the local renderer on a thread', () => {
  describeRenderer(async () => createLocalRenderer())
})

describe('the local renderer on the caller’s thread', () => {
  describeRenderer(async () => createLocalRenderer({ worker: false }))

  it('draws the same bytes as on a thread', async () => {
    const [threaded, plain] = [createLocalRenderer(), createLocalRenderer({ worker: false })]
    const spec = specOf('openinterest')
    expect(Buffer.compare(await threaded.render(spec), await plain.render(spec))).toBe(0)
    await Promise.all([threaded.close(), plain.close()])
  })

  it('refuses to draw once it is closed', async () => {
    const renderer = createLocalRenderer({ worker: false, cache: 0 })
    await renderer.close()
    await expect(renderer.render(specOf('assets'))).rejects.toThrow('closed')
  })
})

describe('the QuickChart renderer', () => {
  describeRenderer(async () => {
    const { url } = await startQuickChart()
    return createQuickChartRenderer({ url, fallback: createLocalRenderer({ worker: false }) })
  })

  it('sends JSON without functions, with our words as titles', async () => {
    const { url, asked } = await startQuickChart()
    const renderer = createQuickChartRenderer({ url, fallback: refusing })
    await renderer.render(specOf('volatility'))
    const [body] = asked
    expect(body).toMatchObject({
      width: 1200,
      height: 675,
      format: 'png',
      version: '4',
      backgroundColor: '#14171C',
    })
    const chart = JSON.parse(String(body?.chart))
    expect(JSON.stringify(chart)).not.toContain('fn:')
    expect(chart.options.plugins.title.text).toBe('BTCの資金調達率、マイナスに転じる')
    expect(chart.options.plugins.subtitle.text[1]).toContain('▲ 最新 49.8%')
    expect(chart.options.scales.x.title.text).toContain('サンプルデータ（シミュレーション）')
    expect(chart.data.labels.filter((label: string) => label !== '')).toContain('11月')
  })

  it.each([
    ['sheet', 'a sheet'],
    ['correlation-map', 'matrix'],
    ['movers-map', 'treemap'],
    ['sectors', 'bar'],
  ])('draws %s locally, and says why', async (name, reason) => {
    const { url, asked } = await startQuickChart()
    const reasons: string[] = []
    const fallback = createLocalRenderer({ worker: false })
    const renderer = createQuickChartRenderer({ url, fallback, onFallback: (why) => reasons.push(why) })
    await renderer.render(specOf(name))
    expect(asked).toEqual([])
    expect(reasons).toEqual([expect.stringContaining(reason)])
  })

  it.each([
    ['refuses', 500, 1000],
    ['answers no PNG', 200, 1000],
    ['is silent', 'never', 30],
  ] as const)('draws locally where the server %s', async (_, answer, timeout) => {
    const { url } = await startQuickChart(answer)
    const reasons: string[] = []
    const fallback = createLocalRenderer({ worker: false })
    const renderer = createQuickChartRenderer({
      url,
      timeout,
      fallback,
      onFallback: (why) => reasons.push(why),
    })
    const png = await renderer.render(specOf('volatility'))
    expect(png.length).toBeGreaterThan(10_000)
    expect(reasons).toEqual([expect.stringContaining('failed')])
  })
})

describe('the cache', () => {
  it('draws a spec once, forgets the oldest above its bound, and keeps no failure', async () => {
    const drawn: unknown[] = []
    let failing = false
    const counting: Renderer = {
      async render(spec) {
        drawn.push(spec)
        if (failing) throw new Error('no')
        return new Uint8Array()
      },
      async close() {},
    }
    const cache = withCache(counting, 2)
    const [a, b, c] = [specOf('assets'), specOf('funding'), specOf('movers')]
    await cache.render(a)
    await cache.render(structuredClone(a))
    expect(drawn).toHaveLength(1)
    await cache.render(b)
    await cache.render(a)
    await cache.render(c)
    await cache.render(a)
    expect(drawn).toHaveLength(3)
    await cache.render(b)
    expect(drawn).toHaveLength(4)
    failing = true
    await expect(cache.render(specOf('volume'))).rejects.toThrow('no')
    failing = false
    await cache.render(specOf('volume'))
    expect(drawn).toHaveLength(6)
  })
})

const refusing: Renderer = {
  render: () => Promise.reject(new Error('the fallback was not expected')),
  close: () => Promise.resolve(),
}

function specOf(name: string) {
  return charts.get(name)?.spec ?? expect.fail(`there is no chart ${name}`)
}

/** A QuickChart look-alike on the loopback: checks that a chart is JSON, and answers a PNG of the size asked for. */
async function startQuickChart(answer: number | 'never' = 201) {
  const asked: Record<string, unknown>[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (answer === 'never') return
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>
    const chart = JSON.parse(String(body.chart)) as { data: { labels: unknown } }
    asked.push(body)
    if (answer !== 201) {
      response.writeHead(answer).end('no picture here')
      return
    }
    // One grey, told by the chart, so that different charts differ.
    const grey = JSON.stringify(chart.data).length % 251
    const [width, height] = [Number(body.width), Number(body.height)]
    const png = encodePng(new Uint8Array(width * height * 4).fill(grey), width, height)
    response.writeHead(200, { 'content-type': 'image/png' }).end(png)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}
