/** The daily as schedules post it: frozen once its day is whole, the same for all, corrected where it was posted. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Plan } from '#src/chat/schedule.ts'
import type { Order } from '#src/delivery/makeposts.ts'
import { createDailies, type Dailies } from '#src/editions/dailies.ts'
import { makeDaily } from '#src/editions/daily.ts'
import { createFlashes } from '#src/editions/flashes.ts'
import { createEditions } from '#src/editions/freeze.ts'
import type { History } from '#src/market/history.ts'
import { awaitsOf, postMaker } from '#src/schedules/posts.ts'
import type { Store } from '#src/store/open.ts'
import { DATABASES } from '../support/databases.ts'
import { sampleHistory } from '../support/histories.ts'
import { planOf } from '../support/plans.ts'

const HOUR = 3_600_000
/** 09:30 in Tokyo, half an hour after the day that ended. */
const DUE = Date.parse('2025-11-24T00:30:00Z')
const DAY = '2025-11-23'

let sample: History
let store: Store
let dailies: Dailies

beforeAll(async () => {
  sample = await sampleHistory()
})

beforeEach(async () => {
  store = await (DATABASES[0] as (typeof DATABASES)[0]).open()
  dailies = createDailies(store.dailies)
})

const liveAt = (now: number): History => ({ ...sample, kind: 'live', name: 'live', now })
/** A record in which the last price of bitcoin turned out to be another. */
const mended = (history: History): History => ({
  ...history,
  dailyCandles(asset) {
    const candles = history.dailyCandles(asset)
    if (asset !== 'bitcoin' || !candles) return candles
    return {
      ...candles,
      close: candles.close.map((close, i, all) => (i === all.length - 1 ? close * 0.8 : close)),
    }
  },
})

const daily = (changes: Partial<Plan> = {}) =>
  planOf('discord:1', {
    what: { kind: 'daily' },
    when: { kind: 'daily', hour: 9, minute: 30 },
    ...changes,
  })
const order = (changes: Partial<Order> = {}): Order => ({
  ...{ plan: daily(), fireAt: DUE, now: DUE, reason: 'due', late: false, edition: undefined },
  ...changes,
})
const actions: string[] = []
const makerOf = (history: History, alerts = true) =>
  postMaker({
    history: () => history,
    editions: createEditions(store.editions),
    dailies,
    flashes: createFlashes(store.flashes),
    ...{ flashStore: store.flashes, alerts },
    memory: {
      saveAction: async ({ command }) => void actions.push(command),
      watchlist: async (of) => (of === 'member:telegram:7' ? ['solana', 'no-coin', 'bitcoin'] : []),
    },
    desk: { texts: async () => [], shownBy: async () => undefined, shown: async () => {} },
    ownerOf: async () => undefined,
    poster: () => undefined,
    scheduledMessage: () => Promise.reject(new Error('no command is posted')),
  })

describe('the daily of a schedule', () => {
  it('waits for its day, and until its deadline for its figures', async () => {
    const early = makerOf(liveAt(DUE - 3 * HOUR))
    const wait = { kind: 'wait', until: DUE + 30_000 }
    expect(await early(order())).toEqual(wait)
    const strict = daily({ coverage: { least: 1, patience: 2 * HOUR } })
    expect(await makerOf(liveAt(DUE))(order({ plan: strict }))).toEqual(wait)
    expect(await early(order({ now: DUE + 2 * HOUR }))).toMatchObject({ kind: 'ready', late: false })
  })

  it('is one for all chats and languages, with evidence behind its button', async () => {
    const make = makerOf(liveAt(DUE))
    const [both, one] = [
      await make(order({ plan: daily({ language: 'both' }) })),
      await make(order({ plan: daily({ target: 'telegram:1', language: 'en' }) })),
    ]
    if (both.kind !== 'ready' || one.kind !== 'ready') throw new Error('nothing is ready')
    expect(both.edition).toBe(one.edition)
    expect(both.posts.map(({ language }) => language)).toEqual(['ja', 'en'])
    const [japanese, english] = await Promise.all(both.posts.map(({ message }) => message()))
    expect([japanese?.title, english?.title]).toEqual(['デイリー　11月23日（日）', 'Daily, Sun 23 Nov'])
    const choices = (await one.posts[0]?.message())?.actions?.rows
      .flat()
      .map((row) => 'choice' in row && row.choice)
    expect(choices).toEqual(['short-ja', 'why-en', 'about-en'])
    expect(actions).toContain('daily')
  })

  it('says in another revision what was corrected, of its id and of its day', async () => {
    const history = liveAt(DUE)
    const made = await makerOf(history)(order())
    if (made.kind !== 'ready') throw new Error('nothing is ready')
    expect(await dailies.revise(DAY, history, DUE)).toMatchObject({ isNew: false })
    const { revisions, isNew } = await dailies.revise(made.edition ?? '', mended(history), DUE + HOUR)
    expect(isNew).toBe(true)
    const [first, second] = revisions
    expect([first?.id, second?.revision]).toEqual([made.edition, 2])
    expect(second?.correction?.changes.map(({ figure }) => figure)).toContain('price.bitcoin.close')
    const again = await makerOf(history)(order({ edition: second?.id }))
    if (again.kind !== 'ready') throw new Error('nothing is ready')
    const text = JSON.stringify((await again.posts[0]?.message())?.blocks)
    expect(text).toContain('訂正（第2版）')
    expect(await dailies.revise('2001-01-01', history, DUE)).toEqual({ revisions: [], isNew: false })
  })

  it('is read back as it was frozen, and found for `/daily`', async () => {
    const ready = await dailies.ready(sample, DAY, { least: 0.5, deadline: 0, now: 1 })
    expect(ready.kind).toBe('frozen')
    const read = await createDailies(store.dailies).find(sample, DAY)
    expect(read).toEqual(JSON.parse(JSON.stringify(makeDaily(sample, DAY))))
  })

  it('says that it is late, and without pictures where the plan wants none', async () => {
    const plan = daily({ options: { textOnly: true }, language: 'en' })
    const made = await makerOf(liveAt(DUE))(order({ plan, late: true }))
    if (made.kind !== 'ready') throw new Error('nothing is ready')
    const message = await made.posts[0]?.message()
    expect(message?.images).toEqual([])
    expect(JSON.stringify(message?.blocks[0])).toContain('late')
  })

  it('has the coins that its one reader follows, and a button that stops it', async () => {
    const own = daily({ target: 'telegram:7', member: '7', language: 'en' })
    const made = await makerOf(liveAt(DUE))(order({ plan: own }))
    if (made.kind !== 'ready') throw new Error('nothing is ready')
    const message = await made.posts[0]?.message()
    const text = JSON.stringify(message?.blocks.at(-1))
    expect(text).toContain('Your watchlist')
    expect(text).toMatch(/SOL \$[\d.,]+ \([+−][\d.]+% in a day\).*BTC \$87,520/u)
    expect(message?.actions?.rows.at(-1)).toMatchObject([{ choice: 'stopthese' }, { choice: 'alert' }])
  })

  it('offers no alert where none are kept', async () => {
    const made = await makerOf(liveAt(DUE), false)(order())
    if (made.kind !== 'ready') throw new Error('nothing is ready')
    const message = await made.posts[0]?.message()
    const choices = message?.actions?.rows.flat().map((one) => ('choice' in one ? one.choice : ''))
    expect(choices).toContain('mine')
    expect(choices).not.toContain('alert')
  })

  it('is awaited by its day alone, whatever the chat', () => {
    expect(awaitsOf(daily(), DUE, liveAt(DUE))).toBe(`daily ${DAY}`)
    // 08:00 in Tokyo is before the day has ended in UTC.
    expect(awaitsOf(daily(), DUE - 1.5 * HOUR, liveAt(DUE))).toBe('daily 2025-11-22')
  })
})
