/** What every chart renderer promises: one suite, run by each of them. */
import { expect, it } from 'vitest'
import type { Renderer } from '#src/charts/renderer.ts'
import { everyChart, fixtureLook } from '../support/charts.ts'

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** `create` makes a fresh renderer. */
export function describeRenderer(create: () => Promise<Renderer>): void {
  const charts = everyChart(fixtureLook('ja'))

  it.each([
    'funding',
    'volatility',
    'sectors',
    'movers-map',
    'sheet',
  ])('draws %s as a PNG of its size', async (name) => {
    const renderer = await create()
    const chart = charts.get(name)
    if (!chart) throw new Error(`there is no chart ${name}`)
    const png = Buffer.from(await renderer.render(chart.spec))
    expect([...png.subarray(0, 8)]).toEqual(PNG_SIGNATURE)
    expect({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) }).toEqual(chart.size)
    await renderer.close()
  })

  it('draws several at once', async () => {
    const renderer = await create()
    const names = ['assets', 'marketcap', 'volume']
    const pngs = await Promise.all(
      names.map((name) => renderer.render(charts.get(name)?.spec ?? expect.fail(`no chart ${name}`))),
    )
    expect(new Set(pngs.map((png) => Buffer.from(png).toString('base64'))).size).toBe(names.length)
    await renderer.close()
  })

  it('draws the same spec the same way', async () => {
    const renderer = await create()
    const spec = charts.get('volatility')?.spec ?? expect.fail('no chart')
    const [one, other] = [await renderer.render(spec), await renderer.render(structuredClone(spec))]
    expect(Buffer.compare(one, other)).toBe(0)
    await renderer.close()
  })
}
