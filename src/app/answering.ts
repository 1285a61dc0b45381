/** The bot with all that it answers from. */
import type { Bot } from '#src/bot/bot.ts'
import type { Command, StatusFacts } from '#src/bot/command.ts'
import type { LeftOut } from '#src/bot/request/answermemory.ts'
import { createBot } from '#src/bot/router.ts'
import { createPrivateChats } from '#src/menus/alerts/privatechats.ts'
import { platformOf } from '#src/chat/address.ts'
import { createScheduleSuggestions } from '#src/menus/schedules/suggest.ts'
import { type Looks, withLooks } from '#src/platforms/preview/looks.ts'
import { faultInUse } from '#src/store/faults.ts'
import type { Store } from '#src/store/open.ts'
import type { App } from './context.ts'
import { lastPageOf } from './site.ts'
import type { Market } from './market.ts'
import type { Posting } from './posting.ts'

export interface AnsweringParts {
  readonly commands: readonly Command[]
  readonly store: Store
  readonly market: Market
  readonly posting: Posting
  /** How pages want to be answered. */
  readonly looks: Looks
  /** Hears of what an answer went without. */
  readonly onLeftOut: (what: LeftOut) => void
  readonly version: string
  readonly commit: string | undefined
  /** Milliseconds since 1970. */
  readonly startedAt: number
  /** What alerts watch, as of the last minute; undefined where they are judged elsewhere, or not at all. */
  readonly watched: () => StatusFacts['watched']
  /** The chat platforms, each with what its connection says of itself. */
  readonly platforms: () => StatusFacts['platforms']
}

export function createAnswering({ config, log, clock, reads }: App, parts: AnsweringParts): Bot {
  const { commands, store, market, posting, looks, version, commit, startedAt, platforms } = parts
  return createBot({
    commands,
    history: market.history,
    memory: withLooks(store.memory, looks),
    log,
    now: clock.now,
    scheduleService: posting.scheduleService,
    deskService: posting.deskService,
    suggestSchedules: createScheduleSuggestions(posting.scheduleService, clock.now),
    editions: posting.editions,
    dailies: posting.dailies,
    flashes: posting.flashes,
    lastPage: lastPageOf(config, market.history, posting.editions),
    correct: async (named) =>
      (await market.accept(named)) ? { kind: 'accepted' as const } : posting.correct(named),
    privacy: store.privacy,
    ...(config.alerts.on && {
      alerts: {
        store: store.alerts,
        watchlist: store.memory.watchlist,
        check: async (target) => posting.poster(platformOf(target))?.check(target, { textOnly: true }),
        samples: store.alertWork.samples,
        total: config.alerts.total,
        privateChats: createPrivateChats({
          ...{ memory: store.memory, poster: posting.poster, now: clock.now, log },
          box: store.alerts.box,
        }),
      },
    }),
    clock,
    onLeftOut: parts.onLeftOut,
    storeFault: (error) => faultInUse(error, config.databaseUrl !== undefined),
    onRead: reads.counter('answers'),
    ...(market.fetchPrices && { fetchPrices: market.fetchPrices }),
    ...(config.owners && { owners: config.owners }),
    status: () => ({
      version,
      commit,
      startedAt,
      now: clock.now(),
      platforms: [{ name: 'preview', state: 'open' }, ...platforms()],
      ...suppliersOf(market.reportedStatus()),
      past: market.past(),
      watched: parts.watched(),
      flashes: parts.posting.flashed(),
    }),
  })
}

/** For `/sources` and `/status`. */
function suppliersOf({ suppliers, at }: ReturnType<Market['reportedStatus']>) {
  return { suppliers, ...(at !== undefined && { suppliersAt: at }) }
}
