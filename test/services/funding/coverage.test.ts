/** The footer of /funding counts the venues that its rate is made from. */
import { describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import type { LiveMarket } from '#src/market/live.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { readFunding } from '#src/services/funding.ts'
import { readLatestFunding } from '#src/services/latest/funding.ts'
import { ask, textOf } from '../../commands/asking.ts'
import { sampleHistory } from '../../support/histories.ts'

const MONDAY = Date.parse('2025-11-17')
const week = weekEnding('2025-11-17')

/** As known at a time; one venue fell silent before it. */
async function without(venue: string, since: number, checkedAt: number): Promise<History> {
  const history = await sampleHistory()
  const nothing = { price: () => undefined, nextFunding: () => [], impliedVolatility: () => undefined }
  const live: LiveMarket = { checkedAt, ...nothing, disagreements: [] }
  return {
    ...history,
    ...{ kind: 'live', live, now: Math.floor(checkedAt / DAY) * DAY },
    funding(asset, name) {
      const prints = history.funding(asset, name)
      if (!prints || name !== venue) return prints
      const end = prints.times.findIndex((time) => time > since)
      const { times, rates, intervalHours } = prints
      return {
        times: times.subarray(0, end),
        rates: rates.subarray(0, end),
        intervalHours: intervalHours.subarray(0, end),
      }
    },
  }
}

describe('the venues of a funding answer', () => {
  it('counted one that fell silent after Monday: "4 of 4" while the rate of now is made from three', async () => {
    const history = await without('binance', MONDAY + DAY, MONDAY + 3 * DAY + 5 * HOUR)
    expect(readLatestFunding(history, week, 'bitcoin')?.used).not.toContain('binance')
    expect((await ask('/funding', history, 'en')).message.footer.join()).toContain('Coverage: 3 of 4 venues')
    expect((await ask('/funding', history, 'ja')).message.footer.join()).toContain('対象：4取引所中3取引所')
  })

  it('counted one that froze a day before the week’s end: its rate of then was in the current one', async () => {
    const at = MONDAY + HOUR / 6
    const history = await without('binance', MONDAY - DAY, at)
    const whole = readFunding(await without('binance', MONDAY + DAY, at), week, 'bitcoin')
    const { value, figures } = readFunding(history, week, 'bitcoin')
    const others = whole.value.venues.filter(({ venue }) => venue !== 'binance')
    const weights = others.reduce((sum, { weight }) => sum + weight, 0)
    const rate = others.reduce((sum, { rate8h, weight }) => sum + rate8h * weight, 0) / weights
    expect(value.rate8h).toBeCloseTo(rate, 12)
    expect(value.rate8h).not.toBeCloseTo(whole.value.rate8h ?? 0, 6)
    expect(figures['funding.bitcoin.rate8h']?.coverage).toEqual({ used: 3, expected: 4 })
    expect(value.venues.find(({ isOverdue }) => isOverdue)?.venue).toBe('binance')
    // Of the week's settlements it has seven eighths.
    expect(value.venues.find(({ venue }) => venue === 'binance')?.weekMean8h).toBeDefined()
    const [en, ja] = [await ask('/funding', history, 'en'), await ask('/funding', history, 'ja')]
    expect(en.message.footer.join()).toContain('Coverage: 3 of 4 venues')
    expect(textOf(en.message)).toContain('In the averages alone, as a settlement is overdue\nBinance')
    expect(textOf(ja.message)).toContain('平均にのみ含む取引所（予定時刻の確定値が未着）\nBinance')
  })

  it('count one that settles hourly and was asked for eight hours ago, as all are', async () => {
    const history = await without('hyperliquid', MONDAY - 8 * HOUR, MONDAY + HOUR / 6)
    expect(readFunding(history, week, 'bitcoin').value.venues.some(({ isOverdue }) => isOverdue)).toBe(false)
    const later = await without('hyperliquid', MONDAY + 2 * DAY - 10 * HOUR, MONDAY + 2 * DAY)
    expect(readLatestFunding(later, week, 'bitcoin')?.used).not.toContain('hyperliquid')
  })

  it('are the same on Monday in the title and in the row: it was weighed by the open interest of today', async () => {
    const history = await without('binance', MONDAY + 9 * DAY, MONDAY + 3 * DAY + 5 * HOUR)
    const { value } = readFunding(history, week, 'ethereum')
    expect(readLatestFunding(history, week, 'ethereum')?.before).toBe(value.rate8h)
  })

  it('count all while all go on', async () => {
    const history = await without('binance', MONDAY + 9 * DAY, MONDAY + 3 * DAY + 5 * HOUR)
    expect((await ask('/funding', history, 'en')).message.footer.join()).toContain('Coverage: 4 of 4 venues')
  })

  it('are the coverage of the standing in a year, which told days alone, where more is lacking of them', async () => {
    const at = MONDAY + 3 * DAY
    const coverage = async (since: number) => {
      const { figures } = readFunding(await without('okx', since, at), week, 'bitcoin')
      return figures['funding.bitcoin.percentile1y']?.coverage
    }
    const whole = await coverage(MONDAY + 9 * DAY)
    expect(whole?.used).toBe(whole?.expected)
    expect(await coverage(MONDAY - 3 * DAY)).toEqual({ used: 3, expected: 4 })
  })
})
