/** What firings say of the past, over a whole history: each since recomputed from the CSV files, and what is not proven left unsaid. */
import { beforeAll, describe, expect, it } from 'vitest'
import { firingFacts } from '#src/alerts/facts/facts.ts'
import { firingMessage } from '#src/briefing/firing.ts'
import type { FiringFacts } from '#src/briefing/firingfacts.ts'
import type { Alert, Condition, Firing } from '#src/chat/alert.ts'
import type { History } from '#src/market/history.ts'
import { alertPlanOf } from '../support/alerts.ts'
import { readHistory } from '../support/histories.ts'
import { describeWithShared, sharedFolder } from '../support/shared.ts'
import { sampleFolder } from './folders.ts'
import { at } from './record/find.ts'
import { type Candle, type MarketRecord, type Point, readRecord } from './record/record.ts'
import { DAY } from './record/time.ts'
import {
  capLastThere,
  lastOfSign,
  lastRun,
  lastThere,
  runAt,
  type Settled,
  settlements,
} from './recompute/firings.ts'

const [MINUTE, HOUR] = [60_000, 3_600_000]

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

describe('firings over the sample', () => suite(sampleFolder))

describeWithShared('firings over the recorded history', ['dataset'], () =>
  suite(sharedFolder('dataset') as string),
)

/** Of runs that are watched. */
const LENGTHS = [3, 6, 12, 20]

interface Said {
  readonly facts: FiringFacts
  readonly text: string
}

function suite(folder: string): void {
  let history: History
  let record: MarketRecord

  beforeAll(async () => {
    history = await readHistory(folder)
    record = readRecord(folder)
  })

  function say(
    condition: Condition,
    firing: Partial<Firing>,
    samples: readonly (readonly [number, number])[] = [],
  ): Said {
    const time = firing.time ?? 0
    const look = { language: 'en', zone: 'UTC', theme: 'dark', colors: 'standard' } as const
    const alert: Alert = {
      ...alertPlanOf('telegram:42', time, { condition, look }),
      ...{ id: 'a', owner: 'member:telegram:42', number: 3, state: 'active', revision: 1, createdAt: 0 },
    }
    const whole: Firing = {
      ...{
        watch: 1,
        step: 1,
        alert: 'a',
        target: 'telegram:42',
        kind: 'crossed',
        late: false,
        fate: 'waits',
      },
      ...{ series: '', side: -1, level: 0, seenAt: time, evidence: { sources: [] } },
      ...firing,
    }
    const facts = firingFacts(whole, alert, { history, samples, earlier: [] })
    const { blocks } = firingMessage([{ firing: whole, alert }], history, { single: facts })
    return { facts, text: blocks.map((block) => ('text' in block ? block.text : '')).join(' ') }
  }

  /** The day of an instant, as English prose has it; with its year where that is another. */
  const dated = (instant: number, now: number) => {
    const [day, today] = [new Date(instant), new Date(now)]
    const year = day.getUTCFullYear() === today.getUTCFullYear() ? '' : ` ${day.getUTCFullYear()}`
    return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]}${year}`
  }

  it.each([
    1, -1,
  ] as const)('a level that a price passes (side %i) was last there when the hours say so', (side) => {
    const candles = record.hourly.get('bitcoin') ?? []
    let [claimed, unclaimed] = [0, 0]
    for (let index = 48; index < candles.length; index += 29) {
      const { at: opened, open } = candles[index] as Candle
      const level = open * (1 + side * 0.004)
      const time = opened + 30 * MINUTE
      // It passes the level in the half hour's last two minutes.
      const samples = Array.from({ length: 30 }, (_, minute): readonly [number, number] => [
        opened + (minute + 1) * MINUTE,
        minute < 28 ? open : level * (1 + side * 0.001),
      ])
      const condition = {
        kind: 'price',
        asset: 'bitcoin',
        side: side > 0 ? 'above' : 'below',
        level,
      } as const
      const value = level * (1 + side * 0.001)
      const { facts, text } = say(condition, { series: 'price:bitcoin', side, level, value, time }, samples)
      const expected = lastThere(candles, index, side, level, time)
      expect(facts.since?.at, new Date(time).toISOString()).toBe(expected)
      if (typeof expected === 'number') {
        claimed++
        expect(text).toContain(`It was last there on ${dated(expected, time)}.`)
      } else {
        unclaimed++
        expect(text).not.toMatch(/last there|since/)
      }
    }
    // A record of a few weeks proves hardly anything.
    if (record.kind === 'recorded') expect(claimed).toBeGreaterThan(0)
    expect(unclaimed).toBeGreaterThan(0)
  })

  it('funding that turns, and its runs, are the first and the longest since when the settlements say so', () => {
    const settled = settlements(record)
    let [turned, ran] = [0, 0]
    for (let index = 1; index < settled.length; index++) {
      const [now, before] = [settled[index] as Settled, settled[index - 1] as Settled]
      const sign = Math.sign(now.rate)
      if (sign === 0) continue
      const length = runAt(settled, index)
      const firing = {
        series: 'run:bitcoin',
        side: sign as 1 | -1,
        level: sign,
        value: sign * length,
        time: now.time,
      }
      if (length === 1 && Math.sign(before.rate) !== sign) {
        const { facts, text } = say({ kind: 'flip', asset: 'bitcoin' }, firing)
        const expected = lastOfSign(settled, index)
        expect(facts.since?.at, new Date(now.time).toISOString()).toBe(expected)
        if (typeof expected === 'number')
          expect(text).toContain(`first time since ${dated(expected, now.time)}`)
        if (typeof expected === 'number') turned++
      }
      if (LENGTHS.includes(length)) {
        const condition = {
          kind: 'streak',
          asset: 'bitcoin',
          sign: sign > 0 ? 'positive' : 'negative',
          length,
        } as const
        const { facts, text } = say(condition, { ...firing, level: sign * length })
        const expected = lastRun(settled, index, length)
        expect(facts.since?.at, `${new Date(now.time).toISOString()} ${length}`).toBe(expected)
        if (typeof expected === 'number')
          expect(text).toContain(`longest run since ${dated(expected, now.time)}`)
        if (typeof expected === 'number') ran++
      }
    }
    expect(turned + ran).toBeGreaterThan(0)
  })

  it('the market cap was last at its level when the snapshots say so', () => {
    const { total } = record
    let claimed = 0
    for (let index = 1; index < total.length; index++) {
      const [now, before] = [total[index] as Point, total[index - 1] as Point]
      const side = now.value > before.value ? 1 : -1
      const level = (now.value + before.value) / 2
      const condition = { kind: 'cap', asset: 'total', side: side > 0 ? 'above' : 'below', level } as const
      const firing = { series: 'cap:total', side, level, value: now.value, time: now.at } as const
      const { facts, text } = say(condition, firing)
      const expected = capLastThere(total, index, side, level)
      expect(facts.since?.at, new Date(now.at).toISOString()).toBe(expected)
      if (typeof expected !== 'number') continue
      claimed++
      expect(text).toContain(`last there on ${dated(expected, now.at)}`)
    }
    expect(claimed).toBeGreaterThan(0)
  })

  it('no change is ranked in a year that the record does not have', () => {
    const candles = record.hourly.get('bitcoin') ?? []
    const [first, last] = [candles[0] as Candle, candles.at(-1) as Candle]
    expect(last.at - first.at).toBeLessThan(366 * DAY)
    const firing = {
      series: 'change:bitcoin:1h',
      side: -1,
      level: -0.01,
      value: -0.2,
      time: last.at + HOUR,
    } as const
    const { facts } = say({ kind: 'change', asset: 'bitcoin', side: 'down', by: 0.01, window: '1h' }, firing)
    expect(facts.standing).toBeUndefined()
  })

  it('open interest is stated in both units as the days have it', () => {
    const days = record.openInterest.get('bitcoin all') ?? []
    const closes = record.daily.get('bitcoin') ?? []
    let stated = 0
    for (const { at: day, value } of days) {
      const [before, close, closeBefore] = [at(days, day - DAY), at(closes, day), at(closes, day - DAY)]
      const firing = {
        series: 'interest.coins:bitcoin:24h',
        side: -1,
        level: -0.01,
        value: -0.02,
        time: day + DAY,
      } as const
      const condition = {
        kind: 'interest',
        asset: 'bitcoin',
        side: 'down',
        by: 0.01,
        unit: 'coins',
        window: '24h',
      } as const
      const { facts } = say(condition, firing)
      if (!before || !close || !closeBefore) {
        expect(facts.interest, new Date(day).toISOString()).toBeUndefined()
        continue
      }
      stated++
      expect(facts.interest?.usd).toBe(value)
      expect(facts.interest?.usdChange).toBeCloseTo(value / before.value - 1, 12)
      const coins = value / close.close / (before.value / closeBefore.close) - 1
      expect(facts.interest?.coinsChange).toBeCloseTo(coins, 12)
    }
    expect(stated > 0).toBe(days.length > 0)
  })
}
