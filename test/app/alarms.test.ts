/** What the program's operators are told of, and when: once it is no hiccup, and once it is over. */
import { describe, expect, it } from 'vitest'
import { createAlarms, PATIENCE } from '#src/app/alarms.ts'
import type { Alert } from '#src/menus/notices/alerts.ts'
import type { SupplierStatus } from '#src/collector/status.ts'
import type { ObservedTable } from '#src/market/observation.ts'
import { MINUTE } from '#src/market/time.ts'
import type { Ledger } from '#src/store/ledger.ts'
import type { Claim } from '#src/store/claimed.ts'
import { createFakeClock } from '../support/clock.ts'

function watched() {
  const clock = createFakeClock()
  const sent: Alert[] = []
  const world = {
    suppliers: [] as SupplierStatus[],
    platforms: [] as { name: 'discord' | 'telegram'; state: string }[],
    overdue: undefined as { count: number; since: number } | undefined,
    hears: true,
  }
  const ledger = {
    overdue: async () => world.overdue,
    sent: async () => true,
    end: async () => ({ paused: false }),
  } as unknown as Ledger
  const alarms = createAlarms({
    ...{ clock, log: { info: () => {}, warn: () => {}, error: () => {} }, ledger },
    notify: async (alert) => {
      if (world.hears) sent.push(alert)
      return world.hears
    },
    suppliers: () => world.suppliers,
    platforms: () => world.platforms,
  })
  alarms.start()
  return {
    ...{ clock, world, sent, alarms, ledger: alarms.ledger(ledger) },
    async pass(minutes: number) {
      for (let minute = 0; minute < minutes; minute++) {
        clock.advance(MINUTE)
        for (let turn = 0; turn < 8; turn++) await Promise.resolve()
      }
    },
    began: () => sent.flatMap(({ began }) => began),
    over: () => sent.flatMap(({ over }) => over),
  }
}

function supplier(name: string, since?: number, tables: readonly ObservedTable[] = ['funding']) {
  const fails = since !== undefined
  return {
    ...{ name, title: name.toUpperCase(), tables: tables.map((table) => ({ table, fails })) },
    ...(fails ? { state: 'failing', since, fault: 'unreached' } : { state: 'answering' }),
  } as SupplierStatus
}

describe('a supplier that is silent', () => {
  it('is reported after 20 minutes, once, with how many venues are left, and once more when it answers', async () => {
    const { clock, world, pass, began, over } = watched()
    const others = ['okx', 'bybit', 'hyperliquid'].map((name) => supplier(name))
    const since = clock.now()
    world.suppliers = [supplier('binance', since), ...others]
    await pass(19)
    expect(began()).toEqual([])
    await pass(60)
    expect(began()).toEqual([
      {
        ...{ kind: 'silent', name: 'BINANCE', since, fault: 'unreached', partly: false },
        tables: [{ table: 'funding', answering: 3, all: 4 }],
      },
    ])
    expect(over()).toEqual([])
    world.suppliers = [supplier('binance'), ...others]
    await pass(5)
    expect(over()).toMatchObject([{ name: 'BINANCE', since }])
    expect(began()).toHaveLength(1)
  })

  it('is reported together with those that fell silent with it, and that nobody answers any more', async () => {
    const { clock, world, sent, pass } = watched()
    world.suppliers = [supplier('binance', clock.now()), supplier('okx', clock.now())]
    await pass(30)
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({ allSilent: true, began: [{ name: 'BINANCE' }, { name: 'OKX' }] })
  })

  it('is not reported where it answers again before', async () => {
    const { clock, world, sent, pass } = watched()
    for (let round = 0; round < 3; round++) {
      world.suppliers = [supplier('binance', clock.now())]
      await pass(15)
      world.suppliers = [supplier('binance')]
      await pass(1)
    }
    expect(sent).toEqual([])
  })
})

describe('trouble', () => {
  it('is reported again every minute until somebody hears it', async () => {
    const { clock, world, pass, began, sent } = watched()
    world.hears = false
    world.overdue = { count: 3, since: clock.now() }
    await pass(3)
    world.hears = true
    await pass(3)
    expect(sent).toHaveLength(1)
    expect(began()).toMatchObject([{ kind: 'late', count: 3 }])
  })

  it('is a platform that stays away for 10 minutes, counted from when it was first seen away', async () => {
    const { clock, world, pass, began, over } = watched()
    world.platforms = [
      { name: 'discord', state: 'connecting' },
      { name: 'telegram', state: 'ready' },
    ]
    await pass(PATIENCE.away / MINUTE)
    expect(began()).toEqual([])
    await pass(1)
    expect(began()).toMatchObject([{ kind: 'away', platform: 'discord', since: clock.now() - PATIENCE.away }])
    world.platforms = [{ name: 'discord', state: 'ready' }]
    await pass(1)
    expect(over()).toMatchObject([{ kind: 'away' }])
  })

  it('is half of an hour’s posts, at least five, that were lost; over when that hour has passed', async () => {
    const { clock, ledger, pass, began, over } = watched()
    const claim = { id: '1', worker: 'w', epoch: 1 } satisfies Claim
    const lose = () =>
      ledger.end(claim, { state: 'failed', now: clock.now(), fault: { code: 'invalid', text: '' } })
    const deliver = () => ledger.sent(claim, 0, [], { now: clock.now(), lease: 0, last: true })
    for (let index = 0; index < 4; index++) await lose()
    await pass(1)
    expect(began()).toEqual([])
    await lose()
    for (let index = 0; index < 6; index++) await deliver()
    await pass(1)
    expect(began()).toEqual([])
    await lose()
    await pass(1)
    expect(began()).toMatchObject([{ kind: 'lost', count: 6, all: 12 }])
    await pass(60)
    expect(over()).toMatchObject([{ kind: 'lost' }])
  })

  it('is not looked for any more once the program stops', async () => {
    const { clock, alarms, world, sent, pass } = watched()
    world.overdue = { count: 1, since: clock.now() }
    await alarms.close()
    await pass(3)
    expect([sent, clock.waiting]).toEqual([[], 0])
  })
})
