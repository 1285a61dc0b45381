/** Troubles with schedules, told in words to those who can mend them, with the buttons that do. */
import { createHash } from 'node:crypto'
import type { Edition } from '#src/briefing/edition.ts'
import { isThin } from '#src/briefing/thin.ts'
import type { Button } from '#src/chat/action.ts'
import { memberSettings, platformOf } from '#src/chat/address.ts'
import type { Delivery, Trouble } from '#src/chat/delivery.ts'
import type { ChatSettings, Memory } from '#src/chat/memory.ts'
import { type Message, withInstants } from '#src/chat/message.ts'
import type { Poster } from '#src/chat/posting.ts'
import type { Revision, Schedule } from '#src/chat/schedule.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { DEFAULT_LOCALE, LOCALES, type Locale } from '#src/i18n/locale.ts'
import { recordInstants } from '#src/i18n/instants.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { Log } from '#src/log.ts'
import { createActionId } from '#src/bot/answer/controls.ts'
import { describeMissingPermissions, formatPlace, formatResult, formatWhat } from '../schedules/format.ts'
import { thinMessage } from './thin.ts'

export interface TroubleParts {
  readonly memory: Pick<Memory, 'settings' | 'saveAction'>
  readonly revisions: (schedule: string) => Promise<readonly Revision[]>
  /** A frozen edition by its id. */
  readonly edition: (id: string) => Promise<Edition | undefined>
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
}

interface Notice {
  readonly trouble: Trouble
  /** The edition, where what is reported is that most of its figures were missing. */
  readonly posted: Edition | undefined
  readonly place: string
  readonly poster: Poster
  /** Of the platform that the schedule posts to. */
  readonly home: Poster | undefined
  readonly settings: ChatSettings
}

/** Rejects where the platform could not be reached, and can be asked again. */
export type NotifyOfTrouble = (
  trouble: Trouble,
  poster: (platform: string) => Poster | undefined,
) => Promise<void>

/**
 * Tells the community's log channel, else the moderator who set it up alone, else the chat itself where that still
 * works. Where none of them can be notified, the list of schedules says it until it is settled. That most figures of a post
 * were missing is never told in the chat of the post, whose readers can do nothing about it.
 */
export function createTroubles({ memory, revisions, edition, log, now }: TroubleParts): NotifyOfTrouble {
  return async (trouble, posterOf) => {
    const { schedule, delivery } = trouble
    const { number, owner, target } = schedule
    const wasPosted = delivery.state === 'sent'
    const posted = wasPosted && delivery.edition !== undefined ? await edition(delivery.edition) : undefined
    // It may have been corrected in the meantime.
    if (wasPosted && !(posted && isThin(posted))) return
    const settings = await memory.settings(owner)
    const by = (await revisions(schedule.id)).findLast((one) => one.by !== 'system')?.by
    const home = posterOf(platformOf(target))
    // What refused the post would refuse this, too.
    const isOpen = delivery.state === 'uncertain' || delivery.state === 'expired'
    const places = [
      async () => ({ place: settings.logChannel, settings }),
      async () => alone(by, home, settings),
      async () => ({ place: isOpen ? target : undefined, settings }),
    ]
    for (const placeIn of places) {
      const { place, settings: its } = await placeIn()
      if (place === undefined || (wasPosted && place === target)) continue
      const poster = posterOf(platformOf(place))
      if (poster && (await tell({ trouble, posted, place, poster, home, settings: its }))) return
    }
    const what = wasPosted ? 'posted with most figures missing' : delivery.state
    log.warn(`Schedule ${number} of ${owner}: ${what}, and nowhere to tell it`)
  }

  /** The moderator's own chat, and their own language and zone before those of the community. */
  async function alone(by: string | undefined, home: Poster | undefined, settings: ChatSettings) {
    const place = by === undefined ? undefined : await home?.aloneWith(by)
    if (by === undefined || home === undefined || place === undefined) return { place: undefined, settings }
    const { language, zone } = await memory.settings(memberSettings({ platform: home.platform, member: by }))
    return { place, settings: { ...settings, ...(language && { language }), ...(zone && { zone }) } }
  }

  /** Gives whether the place took it. */
  async function tell({ trouble, posted, place, poster, home, settings }: Notice): Promise<boolean> {
    const { schedule, delivery } = trouble
    const { number, owner, target } = schedule
    const locale: Locale =
      settings.language ??
      LOCALES.find((one) => one === schedule.language) ??
      LOCALES.find((one) => grammarOf(one).zone === schedule.zone) ??
      DEFAULT_LOCALE
    const name = await home?.nameOf(target).catch(() => undefined)
    const { words, instants } = recordInstants(createWords(locale, settings.zone ?? schedule.zone, now()))
    const where = formatPlace(name, schedule, words)
    const { rows, ...bare } = posted
      ? thinMessage(trouble, posted, where, words)
      : troubleMessage(trouble, where, words)
    const message = withInstants(bare, instants())
    const id = createActionId()
    await memory.saveAction({
      ...{ id, platform: poster.platform, chat: place, asker: 'system', command: 'schedule' },
      createdAt: now(),
      args: { owner, target, open: schedule.id, run1: delivery.id },
    })
    const prepared = await poster.prepare({ ...message, actions: { id, rows } }, locale)
    const to = { target: place, options: {}, title: message.title }
    for (const [part, { weight }] of prepared.parts.entries()) {
      await poster.waitForSlot(place, weight)
      const outcome = await poster.send(prepared, part, { ...to, nonce: nonceOf(delivery, place, part) })
      if (outcome.kind === 'sent') continue
      if (outcome.kind === 'busy' || outcome.kind === 'unreached') {
        throw new Error(`the trouble of schedule ${number} could not be told: ${outcome.kind}`)
      }
      if (outcome.kind === 'refused' && part === 0) return false
      // Told again it might be told twice: the history has it in any case.
      log.warn(`Schedule ${number} of ${owner}: ${delivery.state}; telling it was ${outcome.kind}`)
      return true
    }
    return true
  }
}

/**
 * The same for every try to send one notice: a platform that keeps nonces shows it once, also where the program ended
 * before it was put down that it had been sent. At most 24 characters.
 */
function nonceOf({ id, state, tries, endedAt }: Delivery, place: string, part: number): string {
  const all = JSON.stringify([id, state, tries, endedAt, place])
  return `${createHash('sha256').update(all).digest('base64url').slice(0, 20)}.${part}`
}

/** What happened to which post, why, and what can be clicked. */
export function troubleMessage(
  { schedule, delivery, lacks }: Trouble,
  place: string,
  words: Words,
): Message & { readonly rows: readonly (readonly Button[])[] } {
  const { trouble } = schedule
  const what = formatWhat(schedule.what, words)
  const number = schedule.number
  const rows = [buttonsFor(schedule, delivery, words)]
  const bare = { images: [], footer: [] } as const
  if (trouble !== undefined) {
    const reason = words.say(`schedules:troubles.${trouble}`)
    return {
      title: words.say('schedules:trouble.title', { number }),
      blocks: [
        { kind: 'paragraph', text: words.say('schedules:trouble.text', { what, place, reason }) },
        ...(lacks.length > 0
          ? [describeMissingPermissions(lacks, { target: schedule.target, place }, words)]
          : []),
        { kind: 'paragraph', text: words.say('schedules:trouble.mend') },
      ],
      ...bare,
      rows,
    }
  }
  if (delivery.state === 'uncertain') {
    const count = delivery.posted.length
    const about = { what, place, time: delivery.fireAt }
    const text =
      count === 0
        ? words.say('schedules:trouble.uncertain', about)
        : words.say('schedules:trouble.uncertainNext', { ...about, count })
    return {
      title: words.say('schedules:trouble.uncertainTitle'),
      blocks: [{ kind: 'paragraph', text }],
      ...bare,
      rows,
    }
  }
  const result = formatResult(delivery, words)
  return {
    title: words.say('schedules:trouble.missedTitle', { number }),
    blocks: [
      {
        kind: 'paragraph',
        text: words.say('schedules:trouble.missed', { what, place, result, time: delivery.fireAt }),
      },
      ...(lacks.length > 0
        ? [describeMissingPermissions(lacks, { target: schedule.target, place }, words)]
        : []),
    ],
    ...bare,
    rows,
  }
}

function buttonsFor({ trouble }: Schedule, { state }: Delivery, words: Words): Button[] {
  const button = (choice: string, label: string): Button => ({ kind: 'button', choice, label })
  const open = button('item', words.say('schedules:buttons.open'))
  if (trouble !== undefined) {
    return [{ ...button('resume', words.say('schedules:buttons.resume')), style: 'main' }, open]
  }
  if (state === 'uncertain') {
    return [
      button('resend=1', words.say('schedules:buttons.resendIt')),
      button('arrived=1', words.say('schedules:buttons.arrivedIt')),
      open,
    ]
  }
  const isOver = state === 'failed' || state === 'dead' || state === 'expired'
  return [...(isOver ? [button('retry=1', words.say('schedules:buttons.retryIt'))] : []), open]
}
