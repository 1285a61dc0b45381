/** Bitcoin's week as a path, the levels to watch and the earlier weeks alike, against the figures of the model editions. */
import { beforeAll, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { weekEnding } from '#src/market/week.ts'
import { readAnalogues } from '#src/services/analogues.ts'
import { readPricePath } from '#src/services/pricepath.ts'
import { readWatch } from '#src/services/watch.ts'
import { readHistory } from '../support/editions.ts'
import { describeWithShared } from '../support/shared.ts'

describeWithShared('a recorded week', ['dataset'], (dataset) => {
  let history: History
  beforeAll(async () => {
    history = await readHistory(dataset)
  })

  it('has its high, its low and its closes with their hours and days', () => {
    const path = readPricePath(history, weekEnding('2025-10-13')).value
    expect(path).toMatchObject({
      end: 114_894.4,
      high: { at: Date.parse('2025-10-06T18:00Z'), price: 126_208.5 },
      low: { at: Date.parse('2025-10-10T21:00Z'), price: 101_516.5 },
      lowestClose: { day: '2025-10-11' },
      streak: { direction: 'down', weeks: 1 },
    })
    expect(path.weekReturn).toBeCloseTo(-0.0691, 4)
    expect(path.range).toBeCloseTo(0.243, 3)
  })

  it('counts the weeks that went the same way, and both weeks together', () => {
    const path = readPricePath(history, weekEnding('2025-11-17')).value
    expect(path.streak).toEqual({ direction: 'down', weeks: 3 })
    expect(path.twoWeekReturn).toBeCloseTo(-0.1473, 4)
  })

  it('has no high or low where one hour of the week is missing', () => {
    const candles = history.hourlyCandles('bitcoin')
    if (!candles) throw new Error('the dataset has hourly candles')
    const hole = candles.times.indexOf(Date.parse('2025-10-08T03:00Z'))
    const without = (values: Float64Array) => values.filter((_, i) => i !== hole)
    const { times, open, high, low, close } = candles
    const holed: History = {
      ...history,
      hourlyCandles: () => ({
        interval: candles.interval,
        times: without(times),
        open: without(open),
        high: without(high),
        low: without(low),
        close: without(close),
      }),
    }
    const path = readPricePath(holed, weekEnding('2025-10-13')).value
    expect([path.high, path.low, path.range]).toEqual([undefined, undefined, undefined])
    expect(path.end).toBe(114_894.4)
  })

  it.each([
    // Each threshold with the last settlement of the earlier run that was as long.
    [
      '2025-10-13',
      2,
      [
        [3, '2025-09-21T00:00Z'],
        [4, '2025-06-07T08:00Z'],
      ],
    ],
    [
      '2025-11-17',
      0,
      [
        [3, '2025-10-21T00:00Z'],
        [5, '2025-10-19T00:00Z'],
      ],
    ],
  ] as const)('watches the run of negative settlements that would be news: %s', (monday, prints, thresholds) => {
    const { run } = readWatch(history, weekEnding(monday), 'binance').value
    expect(run?.prints).toBe(prints)
    expect(run?.thresholds).toEqual(
      thresholds.map(([length, since]) => ({ prints: length, since: Date.parse(since) })),
    )
  })

  it('does not watch a run that would be the longest since a day which the present one has reached', () => {
    const { run } = readWatch(history, weekEnding('2025-10-20'), 'binance').value
    for (const { prints } of run?.thresholds ?? []) expect(prints).toBeLessThanOrEqual(9)
  })

  it('names the next meeting with the odds that were known at the week’s end', () => {
    const { meeting } = readWatch(history, weekEnding('2025-11-17'), 'binance').value
    expect(meeting).toEqual({ day: '2025-12-10', cut: 0.485, source: 'polymarket' })
    expect(readWatch(history, weekEnding('2025-10-13'), 'binance').value.meeting).toBeUndefined()
  })

  it.each([
    ['2025-10-13', { threshold: 0.04, weeks: 7, roseAfter: 5, all: 39, allRose: 21 }],
    ['2025-11-17', { threshold: 0.04, weeks: 10, roseAfter: 6, all: 44, allRose: 22 }],
  ] as const)('counts earlier weeks alike, and all of them: %s', (monday, counts) => {
    expect(readAnalogues(history, weekEnding(monday)).value).toMatchObject(counts)
  })

  it('counts nothing where fewer than five weeks were alike, or where the week was calm', () => {
    expect(readAnalogues(history, weekEnding('2025-03-10')).value.weeks).toBeUndefined()
    expect(readAnalogues(history, weekEnding('2025-07-07')).value.weeks).toBeUndefined()
  })
})
