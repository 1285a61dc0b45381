/** The renderer contract, run by both peers, and what each of them adds to it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { withCache } from '#src/charts/cache.ts'
import { createLocalRenderer } from '#src/charts/local.ts'
import { encodePng } from '#src/charts/png.ts'
import { portableConfig } from '#src/charts/portable.ts'
import { createQuickChartRenderer } from '#src/charts/quickchart.ts'
import type { Renderer } from '#src/charts/renderer.ts'
import { describeRenderer } from '../contracts/renderer.ts'
import { everyChart, fixtureLook } from '../support/charts.ts'
import { someOf } from '../support/cases.ts'

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
    expect(JSON.stringify(chart)).not.toMatch(/function|=>/)
    expect(chart.options.plugins.title.text).toBe('BTCの資金調達率、マイナスに転じる')
    expect(chart.options.plugins.subtitle.text.join()).toContain('49.8%')
    expect(chart.options.scales.x.title.text).toContain('サンプルデータ（シミュレーション）')
    expect(chart.data.labels.at(-1)).toBe('2025年11月24日')
    expect(chart.data.datasets[0].data.at(-1)).toBe(0.498)
  })

  it('sends each pane as an axis of its own, stacked in the order of our picture', async () => {
    const chart = await sent('funding')
    const { pane0, pane1 } = chart.options.scales
    expect(chart.data.datasets.map(({ type, yAxisID }) => [type, yAxisID])).toEqual([
      ['line', 'pane0'],
      ['bar', 'pane1'],
    ])
    expect([pane0?.title.text, pane1?.title.text]).toEqual(['BTC価格（ドル）', 'Binance（8時間ごとに確定）'])
    expect(pane0?.stack).toBe(pane1?.stack)
    // The heavier stands higher.
    expect(pane0?.weight).toBeGreaterThan(pane1?.weight ?? Number.NaN)
    expect(pane1).toMatchObject({ ticks: { format: { style: 'percent' } } })
    expect(chart.data.datasets[1]?.backgroundColor?.at(-1)).toBe('#F2604F')
  })

  it('sends the bar of a day that is not over hollow, as its source line says', async () => {
    const spec = specOf('funding')
    if (spec.body.type !== 'panes') throw new Error('panes were expected')
    const panes = spec.body.panes.map((pane) => ({
      ...pane,
      series: pane.series.map((one) => (one.type === 'bars' ? { ...one, partial: true } : one)),
    }))
    const { data } = portableConfig({ ...spec, body: { ...spec.body, panes } }) as unknown as {
      data: { datasets: { backgroundColor: string[]; borderWidth: number[] }[] }
    }
    expect(data.datasets[1]?.backgroundColor.at(-1)).toBe('#14171C')
    expect(data.datasets[1]?.borderWidth.slice(-2)).toEqual([0, 2])
  })

  it('sends a table of bars as lying bars with their values beside the names', async () => {
    const chart = await sent('sectors')
    expect(chart.options.indexAxis).toBe('y')
    expect(chart.data.labels[0]).toBe('プライバシー +6.8%')
    expect(chart.data.datasets[0]?.data.at(-1)).toBe(-0.149)
    expect(chart.options.plugins.subtitle.text.at(-1)).toContain('−7.2%')
  })

  it.each(
    someOf(
      [
        ['sheet', 'the sheet'],
        ['correlation-map', 'matrix'],
        ['movers-map', 'treemap'],
        ['macro', 'curves'],
        ['correlation', 'panes beside each other'],
      ] as const,
      5,
    ),
  )('draws %s locally, and says why', async (name, reason) => {
    const { url, asked } = await startQuickChart()
    const reasons: string[] = []
    const fallback = createLocalRenderer({ worker: false })
    const renderer = createQuickChartRenderer({ url, fallback, onFallback: (why) => reasons.push(why) })
    await renderer.render(specOf(name))
    expect(asked).toEqual([])
    expect(reasons).toEqual([expect.stringContaining(reason)])
  })

  it.each(
    someOf(
      [
        ['refuses', 500, 1000],
        ['answers no PNG', 200, 1000],
        ['is silent', 'never', 30],
      ] as const,
      3,
    ),
  )('draws locally where the server %s', async (_, answer, timeout) => {
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

/** What a test reads of a chart that was sent. */
interface SentChart {
  readonly data: {
    readonly labels: readonly string[]
    readonly datasets: readonly {
      readonly type: string
      readonly yAxisID?: string
      readonly data: readonly (number | null)[]
      readonly backgroundColor?: readonly string[]
    }[]
  }
  readonly options: {
    readonly indexAxis?: string
    readonly plugins: { readonly subtitle: { readonly text: readonly string[] } }
    readonly scales: Readonly<
      Record<
        string,
        { readonly stack?: string; readonly weight?: number; readonly title: { readonly text: string } }
      >
    >
  }
}

async function sent(name: string): Promise<SentChart> {
  const { url, asked } = await startQuickChart()
  await createQuickChartRenderer({ url, fallback: refusing }).render(specOf(name))
  return JSON.parse(String(asked[0]?.chart))
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
