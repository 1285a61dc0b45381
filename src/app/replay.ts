/** A replay: the hours of a record pass again on the page, without a network. Nothing is posted elsewhere, and nothing is kept. */
import { createReplayed } from '#src/alerts/replayed.ts'
import type { Bot } from '#src/bot/bot.ts'
import type { Poster } from '#src/chat/posting.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import { RequestError } from '#src/errors.ts'
import { createWords } from '#src/i18n/words.ts'
import type { Log } from '#src/log.ts'
import { historyAt } from '#src/market/asof.ts'
import type { History } from '#src/market/history.ts'
import { DAY, dayOf, floorToDay, HOUR, type Instant, isoOf } from '#src/market/time.ts'
import type { Opened } from './context.ts'
import { fixedMarket, type Market } from './market.ts'
import type { Replay } from './replaysettings.ts'

/** Days that a replay needs before it to have something to compare with. */
const LEAST_DAYS = 1

/** The first and the last instant that a record can be replayed from. */
export function spanOfReplay({ from, now }: Pick<History, 'from' | 'now'>) {
  return { first: floorToDay(from) + LEAST_DAYS * DAY, last: now }
}

/** The record as its time passes. Throws RequestError where the record does not reach to where the replay begins. */
export function replayedMarket(record: History, { asked, clock }: Pick<Replay, 'asked' | 'clock'>): Market {
  const { first, last } = spanOfReplay(record)
  if (asked.from < first || asked.from >= last) {
    const near = Math.max(first, floorToDay(last) - 30 * DAY)
    throw new RequestError('replay.outside', {
      ...{ typed: asked.typed, name: record.name },
      ...{ from: dayOf(first), to: isoOf(last), example: dayOf(near) },
    })
  }
  const hourly = lastOne((at: Instant) => historyAt(record, at))
  const daily = lastOne((at: Instant) => historyAt(record, at))
  const history = () => hourly(Math.floor(clock.now() / HOUR) * HOUR)
  const midnight = () => daily(floorToDay(clock.now()))
  return {
    ...fixedMarket(record),
    history,
    observe: createReplayed({ history, midnight, now: clock.now }),
  }
}

/** Time begins to pass, until all is closed; it waits for posts that are under way. */
export function startReplay(
  { clock }: Pick<Replay, 'clock'>,
  parts: {
    readonly record: History | undefined
    readonly posting: { running(): number }
    readonly log: Pick<Log, 'info'>
  },
  opened: Opened,
): void {
  clock.whileBusy(() => parts.posting.running() > 0)
  clock.start(parts.record?.now ?? clock.now(), () =>
    parts.log.info('The replay has come to the end of the record; time passes as usual from here on'),
  )
  opened.defer(clock.stop)
}

/** Time passes as usual while it answers. */
export function replayedBot(bot: Bot, { clock }: Pick<Replay, 'clock'>): Bot {
  return { ...bot, answer: (request, progress) => clock.during(() => bot.answer(request, progress)) }
}

/** What it posts says that it is of a replay. */
export function replayPoster(poster: Poster, kind: History['kind']): Poster {
  return {
    ...poster,
    prepare(message, language) {
      const line = noticeOf(kind, language)
      return poster.prepare({ ...message, footer: [line, ...message.footer] }, language)
    },
  }
}

function noticeOf(kind: History['kind'], language: LanguageCode): string {
  const words = createWords(language, 'UTC', 0)
  return words.say(`preview:replay.${kind === 'simulated' ? 'simulated' : 'recorded'}`)
}

/** Remembers the one answer of the last question. */
function lastOne<Value>(make: (at: number) => Value): (at: number) => Value {
  let known: { readonly at: number; readonly value: Value } | undefined
  return (at) => {
    if (known?.at !== at) known = { at, value: make(at) }
    return known.value
  }
}
