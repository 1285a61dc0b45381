/** What schedules post: the recap from its frozen edition, or a command's answer, in each of a schedule's languages. */
import type { Edition } from '#src/briefing/edition.ts'
import type { SectionName } from '#src/briefing/section.ts'
import { isThin } from '#src/briefing/thin.ts'
import type { Additions } from '#src/chat/additions.ts'
import { platformOf } from '#src/chat/address.ts'
import type { Memory } from '#src/chat/memory.ts'
import { type Message, withoutPictures } from '#src/chat/message.ts'
import type { PlatformName } from '#src/chat/platform.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import type { Plan, What } from '#src/chat/schedule.ts'
import type { MakePosts, MadePosts, Order, Post } from '#src/delivery/makeposts.ts'
import { formatRecap } from '#src/editions/answer.ts'
import { postRecord, subscriptionRow, withPostButtons } from '#src/editions/postbuttons.ts'
import type { Dailies } from '#src/editions/dailies.ts'
import type { Flashes } from '#src/editions/flashes.ts'
import { coverageOf, type Editions } from '#src/editions/freeze.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { LATE_AFTER } from '#src/store/enqueuedue.ts'
import type { FlashStore } from '#src/store/flashport.ts'
import { addedTo, contentOf } from './additions.ts'
import { recapTimes } from './approvaltimes.ts'
import { dailyOf, makeDailyPosts } from './dailyposts.ts'
import { makeFlashPosts } from './flashposts.ts'
import { languagesOf, lookKey, readerOf, saidLate } from './postlook.ts'
import { makeReview, type ReviewPostParts } from './reviewpost.ts'
import { weekOf } from './weeks.ts'

export interface PostsParts extends ReviewPostParts {
  readonly flashes: Flashes
  readonly flashStore: FlashStore
  /** Whether alerts are kept. */
  readonly alerts: boolean
  /** The address of an edition's page on the public site; undefined where it has none. */
  readonly pageOf?:
    | ((edition: Pick<Edition, 'week'>, language: LanguageCode) => string | undefined)
    | undefined
  readonly history: () => History
  readonly editions: Editions
  readonly dailies: Dailies
  /** Keeps what is behind a post's buttons. */
  readonly memory: Pick<Memory, 'saveAction' | 'watchlist'>
  /** A command's answer as it would be posted now. */
  readonly scheduledMessage: (
    what: What,
    look: Pick<Plan, 'zone' | 'theme' | 'colors' | 'currency'> & { readonly language: LanguageCode },
  ) => Promise<Message>
}

export function postMaker(parts: PostsParts): MakePosts {
  return async (order) => {
    if (order.reason === 'review') return makeReview(order, parts)
    switch (order.plan.what.kind) {
      case 'brief':
        return makeRecap(order, parts)
      case 'daily':
        return makeDailyPosts(order, parts)
      case 'flash':
        return makeFlashPosts(order, parts)
      case 'command':
        return makeAnswer(order, parts)
    }
  }
}

/** The edition that a run needs, by a name that all who need it share; undefined where it needs none. */
export function awaitsOf({ what }: Plan, fireAt: number, history: History): string | undefined {
  if (what.kind === 'daily') return `daily ${dailyOf(fireAt, history)}`
  if (what.kind !== 'brief') return undefined
  const { edition, zone } = weekOf(what.windowZone, fireAt, history)
  return `brief ${zone} ${edition}`
}

async function makeRecap(order: Order, parts: PostsParts): Promise<MadePosts> {
  const { history: current, editions } = parts
  const { plan, fireAt, now, late: known, reason } = order
  if (plan.what.kind !== 'brief') throw new TypeError('this is no recap')
  const { length, sections, windowZone } = plan.what
  const history = current()
  const { least, patience } = plan.coverage
  // A manual run takes what is there.
  const deadline = reason === 'due' ? fireAt + patience : now
  const week = weekOf(windowZone, fireAt, history)
  const begun = order.edition === undefined ? undefined : await editions.get(order.edition)
  const ready = begun
    ? { kind: 'frozen' as const, edition: begun, frozenAt: fireAt }
    : await editions.ready(history, week, { least, deadline, now })
  if (ready.kind === 'wait') return ready
  const { edition, frozenAt } = ready
  // Waiting for figures makes nothing late: what counts is when it could have gone. Parts of one post say the same.
  const couldGo = Math.max(fireAt, Math.min(frozenAt, deadline))
  const isLate = known || (begun === undefined && reason === 'due' && now > couldGo + LATE_AFTER)
  // Nor does waiting for an approval, up to its deadline.
  const times = recapTimes(plan, fireAt)
  const late = isLate && (plan.approval === undefined || now > times.deadline + LATE_AFTER)
  // Short of what the plan waits for, it went out because a deadline had come. Who asks by hand sees what it says.
  const thin = reason === 'due' && isThin(edition) && coverageOf(edition) < least
  const added = await addedTo(edition, { plan, schedule: order.schedule }, parts)
  const additions = order.additions ?? added.additions
  const look = [...lookKey(order, late), additions]
  const alone = plan.language !== 'both'
  const buttons = length === 'compact' ? await saveButtons(order, edition, additions, parts) : undefined
  const post = (language: LanguageCode): Post => ({
    language,
    key: JSON.stringify([edition.id, edition.revision, length, sections, look, alone, readerOf(plan)]),
    message: async () => {
      const words = createWords(language, plan.zone, edition.week.end, moneyOf(plan))
      const request = {
        length,
        language,
        sections: sections as readonly SectionName[] | undefined,
        withFigures: false,
        additions,
      }
      const recap = formatRecap(edition, request, { words, theme: plan.theme, colors: plan.colors })
      const message =
        buttons === undefined
          ? recap
          : withPostButtons(recap, buttons, words, {
              alone,
              page: parts.pageOf?.(edition, language),
              ...{ reader: readerOf(plan), alerts: parts.alerts },
            })
      return late ? saidLate(message, language, plan.zone, fireAt) : message
    },
  })
  const { approval } = plan
  const { owner, texts } = added
  const asked = reason === 'due' && approval && owner !== undefined && order.schedule !== undefined
  return {
    ...{ kind: 'ready', edition: edition.id, late, thin, additions, posts: languagesOf(plan).map(post) },
    ...(asked && {
      approval: {
        ...{ schedule: order.schedule, fireAt, edition: week.edition, additions, owner, texts },
        ...{ content: contentOf(edition, additions, plan), mode: approval.mode, ...times },
      },
    }),
  }
}

async function makeAnswer(order: Order, parts: PostsParts): Promise<MadePosts> {
  const { history, scheduledMessage } = parts
  const { plan, fireAt, now, late: known, reason } = order
  const { what, zone, theme, colors, currency = 'usd' } = plan
  const { textOnly } = plan.options
  const late = known || (reason === 'due' && now > fireAt + LATE_AFTER)
  const look = lookKey(order, late)
  const stop = plan.member === undefined ? undefined : await saveStop(order, parts)
  const post = (language: LanguageCode): Post => ({
    language,
    // All that are due together get the same; a later run is made anew.
    key: JSON.stringify([what, fireAt, history().now, look, stop]),
    message: async () => {
      const made = await scheduledMessage(what, { language, zone, theme, colors, currency })
      const plain = textOnly === true ? withoutPictures(made) : made
      const words = createWords(language, zone, fireAt)
      const message =
        stop === undefined
          ? plain
          : {
              ...plain,
              actions: { id: stop, rows: subscriptionRow({ reader: 'one', alerts: parts.alerts }, words) },
            }
      return late ? saidLate(message, language, zone, fireAt) : message
    },
  })
  return { kind: 'ready', edition: undefined, late, posts: languagesOf(plan).map(post) }
}

/** The id of what is kept for its buttons: anew for every post, as they work for 90 days from then. */
async function saveButtons(
  { plan, now }: Order,
  { id }: Edition,
  additions: Additions,
  { memory }: PostsParts,
): Promise<string> {
  const { zone, theme, colors, currency = 'usd', what, target } = plan
  const sections = what.kind === 'brief' ? what.sections : undefined
  const posted = { edition: id, zone, theme, colors, currency, sections, additions }
  const record = postRecord(posted, platformOf(target) as PlatformName, now)
  await memory.saveAction(record)
  return record.id
}

/** The edition brings the rate. */
function moneyOf({ currency = 'usd' }: Plan) {
  return currency === 'usd' ? undefined : { currency }
}

/** The id of what is kept for the button that stops a topic's answers. */
async function saveStop({ plan, now }: Order, { memory }: PostsParts): Promise<string> {
  const { zone, theme, colors, currency = 'usd', what, target } = plan
  const topic =
    what.kind === 'command' ? { edition: what.name, options: what.args } : { edition: '', options: undefined }
  const posted = { ...topic, zone, theme, colors, currency }
  const record = postRecord(posted, platformOf(target) as PlatformName, now, 'subscribe')
  await memory.saveAction(record)
  return record.id
}
