/** The newest settlements and readings since the last Monday, as a live market is answered with them. */
import { beforeAll, describe, expect, it } from 'vitest'
import { latestInterest } from '#src/briefing/details/latest.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { between } from '#src/market/series.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import { readLatestFunding } from '#src/services/latest/funding.ts'
import { readLatestInterest } from '#src/services/latest/interest.ts'
import { readLatestMacro } from '#src/services/latest/macro.ts'
import { readLatestVolume } from '#src/services/latest/volume.ts'
import { sampleHistory } from '../support/histories.ts'
import { buildHistory, generate } from '../support/history.ts'
import { liveAt, MONDAY, NOW, said, week } from './live.ts'

let sample: History
let live: History
beforeAll(async () => {
  sample = await sampleHistory()
  live = liveAt(sample, NOW)
})

const settled = (from: number, hours: readonly number[], rate = 0.0001) => {
  const times: number[] = []
  let time = from
  for (const length of hours) {
    time += length * HOUR
    times.push(time)
  }
  return {
    times: Float64Array.from(times),
    rates: new Float64Array(hours.length).fill(rate),
    intervalHours: Float64Array.from(hours),
  }
}

describe('the newest settlements', () => {
  const prices = ['2025-11-01', ...generate(19, (day) => 500 + day)] as const
  const eights = generate(9, () => 8)
  const history = (venues: Readonly<Record<string, ReturnType<typeof settled>>>) => ({
    ...liveAt(
      buildHistory({ assets: [{ id: 'zcash', symbol: 'ZEC' }], daily: { zcash: prices }, now: '2025-11-20' }),
      NOW,
    ),
    fundingVenues: () => Object.keys(venues).sort(),
    funding: (_: string, venue: string) => venues[venue],
  })

  it('say when the interval changed: ZEC went from 8 hours to 4 to 1', async () => {
    const from = NOW - 10 * HOUR - 4 * 4 * HOUR - 9 * 8 * HOUR
    const hours = [...eights, 4, 4, 4, 4, ...generate(10, () => 1)]
    const of = history({ binance: settled(from, hours) })
    const latest = readLatestFunding(of, week, 'zcash')
    expect(latest?.venues[0]).toMatchObject({ intervalHours: 1, rate: 0.0001, rate8h: 0.0008, age: 0 })
    expect(latest?.venues[0]?.intervals.map((one) => one.hours)).toEqual([8, 4, 1])
    expect(latest?.venues[0]?.intervals.map(({ since }) => (NOW - since) / HOUR)).toEqual([90, 22, 9])
    const [en, ja] = await said('/funding zec', of)
    expect(en).toContain(
      'Settlement interval on Binance: 8 h, 4 h from 07:10 UTC on 19 Nov, 1 h from 20:10 UTC on 19 Nov',
    )
    expect(ja).toContain('Binanceの決済間隔：8時間→4時間（日本時間11月19日16時10分から）→1時間（')
  })

  it('take one settlement that came late for no change', () => {
    const latest = readLatestFunding(
      history({ okx: settled(NOW - 48 * HOUR, [8, 8, 16, 8, 8]) }),
      week,
      'zcash',
    )
    expect(latest?.venues[0]?.intervals.map((one) => one.hours)).toEqual([8])
  })

  it('leave a venue that stands still out of the mean, beside which the Monday’s, over both, would be another figure', () => {
    const whole = settled(
      MONDAY - 10 * DAY,
      generate(39, () => 8),
      0.0002,
    )
    const stale = settled(
      MONDAY - 10 * DAY,
      generate(30, () => 8),
      0.0009,
    )
    const latest = readLatestFunding(history({ binance: whole, okx: stale }), week, 'zcash')
    expect(latest?.used).toEqual(['binance'])
    expect(latest?.rate8h).toBeCloseTo(0.0002, 12)
    expect(latest).not.toHaveProperty('before')
    expect(latest?.venues.map(({ venue, isOverdue }) => [venue, isOverdue])).toEqual([
      ['binance', false],
      ['okx', true],
    ])
  })
})

describe('the newest reading', () => {
  it('of open interest compares venues that have both, and names those that have not', () => {
    const history = liveAt(
      buildHistory({
        openInterest: {
          bitcoin: {
            binance: ['2025-11-16', 100, 101, 102, 103, 104],
            okx: ['2025-11-18', 50, 50, 50],
            bybit: ['2025-11-10', 70, 70],
          },
        },
      }),
      NOW,
    )
    const latest = readLatestInterest(history, week, 'bitcoin')
    expect(latest).toMatchObject({ value: 104, before: 100, leftOut: ['okx'] })
    expect(latest?.venues.map(({ venue }) => venue)).toEqual(['binance', 'okx'])
    if (!latest) throw new Error('there is a reading')
    const titleOf = (locale: 'en' | 'ja', value: number) =>
      latestInterest({ ...latest, value }, { name: 'BTC', week, now: NOW }, createWords(locale, 'UTC', NOW))
        .title
    expect(titleOf('en', 104)).toContain('+4.0% since Monday')
    expect(titleOf('en', 100)).toContain('unchanged since Monday')
    expect(titleOf('ja', 100)).toMatch(/から横ばい$/)
  })

  it('of volume compares venues that have the day and the whole week', () => {
    const history = liveAt(
      buildHistory({
        spotVolume: {
          binance: ['2025-11-10', 10, 10, 10, 10, 10, 10, 10, 20, 20, 30],
          okx: ['2025-11-15', 5, 5, 5, 5, 5],
        },
      }),
      NOW,
    )
    expect(readLatestVolume(history, week, 'spot')).toMatchObject({
      ...{
        value: 30,
        before: 10,
        venues: ['binance'],
        leftOut: ['okx'],
        day: NOW - 5 * HOUR - 600_000 - DAY,
      },
    })
  })

  it('of volume is what the supplier of the newest day reported, where others are no continuation of it', () => {
    const whole = buildHistory({
      spotVolume: { okx: ['2025-11-10', ...generate(8, () => 900), ...generate(2, () => 5)] },
    })
    const volume = whole.volume('spot', 'okx')
    if (!volume) throw new Error('okx has volume')
    const [before, since] = [
      between(volume, volume.times[0] as number, Date.parse('2025-11-18')),
      between(volume, Date.parse('2025-11-18'), NOW),
    ]
    const bySupplier = () => [
      { supplier: 'coingecko', usd: before },
      { supplier: 'okx', usd: since },
    ]
    const history = { ...liveAt(whole, NOW), bySupplier }
    expect(readLatestVolume(history, week, 'spot')).toMatchObject({ value: 5, venues: ['okx'] })
  })

  it('of macro is what came since the Monday alone', () => {
    const latest = readLatestMacro(live, week)
    expect(latest?.releases.map(({ series }) => series)).toEqual(['uk_cpi_yoy'])
    expect(latest?.curves.map(({ curve, day }) => [curve, day > MONDAY])).toEqual([
      ['ust', true],
      ['jgb', true],
    ])
    expect(readLatestMacro(liveAt(sample, MONDAY + HOUR), week)?.releases).toEqual([])
  })
})
