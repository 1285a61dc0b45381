/** What a chart says at a point: the nearest day, and the value of every series then. */
import { describe, expect, it } from 'vitest'
import { layOut } from '#src/charts/layout/layout.ts'
import type { ScenePane } from '#src/charts/scene.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import { DAY } from '#src/market/time.ts'
import { readingAt, timesOf } from '#src/platforms/preview/page/pointed.ts'
import { everyChart, fixtureLook } from '../../../support/charts.ts'

const charts = { en: everyChart(fixtureLook('en')), ja: everyChart(fixtureLook('ja')) }

function shown(name: string, locale: 'en' | 'ja' = 'en') {
  const spec: ChartSpec = charts[locale].get(name)?.spec ?? expect.fail(`there is no chart ${name}`)
  const { panes } = layOut(spec, (text, size) => text.length * size * 0.55)
  const read = (pane: ScenePane, x: number) =>
    readingAt(spec, panes, pane, x) ?? expect.fail('nothing is read')
  return { spec, panes, read, pane: panes[0] ?? expect.fail('there is no pane') }
}

describe('a reading', () => {
  it('is of the day nearest to the pointer, in every pane above and below', () => {
    const { pane, panes, read } = shown('funding')
    const last = timesOf(pane).at(-1) ?? 0
    const reading = read(pane, pane.at(last) - 1)
    expect(reading.time).toBe(last)
    expect(reading.x).toBe(pane.at(last))
    expect(reading.title).toBe('23 Nov 2025')
    expect(reading.lines.map(({ text }) => text)).toEqual([
      'BTC price (dollars): $85,867',
      'Binance, settled every 8 hours: −0.0006%',
    ])
    expect(reading.lines.at(-1)?.ink).toBe('down')
    expect(panes).toHaveLength(2)
    // Half a day to the left is the day before.
    expect(read(pane, pane.at(last - 0.6 * DAY)).time).toBe(last - DAY)
  })

  it('says it in Japanese', () => {
    const { pane, read } = shown('volatility', 'ja')
    const reading = read(pane, pane.box.right)
    expect(reading.title).toBe('2025年11月24日')
    expect(reading.lines[0]?.text).toMatch(/^7日：49\.8%$/)
  })

  it('of panes side by side is of the one pointed at', () => {
    const { panes, read } = shown('correlation')
    const [first, second] = panes
    if (!first || !second) throw new Error('two panes were expected')
    const reading = read(second, second.box.right)
    expect(reading.lines).toHaveLength(second.pane.series.length)
    expect(reading.x).toBeGreaterThan(first.box.right)
  })

  it('tells each line once where panes one above the other show the same', () => {
    const phone = everyChart({ ...fixtureLook('en'), layout: 'phone' }).get('correlation')?.spec
    const spec = phone ?? expect.fail('there is no chart')
    const { panes } = layOut(spec, (text, size) => text.length * size * 0.55)
    const [first] = panes
    const lines = first && readingAt(spec, panes, first, first.box.right)?.lines.map(({ text }) => text)
    expect(lines?.toSorted()).toEqual(['Ranks 11–49: 0.63', 'Ranks 50–100: 0.55', 'Top 10: 0.74'])
  })

  it('names no value where there is none', () => {
    const { pane, read, spec } = shown('volume')
    const [bars] = spec.body.type === 'panes' ? (spec.body.panes[0]?.series ?? []) : []
    const hole = bars?.type === 'bars' ? bars.points.find(([, value]) => value === null)?.[0] : undefined
    const names = (at: number) => read(pane, pane.at(at)).lines.map(({ text }) => text.split(':')[0])
    expect(names(hole ?? 0)).toEqual(['Mean of the 4 weeks before'])
    for (const time of timesOf(pane)) {
      for (const { text } of read(pane, pane.at(time)).lines) expect(text).not.toMatch(/null|NaN|undefined/)
    }
    // The mean begins after four weeks.
    expect(read(pane, pane.box.left).lines).toHaveLength(1)
    expect(read(pane, pane.box.right).lines).toHaveLength(2)
    expect(read(pane, pane.box.right).title).toBe('17–23 Nov 2025')
  })

  it('has the hour where the values are of hours, and the range of it', () => {
    const { panes, read } = shown('sheet')
    const [hero] = panes
    if (!hero) throw new Error('the sheet has no hero')
    const reading = read(hero, hero.box.left)
    expect(reading.title).toMatch(/^17 Nov 2025 00:\d\d UTC$/)
    expect(reading.lines[0]?.text).toMatch(/\$9\d,\d{3}/)
  })
})
