/** What a schedule of the daily posts: the frozen daily of the last day that has ended, in each of its languages. */
import { composeDaily, withFollowed } from '#src/briefing/daily/compose.ts'
import type { DailyEdition } from '#src/briefing/daily/edition.ts'
import { memberSettings, platformOf } from '#src/chat/address.ts'
import type { Memory } from '#src/chat/memory.ts'
import { withoutPictures } from '#src/chat/message.ts'
import type { PlatformName } from '#src/chat/platform.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import type { MadePosts, Order, Post } from '#src/delivery/makeposts.ts'
import type { Plan } from '#src/chat/schedule.ts'
import type { Dailies } from '#src/editions/dailies.ts'
import { followedOn } from '#src/editions/daily.ts'
import { postRecord, withDailyButtons } from '#src/editions/postbuttons.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { DAY, type Day, dayOf, floorToDay } from '#src/market/time.ts'
import { LATE_AFTER } from '#src/store/enqueuedue.ts'
import { languagesOf, lookKey, readerOf, saidLate } from './postlook.ts'

export interface DailyParts {
  /** Whether alerts are kept. */
  readonly alerts: boolean
  readonly history: () => History
  readonly dailies: Dailies
  readonly memory: Pick<Memory, 'saveAction' | 'watchlist'>
}

/** The last day that has ended when it is due; a recorded history has none but its last. */
export function dailyOf(fireAt: number, history: History): Day {
  const at = history.kind === 'live' ? fireAt : Math.min(fireAt, history.now)
  return dayOf(floorToDay(at) - DAY)
}

export async function makeDailyPosts(order: Order, parts: DailyParts): Promise<MadePosts> {
  const { plan, fireAt, now, late: known, reason } = order
  const history = parts.history()
  const { least, patience } = plan.coverage
  // A manual run takes what is there.
  const deadline = reason === 'due' ? fireAt + patience : now
  const begun = order.edition === undefined ? undefined : await parts.dailies.get(order.edition)
  const ready = begun
    ? { kind: 'frozen' as const, edition: begun, frozenAt: fireAt }
    : await parts.dailies.ready(history, dailyOf(fireAt, history), { least, deadline, now })
  if (ready.kind === 'wait') return ready
  const { edition, frozenAt } = ready
  const couldGo = Math.max(fireAt, Math.min(frozenAt, deadline))
  const late = known || (begun === undefined && reason === 'due' && now > couldGo + LATE_AFTER)
  const alone = plan.language !== 'both'
  const buttons = await saveButtons(order, edition, parts)
  const followed = followedOn(history, edition.day, await followedBy(plan, parts))
  const post = (language: LanguageCode): Post => ({
    language,
    key: JSON.stringify([
      'daily',
      edition.id,
      edition.revision,
      lookKey(order, late),
      alone,
      readerOf(plan),
      followed,
    ]),
    message: async () => {
      const { currency = 'usd', theme, colors, zone, options } = plan
      const money = currency === 'usd' ? undefined : { currency, yen: edition.yen }
      const words = createWords(language, zone, edition.end, money)
      const composed = composeDaily(edition, { words, theme, colors })
      const message = withFollowed(composed.message, followed, words)
      const made = withDailyButtons(message, buttons, words, {
        alone,
        reader: readerOf(plan),
        alerts: parts.alerts,
      })
      const shown = options.textOnly === true ? withoutPictures(made) : made
      return late ? saidLate(shown, language, zone, fireAt) : shown
    },
  })
  return { kind: 'ready', edition: edition.id, late, posts: languagesOf(plan).map(post) }
}

/** Only where one member alone reads it. */
async function followedBy({ member, target }: Plan, { memory }: DailyParts): Promise<readonly string[]> {
  return member === undefined
    ? []
    : memory.watchlist(memberSettings({ platform: platformOf(target) as PlatformName, member }))
}

/** The id of what is kept for its buttons: anew for every post, as they work for 90 days from then. */
async function saveButtons(
  { plan, now }: Order,
  { id }: DailyEdition,
  { memory }: DailyParts,
): Promise<string> {
  const { zone, theme, colors, currency = 'usd', target } = plan
  const posted = { edition: id, zone, theme, colors, currency }
  const record = postRecord(posted, platformOf(target) as PlatformName, now, 'daily')
  await memory.saveAction(record)
  return record.id
}
