/** The preview page, served for as long as the program runs. */
import type { Bot } from '#src/bot/bot.ts'
import { describeCommands } from '#src/bot/describe.ts'
import { formatPast, type FormattedPast } from '#src/briefing/details/backfill.ts'
import { emptinessOf, emptyLine } from '#src/briefing/details/emptyrecord.ts'
import type { SupplierRow } from '#src/briefing/details/suppliers.ts'
import type { ChartSpec } from '#src/charts/index.ts'
import type { Poster } from '#src/chat/posting.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { Editions } from '#src/editions/freeze.ts'
import type { History } from '#src/market/history.ts'
import { createLooks, type Looks } from '#src/platforms/preview/looks.ts'
import { createPagePoster } from '#src/platforms/preview/poster.ts'
import { createPosts } from '#src/platforms/preview/posts.ts'
import { startPreview } from '#src/platforms/preview/server.ts'
import type { EditionStore } from '#src/store/editions.ts'
import type { App, Opened } from './context.ts'
import { createFront } from './front.ts'
import { listening } from './listening.ts'
import type { Market } from './market.ts'

export interface PageParts {
  readonly bot: Bot
  readonly market: Pick<Market, 'history' | 'past' | 'reportedStatus'>
  readonly editions: Pick<Editions, 'find'>
  readonly store: { readonly editions: Pick<EditionStore, 'weeks'> }
}

export interface Page {
  /** How pages want to be answered. */
  readonly looks: Looks
  /** Posts to the pages that are open. */
  readonly poster: Poster
  /** Serves the page and gives its address. Throws RequestError for an address that cannot be had. */
  open(parts: PageParts, opened: Opened): Promise<string>
}

export function createPage({ config, renderer, clock, log, replay }: App): Page {
  const looks = createLooks()
  const posts = createPosts(replay?.real ?? clock, clock.now)
  return {
    looks,
    poster: createPagePoster(posts),
    async open({ bot, market, editions, store }, opened) {
      const { history, past, reportedStatus } = market
      const parts: Parameters<typeof startPreview>[0] = {
        bot,
        describe: (language) => describeCommands(bot.commands, language, 'preview'),
        data: () => dataOf(history()),
        past(language) {
          const words = createWords(language, 'UTC', 0)
          return emptyPast(history(), reportedStatus().suppliers, words) ?? formatPast(past(), words)
        },
        draw: (spec) => renderer.render(spec as ChartSpec),
        looks,
        posts,
        front: createFront({ config, history, editions, store: store.editions, renderer }),
        log,
      }
      const { host, port } = config
      const page = await listening(startPreview(parts, config), { name: 'PORT', host, port, usual: 8787 })
      opened.defer(() => page.close())
      return page.address
    },
  }
}

function dataOf({ kind, name, now }: History) {
  return { kind, name, now }
}

/** While nothing at all is on record: why, in place of what is fetched of the past. */
export function emptyPast(
  history: History,
  suppliers: readonly SupplierRow[],
  words: Words,
): FormattedPast | undefined {
  const summary = emptyLine(history, suppliers, words)
  if (summary === undefined || emptinessOf(history) !== 'record') return undefined
  const heading = words.say('commands:shared.empty.heading')
  return { heading, summary, items: [], done: 0, of: 0, isFetching: false }
}
