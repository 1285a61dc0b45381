/** Deliveries that are due, claimed and under way, as the contract of the ledger makes them. */
import type { Plan, Schedule } from '#src/chat/schedule.ts'
import type { Claimed } from '#src/store/claimed.ts'
import type { Store } from '#src/store/open.ts'
import { planOf } from '../../support/plans.ts'

export const NOW = Date.parse('2025-11-24T00:00:00Z')
export const DUE = NOW + 1_800_000
export const [MINUTE, HOUR, WEEK] = [60_000, 3_600_000, 7 * 86_400_000]
export const WINDOW = 90_000

export const due = (now: number) => ({
  now,
  most: 500,
  next: (_plan: unknown, after: number) => after + WEEK,
  awaits: () => undefined,
})
export const deliveriesOf = (store: Store) =>
  store.deliveries({ awaits: () => undefined, onPending: () => {} })
export const historyOf = (store: Store, { id }: Schedule) => deliveriesOf(store).history(id, 20)
export const stateOf = async (store: Store, schedule: Schedule) => (await historyOf(store, schedule))[0]
export const add = (store: Store, target: string, changes: Partial<Plan> = {}) =>
  store.schedules.add('a', planOf(target, changes), DUE, '42', NOW)

export async function claimOne({ ledger }: Store, now: number, worker = 'w'): Promise<Claimed> {
  const platforms = await Promise.all([
    ledger.claim(worker, 'discord', now, MINUTE, 1),
    ledger.claim(worker, 'telegram', now, MINUTE, 1),
  ])
  const [claimed] = platforms.flat()
  if (!claimed) throw new Error('nothing was there to be claimed')
  return claimed
}

/** Claimed, and a part of it with the platform. */
export async function sendingOne(store: Store, now: number, part = 0, nonce = 'n'): Promise<Claimed> {
  const claimed = await claimOne(store, now)
  await store.ledger.bind(claimed, { edition: 'e', late: false, parts: 2 })
  await store.ledger.mark(claimed, part, nonce, { now, lease: MINUTE, nonceWindow: WINDOW })
  return claimed
}
