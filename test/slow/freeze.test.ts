/** Frozen editions: once, when they are complete or must go; read back as they were; corrected visibly. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Plan } from '#src/chat/schedule.ts'
import { startWorker } from '#src/delivery/worker.ts'
import { formatRecap } from '#src/editions/answer.ts'
import { createFlashes } from '#src/editions/flashes.ts'
import { createDailies } from '#src/editions/dailies.ts'
import { coverageOf, createEditions, type Editions } from '#src/editions/freeze.ts'
import { makeEdition } from '#src/editions/make.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { lastWeekAt, weekBefore } from '#src/market/week.ts'
import { correct } from '#src/schedules/correct.ts'
import { awaitsOf, postMaker } from '#src/schedules/posts.ts'
import { tick } from '#src/schedules/tick.ts'
import { NO_PRESENCE } from '#src/store/presence.ts'
import type { Store } from '#src/store/open.ts'
import { createFakeClock, eventually } from '../support/clock.ts'
import { ALL_DATABASES } from '../support/databases.ts'
import { sampleHistory } from '../support/histories.ts'
import { noticesInto } from '../support/notices.ts'
import { planOf } from '../support/plans.ts'
import { createFakePoster } from '../support/posters.ts'

const [MINUTE, HOUR] = [60_000, 3_600_000]
let sample: History
let store: Store
let editions: Editions

beforeAll(async () => {
  sample = await sampleHistory()
})

beforeEach(async () => {
  store = await (ALL_DATABASES[0] as (typeof ALL_DATABASES)[0]).open()
  editions = createEditions(store.editions)
})

/** The same record as a live one of which so much has come in. */
const liveAt = (now: number): History => ({ ...sample, kind: 'live', name: 'live', now })
/** A record in which one price turned out to be another. */
const mended = (history: History): History => ({
  ...history,
  dailyCandles(asset) {
    const candles = history.dailyCandles(asset)
    if (asset !== 'bitcoin' || !candles) return candles
    return {
      ...candles,
      close: candles.close.map((close, index, all) => (index === all.length - 1 ? close * 1.01 : close)),
    }
  },
})

describe('a frozen edition', () => {
  it('reports the same in both languages after it was written down and read back', async () => {
    const week = lastWeekAt(sample.now)
    const made = makeEdition(sample, week)
    const ready = await editions.ready(sample, week, { least: 0.5, deadline: 0, now: 1 })
    const read = await createEditions(store.editions).find(sample, week)
    expect(ready.kind).toBe('frozen')
    expect(read?.id).toBe(made.id)
    for (const locale of LOCALES) {
      const look = {
        words: createWords(locale, 'Asia/Tokyo', week.end),
        theme: 'dark' as const,
        colors: 'jp' as const,
      }
      const request = { length: 'full' as const, language: locale, sections: undefined, withFigures: true }
      expect(formatRecap(read as NonNullable<typeof read>, request, look)).toEqual(
        formatRecap(made, request, look),
      )
    }
  })

  it('waits for the closing candle, at most until its deadline', async () => {
    const week = lastWeekAt(sample.now)
    const early = liveAt(week.end - 24 * HOUR)
    const at = { least: 0.5, deadline: week.end + 2 * HOUR, now: week.end + MINUTE }
    expect(await editions.ready(early, week, at)).toEqual({ kind: 'wait', until: at.now + 30_000 })
    expect(await editions.ready(early, week, { ...at, now: at.deadline - 5 })).toMatchObject({
      until: at.deadline,
    })
    expect(await editions.ready(liveAt(week.end), week, at)).toMatchObject({ kind: 'frozen' })
  })

  it('goes at its deadline with what there is', async () => {
    const week = lastWeekAt(sample.now)
    const at = { least: 1, deadline: week.end + HOUR, now: week.end }
    expect(coverageOf(makeEdition(sample, week))).toBeLessThan(1)
    expect((await editions.ready(liveAt(week.end), week, at)).kind).toBe('wait')
    expect(await editions.ready(liveAt(week.end), week, { ...at, now: at.deadline })).toMatchObject({
      kind: 'frozen',
    })
  })

  it('stays what a version without threads froze, under its own id', async () => {
    const week = lastWeekAt(sample.now)
    const { thread, told, extremes, earlier, ...old } = makeEdition(sample, week, { revision: 2 })
    await store.editions.freeze({
      ...{
        id: 'before000000',
        data: old.data,
        week: week.edition,
        zone: week.zone,
        revision: 2,
        frozenAt: 7,
      },
      content: JSON.stringify({ ...old, id: 'before000000' }),
    })
    const ready = await editions.ready(mended(sample), week, { least: 0, deadline: 0, now: 9 })
    expect(ready).toMatchObject({ kind: 'frozen', frozenAt: 7 })
    const edition = (ready as Extract<typeof ready, { kind: 'frozen' }>).edition
    expect(edition).toMatchObject({ id: 'before000000', revision: 2, readings: old.readings })
    expect(edition.thread.headline).toEqual([])
    expect(await editions.get('before000000')).toEqual(edition)
    expect(await editions.find(sample, week)).toEqual(edition)
    const revised = await editions.revise('before000000', mended(sample), 10)
    expect(revised.revisions.map(({ revision }) => revision)).toEqual([2, 3])
    expect(revised.revisions.at(-1)?.thread.summary.length).toBeGreaterThan(0)
  })

  it('is shared by all who freeze it, and another for other data', async () => {
    const week = lastWeekAt(sample.now)
    const other = createEditions(store.editions)
    const at = { least: 0, deadline: 0, now: 1 }
    const [one, two] = await Promise.all([
      editions.ready(sample, week, at),
      other.ready(mended(sample), week, at),
    ])
    expect(one).toMatchObject({ kind: 'frozen' })
    expect(two).toEqual(one)
    expect(await editions.find(liveAt(week.end), week)).toBeUndefined()
    expect(await editions.find(sample, weekBefore(week))).toBeUndefined()
  })
})

describe('a recap for many chats', () => {
  it('is one edition for all languages, waited for, and corrected where it was posted', async () => {
    const week = lastWeekAt(sample.now)
    const clock = createFakeClock(week.end)
    const posters = [createFakePoster('discord'), createFakePoster('telegram')]
    let history = liveAt(week.end - 24 * HOUR)
    const parts = {
      history: () => history,
      editions,
      dailies: createDailies(store.dailies),
      flashes: createFlashes(store.flashes),
      ...{ flashStore: store.flashes, alerts: true },
      memory: { saveAction: async () => {}, watchlist: async () => [] },
      scheduledMessage: () => Promise.reject(new Error('no')),
      desk: store.desk,
      ownerOf: async (id: string) => (await store.schedules.get(id))?.owner,
      poster: () => undefined,
    }
    const makePosts = postMaker(parts)
    const log = { info() {}, warn() {}, error() {} }
    const { ledger } = store
    const worker = startWorker({
      ledger,
      presence: NO_PRESENCE,
      posters,
      makePosts,
      notices: noticesInto([]),
      clock,
      log,
    })
    const due = week.end + 30 * MINUTE
    const add = (target: string, changes: Partial<Plan>) =>
      store.schedules.add('owner', planOf(target, changes), due, '42', clock.now())
    await add('discord:1', { language: 'both' })
    await add('telegram:-1', { language: 'en' })
    const pass = async (milliseconds: number) => {
      for (let passed = 0; passed < milliseconds; passed += 1000) {
        clock.advance(1000)
        for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
      }
    }
    clock.advance(30 * MINUTE)
    const awaits = (plan: Plan, fireAt: number) => awaitsOf(plan, fireAt, history)
    await tick({ ledger, awaits, now: clock.now, onDue: worker.wake })
    await pass(2 * MINUTE)
    expect(posters.flatMap(({ calls }) => calls)).toEqual([])
    history = liveAt(week.end)
    await pass(MINUTE)
    await eventually(() => posters.every(({ shown }) => shown.length > 0))
    expect(posters.map(({ shown }) => shown.map(({ language }) => language))).toEqual([['ja', 'en'], ['en']])
    const footers = posters.flatMap(({ prepared }) => prepared.map(({ footer }) => footer.join(' ')))
    const id = (await editions.find(history, week))?.id ?? ''
    expect(footers.every((text) => text.includes(id))).toBe(true)
    expect(footers.join()).not.toContain('late')

    const correcting = {
      ...{ editions, ledger, history: () => history, makePosts, log, now: clock.now },
      dailies: createDailies(store.dailies),
      flashes: createFlashes(store.flashes),
      poster: (platform: string) => posters.find((one) => one.platform === platform),
    }
    expect(await correct(week.edition, correcting)).toEqual({ kind: 'same' })
    expect(await correct('2001-01-01', correcting)).toEqual({ kind: 'unknown' })
    history = mended(history)
    const result = await correct(id, correcting)
    expect(result).toMatchObject({ kind: 'corrected', edited: 2, failed: 0 })
    for (const { shown } of posters) {
      for (const { text } of shown) expect(text).toMatch(/Correction \(r2\)|訂正（第2版）/u)
    }
    expect(posters.map(({ shown }) => shown.length)).toEqual([2, 1])
    expect(await correct(week.edition, correcting)).toEqual({ kind: 'same' })
    await worker.stop()
  })
})
