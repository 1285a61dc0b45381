/** A record that is filled in, and a machine's clock that jumps: nothing rings that is no news. */
import { describe, expect, it } from 'vitest'
import { settledValue } from '#src/alerts/settled.ts'
import { tick } from '#src/alerts/tick.ts'
import type { History } from '#src/market/history.ts'
import { parseSeries } from '#src/market/watched.ts'
import { newWatchOf } from '../support/alerts.ts'
import { buildHistory, type Print } from '../support/history.ts'
import { createEngine, DAY, HOUR, MINUTE, START } from './engine.ts'

const SERIES = ['funding:bitcoin', 'run:bitcoin']
const SETTLED = Date.parse('2025-11-24T00:00:00Z')

/** Settlements of the last 40 days: those of `days` before the newest, each of a rate. */
function record(rates: (day: number) => number | undefined): History {
  const prints: Print[] = []
  for (let ago = 120; ago >= 0; ago--) {
    const rate = rates(ago / 3)
    if (rate !== undefined) prints.push([new Date(SETTLED - ago * 8 * HOUR).toISOString(), rate, 8])
  }
  return buildHistory({ daily: { bitcoin: ['2025-11-23', 100] }, funding: { bitcoin: { okx: prints } } })
}

/** Alerts on high and on negative funding, and on a flip, judged by one record after the other. */
async function judgedBy(records: readonly History[]) {
  const engine = await createEngine()
  const known = (series: string) => {
    const parsed = parseSeries(series)
    return parsed && records[0] && settledValue(parsed, records[0], START)
  }
  const watches = SERIES.flatMap((series) => {
    const before = known(series)
    const level = series === 'run:bitcoin' ? 1 : 0.0003
    return ([1, -1] as const).map((side) =>
      newWatchOf({ series, side, fire: side * level, rearm: 0, ...(before && { before }) }),
    )
  })
  const { id } = await engine.set({ watches })
  for (const [index, history] of records.entries()) {
    const now = START + (index + 1) * MINUTE
    engine.at(now)
    const observe = async () =>
      SERIES.flatMap((series) => {
        const parsed = parseSeries(series)
        const value = parsed && settledValue(parsed, history, now)
        return value ? [{ series, ...value }] : []
      })
    await tick({ work: engine.store().alertWork, observe, now: () => now, since: START })
  }
  engine.at(START + HOUR)
  await engine.gather()
  return { messages: await engine.messages(), firings: await engine.store().alerts.firings(id, 99) }
}

describe('F5: backfill of 30 days', () => {
  const calm = 0.0001

  it('sends nothing for days that are filled in before the newest value', async () => {
    const before = record((day) => (day > 31 || day < 1 ? calm : undefined))
    const filled = record((day) => (day < 1 ? calm : day > 15 ? 0.002 : -0.002))
    expect(await judgedBy([before, filled, before, filled])).toEqual({ messages: [], firings: [] })
  })

  it('keeps what had crossed in 30 unseen days in the history alone', async () => {
    const before = record((day) => (day > 30 ? calm : undefined))
    const filled = record((day) => (day > 30 ? calm : -0.002))
    const { messages, firings } = await judgedBy([before, filled])
    expect(messages).toEqual([])
    // The run turned; of the rate nothing was known before, so that nothing is known to have crossed.
    expect(firings).toMatchObject([{ series: 'run:bitcoin', late: true, fate: 'unposted' }])
  })
})

describe('F6: a clock that jumps', () => {
  it('20 hours ahead: what crossed there is no news, and back again rings nothing', async () => {
    const engine = await createEngine()
    const { id } = await engine.set()
    await engine.minutes([91_000])
    await engine.minute({ 'price:bitcoin': 89_000 }, 20 * HOUR)
    engine.at(engine.now() - 20 * HOUR)
    for (let minute = 0; minute < 90; minute++) {
      await engine.minute({ 'price:bitcoin': minute % 2 ? 91_000 : 89_000 })
    }
    expect(await engine.messages()).toEqual([])
    expect(await engine.store().alerts.firings(id, 9)).toMatchObject([{ late: true, fate: 'unposted' }])
  })

  it('3 hours back: values of that time are left out, and the crossing after it rings once', async () => {
    const engine = await createEngine()
    await engine.set()
    await engine.minutes([91_000])
    engine.at(engine.now() - 3 * HOUR)
    const ticked = await engine.minute({ 'price:bitcoin': 89_000 })
    expect(ticked).toMatchObject({ written: 0, refused: { old: 1 } })
    for (let minute = 0; minute < 179; minute++) await engine.minute({ 'price:bitcoin': 89_000 })
    expect(await engine.messages()).toEqual([])
    await engine.minutes([89_000, 89_000, 88_000])
    const messages = await engine.messages()
    expect(messages.map(({ firings }) => firings.map(({ late }) => late))).toEqual([[false]])
  })

  it('asleep over the end of quiet hours: one list when it wakes, without what crossed hours ago', async () => {
    const quiet = { 'member:telegram:42': { quiet: '23:00-07:00', zone: 'Asia/Tokyo' } }
    const engine = await createEngine({ settings: quiet })
    await engine.set()
    await engine.set({ watches: [newWatchOf({ fire: 85_000, rearm: 85_500 })] })
    engine.at(Date.parse('2025-11-24T23:30:00+09:00'))
    await engine.minutes([91_000, 89_000])
    expect(await engine.messages()).toEqual([])
    // It sleeps until a quarter past eight.
    await engine.minute({ 'price:bitcoin': 84_000 }, Date.parse('2025-11-25T08:15:00+09:00') - engine.now())
    const messages = await engine.messages()
    expect(messages.map(({ firings }) => firings.map(({ level }) => level))).toEqual([[90_000]])
    await engine.minute({ 'price:bitcoin': 84_000 }, DAY)
    expect(await engine.messages()).toEqual([])
  })
})
