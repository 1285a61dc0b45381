/** What the program's figures say of deliveries and of suppliers, each end and each fault. */
import type { Store } from '#src/store/open.ts'
import { describe, expect, it } from 'vitest'
import { FIRINGS } from '#src/chat/alertbox.ts'
import { createWatch } from '#src/app/watch.ts'
import { type Feed, type Supplier, SupplierError } from '#src/sources/supplier.ts'
import type { Ledger } from '#src/store/ledger.ts'
import type { Claimed } from '#src/store/claimed.ts'
import { createFakeClock } from '../support/clock.ts'

const clock = createFakeClock()

function watched() {
  const ledger = {
    open: async () => ({ pending: 2, claimed: 0, sending: 1 }),
    claim: async () => [claimOf('one'), claimOf('two'), claimOf('three')],
    sent: async () => true,
    release: async () => ({ paused: false }),
    end: async () => ({ paused: false }),
  } as unknown as Ledger
  const watch = createWatch({
    ...{ port: 0, version: '1.0.0', clock, caches: () => [] },
    store: {
      alerts: {
        count: async () => ({ active: 0, paused: 0, snoozed: 0, ended: 0 }),
        unsent: async () => ({ due: 0, quiet: 1, full: 0, blocked: 0 }),
      } as unknown as Store['alerts'],
      flashes: {
        count: async () => ({ chats: 0, fates: { posted: 0, left: 0, joined: 0 } }),
      } as unknown as Store['flashes'],
      sharedState: { set: async () => {}, get: async () => undefined },
      ledger,
    },
  })
  const lines = async () => {
    const suppliers = () => [
      { name: 'bls', title: 'BLS', state: 'answering' as const, lastAnswer: clock.now() - 4000, tables: [] },
    ]
    const history = () => ({ assets: [] }) as never
    const health = await watch.start({
      ...{ history, suppliers, platforms: () => [], collected: () => undefined },
    })
    const text = await (await fetch(`${health.address}/metrics`)).text()
    const ready = await fetch(`${health.address}/readyz`)
    await health.close()
    return { lines: text.split('\n'), ready: ready.status }
  }
  return { watch, ledger: watch.ledger(ledger), lines }
}

const claimOf = (id: string) =>
  ({
    id,
    worker: 'w',
    epoch: 1,
    target: 'telegram:7',
    fireAt: clock.now(),
    plan: { what: FIRINGS },
  }) as Claimed

describe('figures of deliveries', () => {
  it('tell how each ended, and how late it was sent; what goes back into the queue has not ended', async () => {
    const { ledger, lines } = watched()
    const [one, two, three] = await ledger.claim('w', 'telegram', clock.now(), 1000, 3)
    clock.advance(4000)
    if (!one || !two || !three) throw new Error('three were claimed')
    await ledger.sent(one, 0, [], { now: 0, lease: 0, last: false })
    await ledger.sent(one, 1, [], { now: 0, lease: 0, last: true })
    await ledger.end(two, { state: 'dead', now: 0, fault: { code: '403', text: 'kicked' } })
    await ledger.release(three, { runAfter: 0, now: 0, counts: false })
    const said = (await lines()).lines
    expect(said).toContain('kawaraban_deliveries_total{platform="telegram",state="sent"} 1')
    expect(said).toContain('kawaraban_deliveries_total{platform="telegram",state="dead"} 1')
    expect(said).toContain('kawaraban_delivery_late_seconds_sum{platform="telegram"} 4')
    expect(said).toContain('kawaraban_deliveries_open{state="sending"} 1')
    expect(said).toContain('kawaraban_alert_unsent{reason="quiet"} 1')
    // From the firing on: what a box gathers waits five seconds before it is due.
    expect(said).toContain('kawaraban_alert_firing_to_sent_seconds_sum{platform="telegram"} 9')
    expect(said.filter((line) => line.startsWith('kawaraban_deliveries_total'))).toHaveLength(2)
  })
})

describe('figures of suppliers', () => {
  it('count pages and faults, and pass both on as they are', async () => {
    const fault = new SupplierError({ supplier: 'bls', fault: 'down', detail: 'it is down' })
    const page = { observations: [], refusals: [] }
    const feed: Feed = {
      ...{ name: 'macro', tables: ['macro'], reach: 'past' },
      cost: () => 3,
      async *fetch() {
        yield page
        throw fault
      },
    } as unknown as Feed
    const { watch, lines } = watched()
    const measured = watch.supplier({ name: 'bls', feeds: [feed] } as unknown as Supplier)
    const [its] = measured.feeds
    const got: unknown[] = []
    await expect(async () => {
      for await (const one of its?.fetch({ from: 0, to: 1 }) ?? []) got.push(one)
    }).rejects.toBe(fault)
    expect(got).toEqual([page])
    const said = await lines()
    expect(said.lines).toContain('kawaraban_supplier_seconds_count{supplier="bls",result="answered"} 1')
    expect(said.lines).toContain('kawaraban_supplier_seconds_count{supplier="bls",result="down"} 1')
    expect(said.lines).toContain('kawaraban_supplier_age_seconds{supplier="bls"} 4')
    expect(said.ready, 'a bot that knows nothing yet is not ready').toBe(503)
  })
})
