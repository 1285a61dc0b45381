/** What a feed answers of bodies that a loopback server sends, as lists that are read at a glance. */
import { afterAll, beforeAll, expect } from 'vitest'
import type { Feed, Supplier, SupplierSettings } from '#src/sources/supplier.ts'
import { settingsFor, tell } from '../contracts/supplier.ts'
import { type Asked, type Loopback, type Reply, startLoopback } from '../support/loopback.ts'
import { COINS, NOW, WEEK } from './bodies/week.ts'

type Answered = Awaited<ReturnType<typeof tell>>

interface Options {
  readonly ask?: Parameters<Feed['cost']>[0]
  readonly now?: number
  readonly reach?: Feed['reach']
}

/** To be called once by a test file: one server for all its tests. */
export function useFetching() {
  const state = {} as { server: Loopback }
  beforeAll(async () => {
    state.server = await startLoopback()
  })
  afterAll(() => state.server.close())
  return {
    state,
    async fetchFrom(
      create: (settings: SupplierSettings) => Supplier,
      feed: Feed['name'],
      answer: (asked: Asked) => Reply | undefined,
      { ask = WEEK, now = NOW, reach }: Options = {},
    ): Promise<Answered> {
      state.server.answer((asked) => answer(asked) ?? { status: 404, body: {} })
      const supplier = create(settingsFor(state.server.url, { now, assets: COINS }))
      const found = supplier.feeds.find((one) => one.name === feed && (reach ?? one.reach) === one.reach)
      const result = await tell(found as Feed, ask)
      expect(result.error).toBeUndefined()
      return result
    },
  }
}

/** `table key=… @day values`, for whole lists at a glance. */
export function lines(observations: Answered['observations']): string[] {
  return observations.map(({ table, of, time, values }) =>
    [table, ...Object.values(of), new Date(time).toISOString().slice(0, 16), ...Object.values(values)].join(
      ' ',
    ),
  )
}
