/** The engine from values to deliveries. The names beginning with B and F are bugs of other bots, and faults. */
import { describe, expect, it } from 'vitest'
import { newWatchOf } from '../support/alerts.ts'
import { createEngine, DAY, HOUR, MINUTE, START } from './engine.ts'

const many = (count: number, value: number) => Array.from({ length: count }, () => value)

describe('a tick', () => {
  it('reports what was passed, in one delivery, once', async () => {
    const engine = await createEngine()
    await engine.set()
    await engine.minutes([91_000, 89_940, 89_000, 88_000])
    const messages = await engine.messages()
    expect(messages).toHaveLength(1)
    expect(messages[0]?.firings).toMatchObject([
      { kind: 'crossed', value: 89_940, before: { value: 91_000 }, late: false },
    ])
  })

  it('takes the value that was known when it was set as the one before', async () => {
    const engine = await createEngine()
    await engine.set()
    await engine.minutes([89_940])
    expect((await engine.messages())[0]?.firings).toMatchObject([{ before: { value: 92_000 }, late: false }])
  })

  it('compares the first price with the one that was shown when it was set, however old that was', async () => {
    const engine = await createEngine()
    await engine.set({
      watches: [newWatchOf({ hold: MINUTE, before: { value: 92_000, time: START - HOUR } })],
    })
    await engine.minutes([89_940, 89_930])
    expect((await engine.messages())[0]?.firings).toMatchObject([
      { kind: 'crossed', late: false, value: 89_930 },
    ])
  })

  it('keeps the price that it has judged where another alert is set on it', async () => {
    const engine = await createEngine()
    await engine.set()
    await engine.minutes([91_000])
    await engine.set({ watches: [newWatchOf({ before: { value: 95_000, time: START - HOUR } })] })
    expect(await engine.store().alerts.observed(['price:bitcoin'])).toMatchObject([{ value: 91_000 }])
  })

  it('says how many series are watched, blind and refused', async () => {
    const engine = await createEngine()
    await engine.set({
      watches: [newWatchOf(), newWatchOf({ series: 'price:ethereum', before: { value: 3000, time: START } })],
    })
    const ticked = await engine.minute({ 'price:bitcoin': 0 }, 4 * MINUTE)
    expect(ticked).toMatchObject({ series: 2, blind: 2, written: 0, refused: { senseless: 1 } })
  })

  it('B8: no data toggles or resolves', async () => {
    const engine = await createEngine()
    await engine.set()
    await engine.minutes([89_000])
    for (let minute = 0; minute < 30; minute++) await engine.minute({})
    await engine.minutes([89_000, 88_000])
    expect(await engine.messages()).toHaveLength(1)
  })

  it('B9: hold begins anew at a restart or reload', async () => {
    const engine = await createEngine()
    await engine.set({ watches: [newWatchOf({ hold: 5 * MINUTE })] })
    await engine.minutes(many(5, 89_000))
    await engine.restart()
    await engine.minutes([89_000])
    expect(await engine.messages()).toHaveLength(1)
  })

  it('B10: notification lost when restarted before the flush', async () => {
    const engine = await createEngine()
    const { id } = await engine.set()
    engine.at(START + MINUTE)
    await engine.store().alertWork.write([
      {
        series: 'price:bitcoin',
        value: 89_000,
        time: START + MINUTE,
        standing: 'confirmed',
        evidence: null,
      },
    ])
    // Killed between writing and judging; the price is back before the next tick.
    await engine.restart()
    await engine.minute({ 'price:bitcoin': 92_000 })
    expect(await engine.store().alerts.firings(id, 9)).toMatchObject([{ value: 89_000 }])
    // And between firing and gathering.
    await engine.restart()
    engine.at(START + 3 * MINUTE)
    await engine.gather()
    expect(await engine.messages()).toHaveLength(1)
  })

  it('B11: restart rings everything again', async () => {
    const engine = await createEngine()
    for (let count = 0; count < 100; count++) await engine.set()
    await engine.minutes([89_000])
    expect(await engine.messages()).toHaveLength(1)
    for (let count = 0; count < 20; count++) {
      await engine.restart()
      await engine.minutes([88_000])
    }
    expect(await engine.messages()).toEqual([])
  })

  it('B14: after a mute: silence, or everything known rings', async () => {
    const engine = await createEngine()
    const { id } = await engine.set()
    const to = { kind: 'snooze', until: START + 30 * MINUTE } as const
    await engine.store().alerts.change({ id, revision: 1, now: START, to })
    await engine.minutes(many(35, 88_300))
    const [message, ...others] = await engine.messages()
    expect(message?.firings).toMatchObject([{ kind: 'meanwhile', value: 88_300 }])
    expect(others).toEqual([])
    expect(await engine.store().alerts.get(id)).toMatchObject({ state: 'active' })
    expect(await engine.store().alerts.watches(id)).toMatchObject([{ state: 'waiting' }])
  })

  it('B23: first report after a reset says 0 %', async () => {
    const engine = await createEngine()
    const watches = [newWatchOf({ series: 'change:bitcoin:1h', side: 1, fire: 0, rearm: -1 })]
    await engine.set({ watches: watches.map(({ before: _, ...watch }) => watch) })
    expect(await engine.minute({})).toMatchObject({ written: 0, reported: 0 })
  })

  it('B28: back after downtime: 30 apologies, or a flood of the missed', async () => {
    const engine = await createEngine()
    const levels = Array.from({ length: 40 }, (_, index) =>
      newWatchOf({ fire: 90_000 - index * 100, rearm: 95_000 }),
    )
    for (const watch of levels) await engine.set({ watches: [watch] })
    await engine.minutes([91_000])
    await engine.minute({ 'price:bitcoin': 80_000 }, 150 * MINUTE)
    const messages = await engine.messages()
    expect(messages).toHaveLength(1)
    expect(messages[0]?.firings).toHaveLength(40)
    expect(messages[0]?.firings.every(({ late }) => late)).toBe(true)
  })

  it('keeps what crossed while nobody saw the market for more than six hours in the history alone', async () => {
    const engine = await createEngine()
    const { id } = await engine.set()
    await engine.minutes([91_000])
    await engine.minute({ 'price:bitcoin': 80_000 }, 7 * HOUR)
    expect(await engine.messages()).toEqual([])
    expect(await engine.store().alerts.firings(id, 9)).toMatchObject([{ late: true, fate: 'unposted' }])
  })

  it('F3: every venue down 70 min: no fire, no clear, one note a person, then right', async () => {
    const engine = await createEngine()
    const owners = ['42', '7'].map((member) => ({
      owner: `member:telegram:${member}`,
      target: `telegram:${member}`,
    }))
    for (const owner of owners) for (let count = 0; count < 2; count++) await engine.set(owner)
    await engine.minutes([91_000])
    for (let minute = 0; minute < 70; minute++) await engine.minute({})
    const notes = await engine.messages()
    expect(notes.map(({ firings }) => firings.map(({ kind, level }) => [kind, level]))).toEqual([
      [['blind', 2]],
      [['blind', 2]],
    ])
    await engine.minutes([89_000])
    expect(
      (await engine.messages()).flatMap(({ firings }) => firings.map(({ kind, late }) => [kind, late])),
    ).toEqual(Array(4).fill(['crossed', true]))
  })

  it('is not blind from one close to the next on a change of days, and fires in time with the close that it comes with', async () => {
    const engine = await createEngine()
    const series = 'change:solana:7d'
    const before = { value: 0.01, time: START }
    await engine.set({ watches: [newWatchOf({ series, side: 1, fire: 0.05, rearm: 0.025, before })] })
    for (const change of [0.02, 0.03, 0.06]) {
      for (let hour = 0; hour < 23; hour++) await engine.minute({}, HOUR)
      await engine.minute({ [series]: change }, HOUR)
    }
    expect((await engine.messages()).flatMap(({ firings }) => firings)).toMatchObject([
      { kind: 'crossed', value: 0.06, late: false },
    ])
  })

  it('says with a silence how many venues answer at that time', async () => {
    const engine = await createEngine()
    await engine.set()
    await engine.minutes([91_000])
    for (let minute = 0; minute < 70; minute++)
      await engine.minute({ 'price:bitcoin': { asked: 3, answered: minute < 30 ? 0 : 1 } })
    expect((await engine.messages()).flatMap(({ firings }) => firings)).toMatchObject([
      { kind: 'blind', evidence: { answers: { asked: 3, answered: 1 } } },
    ])
  })

  it('B24: delisted coin "goes on with 0 %": its owner is asked once', async () => {
    const engine = await createEngine()
    await engine.set()
    for (let hour = 0; hour < 9 * 24; hour++) await engine.minute({}, HOUR)
    const kinds = (await engine.messages()).flatMap(({ firings }) => firings.map(({ kind }) => kind))
    expect(kinds).toEqual(['blind', 'gone'])
  })

  it('B24, F12: a coin that is delisted, renamed or whose ticker another has: an alert holds the id', async () => {
    const engine = await createEngine()
    const watch = newWatchOf({ series: 'price:terra-luna', before: { value: 92_000, time: START } })
    await engine.set({ watches: [watch] })
    await engine.minute({ 'price:terra-luna': 91_000 })
    // Another coin of the same ticker, far below the level.
    for (let hour = 0; hour < 9 * 24; hour++) await engine.minute({ 'price:terra-luna-2': 5 }, HOUR)
    const kinds = (await engine.messages()).flatMap(({ firings }) => firings.map(({ kind }) => kind))
    expect(kinds).toEqual(['blind', 'gone'])
    // Under whatever name it is traded again, its id is the same.
    await engine.minute({ 'price:terra-luna': 89_000 })
    await engine.minute({ 'price:terra-luna': 96_000 })
    await engine.minute({ 'price:terra-luna': 89_000 })
    const [message, ...others] = await engine.messages()
    expect(message?.firings).toMatchObject([{ kind: 'crossed', series: 'price:terra-luna', late: false }])
    expect(others).toEqual([])
  })

  it('F9: two tickers at once', async () => {
    const engine = await createEngine()
    for (let count = 0; count < 50; count++) await engine.set()
    await engine.minutes([91_000])
    await engine
      .minute({ 'price:bitcoin': 89_000 })
      .then(() => Promise.all([engine.tick(), engine.tick(), engine.gather(), engine.gather()]))
    const messages = await engine.messages()
    expect(messages.map(({ firings }) => firings.length)).toEqual([50])
  })

  it('ends an alert whose time is over, after it was said', async () => {
    const engine = await createEngine()
    const { id } = await engine.set({ plan: { until: START + 10 * DAY } })
    await engine.minute({ 'price:bitcoin': 91_000 }, 8 * DAY)
    expect((await engine.messages()).flatMap(({ firings }) => firings.map(({ kind }) => kind))).toContain(
      'expiring',
    )
    await engine.minute({ 'price:bitcoin': 91_000 }, 3 * DAY)
    expect(await engine.store().alerts.get(id)).toMatchObject({ state: 'ended' })
  })
})
