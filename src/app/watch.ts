/** The program as its operator sees it: what passes through its parts is measured, and served beside its health. */
import { COALESCING, type Ticked } from '#src/alerts/tick.ts'
import type { Bot } from '#src/bot/bot.ts'
import type { LeftOut } from '#src/bot/request/answermemory.ts'
import { findCommand } from '#src/bot/request/find.ts'
import { platformOf } from '#src/chat/address.ts'
import { isBoxPlan } from '#src/chat/alertbox.ts'
import type { Request } from '#src/chat/request.ts'
import type { Clock } from '#src/clock.ts'
import { createFigures, type Figures } from '#src/health/figures.ts'
import type { CacheReads } from '#src/health/reads.ts'
import { type Health, startHealth } from '#src/health/server.ts'
import type { Feed, Past, Supplier } from '#src/sources/supplier.ts'
import { SupplierError } from '#src/sources/supplier.ts'
import type { Ledger } from '#src/store/ledger.ts'
import type { Claimed } from '#src/store/claimed.ts'
import type { Store } from '#src/store/open.ts'
import { ageOf } from './collected.ts'
import { createReadiness, type Seen, soon } from './readiness.ts'

export interface WatchParts {
  readonly port: number
  readonly version: string
  readonly clock: Clock
  readonly store: Pick<Store, 'sharedState' | 'ledger' | 'alerts' | 'flashes'>
  readonly caches: () => readonly CacheReads[]
}

export interface Watch {
  /** The same part, measured. */
  bot(bot: Bot): Bot
  /** An answer went without this, as the store could not write or read it. */
  leftOut(what: LeftOut): void
  ledger(ledger: Ledger): Ledger
  supplier(supplier: Supplier): Supplier
  /** Alerts were judged, in so many milliseconds. */
  ticked(ticked: Ticked, milliseconds: number): void
  /** What alerts report to a chat could not be gathered as it is set. */
  boxFault(): void
  /** Serves health and figures. Rejects with the system's error where the port cannot be had. */
  start(seen: Seen): Promise<Health>
}

/** Milliseconds over which flashes are counted: those of a chat's most. */
const WEEK = 7 * 86_400_000

/** Measures nothing, and serves nothing. */
export const UNWATCHED: Watch = {
  bot: (bot) => bot,
  leftOut: () => {},
  ledger: (ledger) => ledger,
  supplier: (supplier) => supplier,
  ticked: () => {},
  boxFault: () => {},
  start: async () => ({ address: '', close: async () => {} }),
}

export function createWatch({ port, version, clock, store, caches }: WatchParts): Watch {
  let suppliers: Seen['suppliers'] = () => []
  let collected: Seen['collected'] = () => undefined
  const figures = createFigures({
    version,
    caches,
    // A database that is away must not keep the other figures from being read.
    deliveries: () => soon(clock, store.ledger.open()),
    alerts: () => soon(clock, store.alerts.count()),
    flashes: () => soon(clock, store.flashes.count(clock.now() - WEEK)),
    unsent: () => soon(clock, store.alerts.unsent()),
    collector: () => ageOf(collected(), clock.now()),
    suppliers: () =>
      suppliers().map(({ name, state, lastAnswer, ofPast }) => ({
        name,
        open: state === 'failing',
        // A supplier whose past is complete is not asked again, and does not age.
        ...(lastAnswer !== undefined && !ofPast && { age: (clock.now() - lastAnswer) / 1000 }),
      })),
  })
  return {
    bot: (bot) => ({
      ...bot,
      async answer(request, progress) {
        const began = performance.now()
        const facts = { platform: request.platform, command: commandOf(request, bot) }
        const done = (result: 'answered' | 'refused' | 'failed') =>
          figures.answered({ ...facts, result, milliseconds: performance.now() - began })
        try {
          const reply = await bot.answer(request, progress)
          done(reply.result === 'held' ? 'refused' : (reply.result ?? 'answered'))
          return reply
        } catch (error) {
          done('failed')
          throw error
        }
      },
    }),
    leftOut: figures.leftOut,
    ticked: figures.ticked,
    boxFault: figures.boxFault,
    ledger: (ledger) => measuredLedger(ledger, clock, figures),
    supplier: (supplier) => ({
      ...supplier,
      feeds: supplier.feeds.map((feed) => measuredFeed(feed, supplier.name, figures.asked)),
      ...(supplier.pasts && {
        pasts: supplier.pasts.map((past) => measuredPast(past, supplier.name, figures.asked)),
      }),
    }),
    start(seen) {
      suppliers = seen.suppliers
      collected = seen.collected
      return startHealth({ port, clock, figures, ready: createReadiness({ clock, store, seen }) })
    },
  }
}

/** A command's own name; never what was typed. */
function commandOf({ input }: Request, { commands }: Bot): string {
  if (input.kind === 'click') return 'button'
  return findCommand(commands, input.name)?.name ?? 'unknown'
}

/** A ledger that reports each delivery that ends in this process. */
function measuredLedger(
  ledger: Ledger,
  { now }: Clock,
  figures: Pick<Figures, 'delivered' | 'alerted'>,
): Ledger {
  const claimed = new Map<string, Claimed>()
  const ended = ({ id }: { readonly id: string }, state: string) => {
    const one = claimed.get(id)
    claimed.delete(id)
    if (!one) return
    const [platform, late] = [platformOf(one.target), Math.max(0, now() - one.fireAt)]
    figures.delivered({ platform, state, late })
    if (state === 'sent' && isBoxPlan(one.plan))
      figures.alerted({ platform, milliseconds: late + COALESCING })
  }
  return {
    ...ledger,
    async claim(...asked) {
      const taken = await ledger.claim(...asked)
      for (const one of taken) claimed.set(one.id, one)
      return taken
    },
    async sent(claim, part, posted, at) {
      const isMine = await ledger.sent(claim, part, posted, at)
      if (!isMine) claimed.delete(claim.id)
      else if (at.last) ended(claim, 'sent')
      return isMine
    },
    async release(claim, how) {
      claimed.delete(claim.id)
      return ledger.release(claim, how)
    },
    async end(claim, how) {
      const result = await ledger.end(claim, how)
      if (result) ended(claim, how.state)
      else claimed.delete(claim.id)
      return result
    },
  }
}

/** A past whose pages are timed. */
function measuredPast(past: Past, supplier: string, tell: Parameters<typeof measuredFeed>[2]): Past {
  return {
    ...past,
    subjects: (coins) => past.subjects(coins),
    async fetch(query, signal) {
      const began = performance.now()
      const page = await past.fetch(query, signal).catch((error: unknown) => {
        const fault = error instanceof SupplierError ? error.fault : 'failed'
        if (!signal?.aborted) tell({ supplier, milliseconds: performance.now() - began, fault })
        throw error
      })
      tell({ supplier, milliseconds: performance.now() - began })
      return page
    },
  }
}

/** A feed whose asks are timed, without the time that its pages take to be kept. */
function measuredFeed(
  feed: Feed,
  supplier: string,
  tell: (facts: {
    readonly supplier: string
    readonly milliseconds: number
    readonly fault?: string
  }) => void,
): Feed {
  return {
    ...feed,
    cost: (query) => feed.cost(query),
    async *fetch(query, signal) {
      const pages = feed.fetch(query, signal)[Symbol.asyncIterator]()
      let isFirst = true
      try {
        for (;;) {
          const began = performance.now()
          const next = await pages.next().catch((error: unknown) => {
            const fault = error instanceof SupplierError ? error.fault : 'failed'
            if (!signal?.aborted) tell({ supplier, milliseconds: performance.now() - began, fault })
            throw error
          })
          if (next.done !== true || isFirst) tell({ supplier, milliseconds: performance.now() - began })
          isFirst = false
          if (next.done === true) return
          yield next.value
        }
      } finally {
        await pages.return?.()
      }
    },
  }
}
