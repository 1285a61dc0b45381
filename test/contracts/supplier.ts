/** What every live supplier must do: tell what it knows, and fail by name, without inventing or giving a key away. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#src/market/asset.ts'
import type { Observation } from '#src/market/observation.ts'
import { DAY } from '#src/market/time.ts'
import {
  type Feed,
  type FeedQuery,
  type Page,
  type Past,
  type PastPage,
  type Supplier,
  SupplierError,
  type SupplierFault,
  type SupplierSettings,
} from '#src/sources/supplier.ts'
import { type Asked, type Loopback, type Reply, startLoopback } from '../support/loopback.ts'

/** How the youngest row of a healthy answer is spoiled. */
export interface Spoiled {
  /** In the place of its number; a text such as `NaN` where the wire has texts. */
  readonly value?: unknown
  /** Milliseconds by which all rows are dated later. */
  readonly shift?: number
  /** No rows at all. */
  readonly none?: boolean
}

export interface SupplierCase {
  readonly name: string
  /** Of the suite, where it tries several feeds of one supplier. */
  readonly title?: string
  create(settings: SupplierSettings): Supplier
  /** The feed that is tried, and where several have the name, which; of a supplier without feeds the kind of past. */
  readonly feed: Feed['name'] | Past['kind']
  readonly reach?: Feed['reach']
  readonly ask: FeedQuery
  readonly now: number
  readonly assets?: readonly Asset[]
  /** Undefined for a path that the supplier should not ask. */
  answer(asked: Asked, spoiled: Spoiled): Reply | undefined
  /** Values that make no sense in the place of a number; a supplier for which 0 does leaves it out. */
  readonly senseless?: readonly unknown[]
  /** A list without rows is nothing wrong: the supplier has nothing to say. */
  readonly mayBeEmpty?: boolean
  /** Facts are as old as they are: it tells the past of anything. */
  readonly neverStale?: boolean
}

export interface Told {
  readonly pages: readonly (Page & Pick<PastPage, 'missing'>)[]
  readonly observations: readonly Observation[]
  readonly error?: unknown
}

const KEY = 'never-t3ll-this'
const hush = (): Reply => 'silence'

/** Runs the contract over loopback HTTP; `pause` moves the clock, so nothing is waited for. */
export function supplierContract(one: SupplierCase): void {
  describe(`${one.title ?? one.name} as a supplier`, () => {
    let server: Loopback
    beforeAll(async () => {
      server = await startLoopback()
    })
    afterAll(() => server.close())

    const made = (timeout?: number) => one.create(settingsFor(server.url, one, timeout))
    const outcomeOf = async (reply: (asked: Asked) => Reply) => {
      server.answer(reply)
      const supplier = made(reply === hush ? 30 : undefined)
      const result = await tell(feedOf(supplier, one), one.ask)
      await supplier.close()
      return result
    }
    const spoiled = (how: Spoiled) =>
      outcomeOf((asked) => one.answer(asked, how) ?? { status: 404, body: {} })

    it('says who it is and what it gives', async () => {
      const supplier = made()
      expect(supplier.name).toMatch(/^[a-z\d-]+$/)
      expect(supplier.title).toMatch(/\S/)
      expect(supplier.feeds.length + (supplier.pasts ?? []).length).toBeGreaterThan(0)
      for (const feed of supplier.feeds) expect(feed.cost(one.ask)).toBeGreaterThanOrEqual(0)
      const budget = supplier.budget()
      if (budget) expect(budget.left).toBeLessThanOrEqual(budget.of)
      await supplier.close()
    })

    it('reports what it knows, in no more calls than it says', async () => {
      const { pages, observations, error } = await spoiled({})
      expect(error).toBeUndefined()
      const feed = feedOf(made(), one)
      expect(server.asked.length).toBeLessThanOrEqual(feed.cost(one.ask))
      expect(observations.length + pages.flatMap(({ assets = [] }) => assets).length).toBeGreaterThan(0)
      for (const observation of observations) {
        expect(feed.tables).toContain(observation.table)
        expect(observation.source).toMatch(/\S/)
        expect(Number.isFinite(observation.time)).toBe(true)
        expect(Object.values(observation.values).every(Number.isFinite)).toBe(true)
        expect(JSON.stringify(observation)).not.toContain(KEY)
      }
    })

    it('is tried with a small question', async () => {
      server.answer((asked) => one.answer(asked, {}) ?? { body: {} })
      const probe = await made().probe()
      expect(probe.latency).toBeGreaterThanOrEqual(0)
    })

    it.each<[string, Reply, readonly SupplierFault[]]>([
      ['says nothing', 'silence', ['timeout']],
      ['breaks the connection', 'reset', ['unreached']],
      ['answers 429', { status: 429, body: {}, headers: { 'retry-after': '3' } }, ['limited']],
      ['answers 418', { status: 418, body: {} }, ['limited']],
      ['answers 451', { status: 451, body: {} }, ['blocked']],
      ['answers 403', { status: 403, body: 'no' }, ['blocked']],
      ['answers 401', { status: 401, body: { message: `wrong key ${KEY}` } }, ['denied']],
      ['answers 500', { status: 500, body: '' }, ['down']],
      ['answers 503', { status: 503, body: `maintenance ${KEY}` }, ['down']],
      ['answers a page of HTML', { body: `<!DOCTYPE html><p>${KEY}</p>` }, ['malformed']],
      ['answers plain text', { body: 'hello' }, ['malformed']],
      ['answers another shape', { body: { something: 'else' } }, ['malformed', 'empty', 'down']],
      ['answers nothing', { body: '' }, ['empty']],
    ])('fails by name where it %s, and gives nothing', async (how, reply, faults) => {
      const { pages, observations, error } = await outcomeOf(reply === 'silence' ? hush : () => reply)
      if (error === undefined && pages.some(({ missing }) => missing === 'gap')) {
        // Of the past a file alone may make no sense: its page is named as a gap, with why.
        expect(['answers plain text', 'answers another shape', 'answers nothing']).toContain(how)
        expect(pages.flatMap(({ refusals }) => refusals).length).toBeGreaterThan(0)
        expect(observations).toEqual([])
        return
      }
      expect(error).toBeInstanceOf(SupplierError)
      expect(faults).toContain((error as SupplierError).fault)
      expect((error as SupplierError).supplier).toBe(one.name)
      expect(`${error} ${(error as Error).cause ?? ''} ${(error as Error).stack}`).not.toContain(KEY)
      expect(observations).toEqual([])
    })

    it.each(
      one.senseless ?? ['NaN', 'Infinity', '0x1f', {}, 0, -1],
    )('refuses a row with %j in the place of a number', async (value) => {
      const healthy = await spoiled({})
      const { pages, observations, error } = await spoiled({ value })
      if (error) expect(error).toBeInstanceOf(SupplierError)
      else expect(pages.flatMap(({ refusals }) => refusals).length).toBeGreaterThan(0)
      expect(observations.length).toBeLessThan(healthy.observations.length)
      for (const { values } of observations) expect(Object.values(values).every(Number.isFinite)).toBe(true)
    })

    it('never tells of the future', async () => {
      const { observations, error } = await spoiled({ shift: 40 * DAY })
      if (error) expect(error).toBeInstanceOf(SupplierError)
      expect(
        observations.filter(({ table, time }) => table !== 'funding_next' && time > one.now + DAY / 24),
      ).toEqual([])
    })

    it.skipIf(one.neverStale)('does not take old facts for new ones', async () => {
      const { observations, error } = await spoiled({ shift: -500 * DAY })
      expect(error).toBeInstanceOf(SupplierError)
      expect(['stale', 'empty']).toContain((error as SupplierError).fault)
      expect(observations).toEqual([])
    })

    it('has nothing to say where there is nothing', async () => {
      const { observations, error } = await spoiled({ none: true })
      expect(observations).toEqual([])
      if (!one.mayBeEmpty) expect(error).toBeInstanceOf(SupplierError)
    })

    it('stops on request', async () => {
      server.answer(() => 'silence')
      const stop = new AbortController()
      const work = tell(feedOf(made(), one), one.ask, stop.signal)
      stop.abort(new Error('stopping'))
      expect((await work).error).toMatchObject({ message: 'stopping' })
    })
  })
}

/** Settings of a supplier in a test: a clock that pauses move, a short time-out, a key that nobody may see. */
export function settingsFor(
  url: string,
  { now, assets = [] }: Pick<SupplierCase, 'now' | 'assets'>,
  timeout = 5000,
): SupplierSettings {
  let time = now
  return {
    ...{ url, key: KEY, timeout, now: () => time, assets: () => assets },
    pause: async (milliseconds, signal) => {
      await Promise.resolve()
      if (!signal?.aborted) time += milliseconds
    },
  }
}

/** Everything that a feed gives until it ends or fails. */
export async function tell(feed: Feed, ask: FeedQuery, signal?: AbortSignal): Promise<Told> {
  const pages: Told['pages'][number][] = []
  let failure: { readonly error: unknown } | undefined
  try {
    for await (const page of feed.fetch(ask, signal)) pages.push(page)
  } catch (error) {
    failure = { error }
  }
  return { pages, observations: pages.flatMap(({ observations }) => observations), ...failure }
}

function feedOf(supplier: Supplier, { feed, reach }: SupplierCase): Feed {
  const found = supplier.feeds.find(
    (its) => its.name === feed && (reach === undefined || its.reach === reach),
  )
  const past = supplier.pasts?.find(({ kind }) => supplier.feeds.length === 0 && kind === feed)
  if (past) return asFeed(past)
  if (!found) throw new Error(`${supplier.name} has no feed ${feed}`)
  return found
}

/** One page of a past, asked for as a feed is: files of days, each with its checksum. */
function asFeed(past: Past): Feed {
  return {
    name: 'interest.daily',
    tables: ['open_interest'],
    reach: 'past',
    cost: ({ from, to }) => (2 * (to - from)) / DAY,
    async *fetch({ assets: [subject = ''] = [], from, to }, signal) {
      yield await past.fetch({ subject, from, to }, signal)
    },
  }
}
