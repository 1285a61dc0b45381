/** Calls by the month, of suppliers that count them so: what the backfill may spend, and where it stops. */
import type { Instant } from '#src/market/time.ts'
import { type Caller, CALLERS } from '#src/sources/caller.ts'
import type { Supplier } from '#src/sources/supplier.ts'
import type { BackfillJobs } from '#src/store/backfill.ts'

export interface Credits {
  /** Until when the backfill may not ask it, as this month's calls are used up; undefined where it may. */
  spentUntil(supplier: Supplier): Promise<Instant | undefined>
  /** Counts what was asked since it was counted last, for the backfill and live. */
  count(supplier: Supplier): Promise<void>
}

/** CoinGecko gives a free key 10,000 a month; the live calls keep the rest. */
const MOST = 8000
/** Of a whole backfill, which takes some 300 where nothing has to be asked for twice. */
const BACKFILL = 1000

export function createCredits(jobs: Pick<BackfillJobs, 'count'>, now: () => Instant): Credits {
  const counted = new Map<string, Readonly<Record<Caller, number>>>()
  const month = () => new Date(now()).toISOString().slice(0, 7)
  const nameOf = (supplier: Supplier, by: Caller) => `${by} calls of ${supplier.name} ${month()}`
  return {
    async spentUntil(supplier) {
      if (!supplier.spent) return undefined
      const [live, backfill] = await Promise.all([
        jobs.count(nameOf(supplier, 'live'), 0),
        jobs.count(nameOf(supplier, 'backfill'), 0),
      ])
      if (backfill < BACKFILL && live + backfill < MOST) return undefined
      const date = new Date(now())
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
    },
    async count(supplier) {
      const spent = supplier.spent?.()
      if (spent === undefined) return
      const before = counted.get(supplier.name)
      counted.set(supplier.name, spent)
      for (const caller of CALLERS) {
        const more = spent[caller] - (before?.[caller] ?? 0)
        if (more > 0) await jobs.count(nameOf(supplier, caller), more)
      }
    },
  }
}
