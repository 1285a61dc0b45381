/** The timeline: three to six days in the order of time, at most two lines a group, each series once a day. */
import { expect, it } from 'vitest'
import { timelineOf } from '#src/briefing/thread/timeline.ts'
import { HOUR } from '#src/market/time.ts'
import type { ExtremeGroup, RankedExtreme } from '#src/services/extremes/extreme.ts'
import { day, entry, material } from './given.ts'

const GROUPS = ['price', 'cross', 'coins', 'openinterest', 'funding', 'sentiment', 'macro'] as const

/** An entry a day, of another group each. */
function daily(days: number, given: (n: number) => Partial<RankedExtreme> = () => ({})): RankedExtreme[] {
  return GROUPS.slice(0, days).map((group: ExtremeGroup, n) =>
    entry(`${group}.x.close`, { at: day(n), ...given(n) }),
  )
}

function timelineFor(extremes: readonly RankedExtreme[]) {
  return timelineOf(material({ extremes })).map(({ day: at, items }) => [
    (at - day(0)) / (day(1) - day(0)),
    ...items.map(({ extremes: [id = ''] = [] }) => id.split(' ')[0]),
  ])
}

it('is none of fewer than three days', () => {
  expect(timelineFor(daily(2))).toEqual([])
  expect(timelineFor(daily(3))).toEqual([
    [0, 'price.x.close'],
    [1, 'cross.x.close'],
    [2, 'coins.x.close'],
  ])
})

it('takes entries from the summary’s bar on; where they fill no three days, from the sections’ on', () => {
  const third = (salience: number) => daily(3, (n) => (n === 2 ? { salience } : {}))
  expect(timelineFor(third(0.3))).toHaveLength(3)
  expect(timelineFor(third(0.29))).toEqual([])
  expect(timelineFor([...daily(3), entry('macro.x.close', { at: day(5), salience: 0.45 })])).toHaveLength(4)
  expect(timelineFor([...daily(3), entry('macro.x.close', { at: day(5), salience: 0.44 })])).toHaveLength(3)
})

it('leaves out the weakest of more than six days', () => {
  const days = timelineFor(daily(7, (n) => ({ salience: n === 1 ? 0.5 : 0.6 }))).map(([n]) => n)
  expect(days).toEqual([0, 2, 3, 4, 5, 6])
})

it('has at most two lines a group, the strongest', () => {
  const more = ['a', 'b', 'c'].map((id, n) =>
    entry(`cross.${id}.close`, { at: day(3), salience: 0.9 - n / 10 }),
  )
  const days = timelineFor([...daily(3, (n) => (n === 1 ? { group: 'macro' } : {})), ...more])
  expect(days.at(-1)).toEqual([3, 'cross.a.close', 'cross.b.close'])
})

it('stands in the order of time, in a day too, and gives the hour of a mark alone', () => {
  const mark = entry('price.x.low', { at: day(2) + 5 * HOUR, span: HOUR, salience: 0.9 })
  const [, , third] = timelineOf(material({ extremes: [...daily(3), mark] }))
  expect(third?.items.map(({ values }) => values.hour)).toEqual([undefined, day(2) + 5 * HOUR])
  expect(timelineFor(daily(3, (n) => ({ at: day(5 - n) }))).map(([n]) => n)).toEqual([3, 4, 5])
})

it('dates a series once a day, by its strongest entry', () => {
  const low = entry('cross.x.low', { at: day(1) + HOUR, salience: 0.6 })
  expect(timelineFor([...daily(3), low])[1]).toEqual([1, 'cross.x.low'])
  expect(timelineFor([...daily(3), { ...low, guard: 'gap' }])[1]).toEqual([1, 'cross.x.close'])
  expect(timelineFor([...daily(3), { ...low, at: day(2) + HOUR }])[1]).toEqual([1, 'cross.x.close'])
})

it('dates a series once where two of its entries on one side are as strong as each other', () => {
  const low = entry('cross.x.low', { at: day(1) + HOUR })
  expect(timelineFor([...daily(3), low])[1]).toEqual([1, 'cross.x.close'])
})

it('keeps a series’ high and low of one day where they are as strong as each other', () => {
  const [, close] = daily(3)
  const other = entry('cross.x.high', { at: day(1) + HOUR, kind: close?.kind === 'low' ? 'high' : 'low' })
  expect(timelineFor([...daily(3), other])[1]).toEqual([1, 'cross.x.close', 'cross.x.high'])
})

it('has no entry of the week as a whole, none outside of the week, and none that is withheld', () => {
  for (const no of [
    entry('cross.y.weekReturn', { at: day(4) }),
    entry('volatility.bitcoin.rv7d', { at: day(4) }),
    entry('breadth.rising', { at: day(4) }),
    entry('cross.y.close', { at: day(0) - 1 }),
    entry('cross.y.close', { at: day(7) + 1 }),
    entry('cross.y.close', { at: day(4), guard: 'glitch' }),
  ]) {
    expect(timelineFor([...daily(3), no]), no.series).toHaveLength(3)
  }
  expect(timelineFor([...daily(3), entry('cross.y.close', { at: day(7) })])).toHaveLength(4)
})
