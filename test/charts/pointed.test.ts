/** What a chart says at a point: the nearest day, and the value of every series then. */
import { describe, expect, it } from 'vitest'
import { layOut } from '#src/charts/layout/layout.ts'
import type { ScenePane } from '#src/charts/scene.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import { DAY } from '#src/market/time.ts'
import { readingAfter, readingAt, readingOf, timesOf } from '#src/charts/pointed.ts'
import { everyChart, fixtureLook } from '../support/charts.ts'

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
    // The close of an hour, and how far the price went within it.
    const later = read(hero, (hero.box.left + hero.box.right) / 2)
    expect(later.title).toMatch(/:00 UTC$/)
    expect(later.lines.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^\$[\d,]+ – \$[\d,]+$/),
      expect.stringMatching(/^BTC: \$[\d,]+$/),
    ])
  })
})

describe('what has no time', () => {
  const sceneOf = (name: string, locale: 'en' | 'ja' = 'en') => {
    const spec = charts[locale].get(name)?.spec ?? expect.fail(`there is no chart ${name}`)
    return { spec, scene: layOut(spec, (text, size) => text.length * size * 0.55) }
  }
  const kinds = [...charts.en].filter(
    ([, { spec }]) => spec.body.type !== 'panes' && spec.body.type !== 'front',
  )

  it.each(
    kinds.map(([name]) => name),
  )('%s is read where it is drawn, and from end to end by steps', (name) => {
    const { spec, scene } = sceneOf(name)
    expect(scene.spots.length).toBeGreaterThan(0)
    for (const { box, title, lines } of scene.spots) {
      const reading = readingOf(spec, scene, { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 })
      expect([reading?.title, reading?.lines]).toEqual([title, lines])
      expect(lines.map(({ text }) => text).join()).not.toMatch(/undefined|null|NaN|^$/)
    }
    const first = readingAfter(spec, scene, undefined, 1)
    expect(first).toEqual(readingAfter(spec, scene, undefined, 'first'))
    expect(readingAfter(spec, scene, first, -1)).toEqual(first)
    const last = readingAfter(spec, scene, undefined, -1)
    expect(last).toEqual(readingAfter(spec, scene, undefined, 'last'))
    let [now, steps] = [first, 1]
    while (now?.marked[0] !== last?.marked[0] && steps <= scene.spots.length) {
      now = readingAfter(spec, scene, now, 1)
      steps++
    }
    expect(steps).toBe(scene.spots.length)
  })

  it('names each value of a row by the head of its column, in the reader’s language', () => {
    const of = (locale: 'en' | 'ja') => {
      const { spec, scene } = sceneOf('sectors', locale)
      return readingAfter(spec, scene, undefined, 'first')?.lines.map(({ text }) => text) ?? []
    }
    expect(of('en').join('\n')).toMatch(/^[^:]+: [+−][\d.]+%\n[^:]+: \d/)
    expect(of('ja').join('\n')).toMatch(/^[^：]+：[+−][\d.]+%\n[^：]+：\d/)
  })

  it('says nothing beside what is drawn', () => {
    const { spec, scene } = sceneOf('sectors')
    expect(readingOf(spec, scene, { x: -50, y: -50 })).toBeUndefined()
  })
})

it('steps along the times of a chart begin at the newest and end at both ends', () => {
  const spec = charts.en.get('funding')?.spec ?? expect.fail('there is no chart')
  const scene = layOut(spec, (text, size) => text.length * size * 0.55)
  const times = scene.panes[0] ? timesOf(scene.panes[0]) : []
  const newest = readingAfter(spec, scene, undefined, 1)
  expect(newest?.time).toBe(times.at(-1))
  expect(readingAfter(spec, scene, undefined, -1)?.time).toBe(times.at(-1))
  expect(readingAfter(spec, scene, newest, -1)?.time).toBe(times.at(-2))
  const first = readingAfter(spec, scene, newest, 'first')
  expect([first?.time, readingAfter(spec, scene, first, -1)?.time]).toEqual([times[0], times[0]])
})
