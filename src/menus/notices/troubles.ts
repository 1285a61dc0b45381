/** Troubles with schedules, told in words to those who can mend them, with the buttons that do. */
import type { Alerts } from '#src/chat/alertstore.ts'
import { isBoxOwner } from '#src/chat/alertbox.ts'
import type { Edition } from '#src/briefing/edition.ts'
import type { FlashEdition } from '#src/briefing/flash/edition.ts'
import { isThin } from '#src/briefing/thin.ts'
import type { Button } from '#src/chat/action.ts'
import { memberIn, memberSettings, ownerOf, platformOf } from '#src/chat/address.ts'
import type { Approval } from '#src/chat/desk.ts'
import type { Delivery, Trouble } from '#src/chat/delivery.ts'
import type { ChatSettings, Memory } from '#src/chat/memory.ts'
import { withInstants } from '#src/chat/message.ts'
import type { Notice, NoticeMessage, NoticePlace, NoticeWriter } from '#src/chat/notice.ts'
import type { Poster } from '#src/chat/posting.ts'
import { isOfRun, type Revision, type Schedule } from '#src/chat/schedule.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { DEFAULT_LOCALE, LOCALES, type Locale } from '#src/i18n/locale.ts'
import { recordInstants } from '#src/i18n/instants.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import { describeMissingPermissions, formatPlace, formatResult, formatWhat } from '../schedules/format.ts'
import { digestMessage } from './digest.ts'
import { chatsOf, type Item, itemsOf, type MessageWithRows, type NameOf, withoutRepeats } from './items.ts'
import { heldBackMessage, isHeldBack, reviewLostMessage, reviewState } from './heldback.ts'
import { lackingMessage } from './lacking.ts'
import { thinMessage } from './thin.ts'
import { undeliveredMessage, undeliveredOf } from './undelivered.ts'

export interface TroubleParts {
  readonly memory: Pick<Memory, 'settings' | 'saveAction' | 'adderOf' | 'chatsOf'>
  readonly alerts: Pick<Alerts, 'box' | 'unreachable'>
  readonly revisions: (schedule: string) => Promise<readonly Revision[]>
  /** The approval of a run. */
  readonly approval: (schedule: string, fireAt: number) => Promise<Approval | undefined>
  /** A frozen edition by its id. */
  readonly edition: (id: string) => Promise<Edition | undefined>
  /** The flash that a delivery is of, as it stands now. */
  readonly flash?: (delivery: string) => Promise<FlashEdition | undefined>
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** The first characters of a notice's id: those of its buttons, the same for every try. */
const ACTION = 11

/**
 * Notices are for the community's log channel, else for the moderator who set the schedule up alone, else for the person who
 * added the bot, else for the chat itself where that still works. That a post lacks something is never told in its own
 * chat, whose readers can do nothing about it.
 */
export function createTroubles(
  { memory, alerts, revisions, edition, flash, approval, now }: TroubleParts,
  posterOf: (platform: string) => Poster | undefined,
): NoticeWriter {
  return {
    async recipientsOf(trouble) {
      const [item] = await itemsIn([trouble])
      if (!item) return undefined
      const { schedule, delivery } = item.trouble
      const { owner, target } = schedule
      // A member's own alerts are theirs alone, and go where they arrive: no private chat is opened for this.
      if (item.kind === 'alert' && memberIn(owner)) return [target]
      const { logChannel, reviewChannel } = await memory.settings(owner)
      const by = (await revisions(schedule.id)).findLast(
        (one) => one.by !== 'system' && !isOfRun(one.change),
      )?.by
      const members = [by, await memory.adderOf(owner)].flatMap((member) =>
        member === undefined ? [] : [memberSettings({ platform: platformOf(target), member })],
      )
      // What refused the post would refuse this, too.
      const isOpen = delivery.state === 'uncertain' || delivery.state === 'expired'
      // Who approves reads the review channel.
      const log = isHeldBack(delivery) ? (reviewChannel ?? logChannel) : logChannel
      const chats = log === undefined || isOwnChat(log, trouble) ? [] : [log]
      return [...new Set([...chats, ...members, ...(isOpen ? [target] : [])])]
    },
    compose,
  }

  async function compose(notice: Notice, place: NoticePlace): Promise<NoticeMessage | undefined> {
    const about = notice.troubles.filter((trouble) => !isOwnChat(place.target, trouble))
    const items = withoutRepeats(await itemsIn(about))
    const [first] = items
    if (!first) return undefined
    const { schedule } = first.trouble
    const nameOf = await namesFor(notice.recipient, place)
    const { language, zone } = await settingsFor(notice.recipient, schedule)
    const locale: Locale =
      language ??
      LOCALES.find((one) => one === schedule.language) ??
      LOCALES.find((one) => grammarOf(one).zone === schedule.zone) ??
      DEFAULT_LOCALE
    const { words, instants } = recordInstants(createWords(locale, zone ?? schedule.zone, now()))
    const { rows, command, args, ...bare } = await written(items, place, nameOf, words)
    const id = notice.id.slice(0, ACTION)
    // The list of alerts is opened by who reads this alone; in a chat by those who manage it.
    const reader = memberIn(notice.recipient) ?? memberIn(schedule.owner)
    const asker = command === 'alert' ? (reader?.member ?? '') : 'system'
    await memory.saveAction({
      ...{ id, platform: place.poster.platform, chat: place.target, asker, createdAt: now() },
      ...{ command, args },
    })
    const message = { ...withInstants(bare, instants()), ...(rows.length > 0 && { actions: { id, rows } }) }
    return { message, language: locale }
  }

  /** The message of items, and what its buttons act on. */
  async function written(items: readonly Item[], place: NoticePlace, nameOf: NameOf, words: Words) {
    const [first] = items
    if (!first) throw new RangeError('there is nothing to report')
    const { schedule, delivery } = first.trouble
    const undelivered = items.filter((item) => item.kind === 'alert')
    if (undelivered.length === items.length) {
      const message = await undeliveredMessage(undelivered, { chat: place.target, nameOf }, words)
      return { ...message, command: 'alert', args: alertState(schedule) }
    }
    const held =
      first.kind === 'trouble' && items.length === 1 && isHeldBack(delivery)
        ? await approval(schedule.id, delivery.fireAt)
        : undefined
    if (held && first.kind === 'trouble') {
      const message = heldBackMessage(first, held, await nameOf(schedule, words), words)
      return { ...message, command: 'desk', args: reviewState(held, schedule) }
    }
    const message =
      items.length === 1
        ? messageOf(first, await nameOf(schedule, words), words)
        : await digestMessage(items, nameOf, words)
    return { ...message, command: 'schedule', args: stateOf(items, first.trouble) }
  }

  /** What is still to be told: an edition may have been corrected meanwhile, a post published. */
  async function itemsIn(troubles: readonly Trouble[]): Promise<readonly Item[]> {
    const items: Item[] = []
    for (const trouble of troubles) {
      const { delivery, schedule } = trouble
      if (isBoxOwner(schedule.owner)) {
        const one = await undeliveredOf(trouble, alerts)
        if (one) items.push({ kind: 'alert', ...one })
        continue
      }
      const posted = delivery.state === 'sent' && delivery.edition !== undefined
      const made = posted ? await edition(delivery.edition) : undefined
      const known = schedule.what.kind === 'flash' ? await flash?.(delivery.id) : undefined
      items.push(...itemsOf(trouble, { thin: made && isThin(made) ? made : undefined, flash: known }))
    }
    return items
  }

  /** A member's own language and zone go before those of the community. */
  async function settingsFor(recipient: string, { owner }: Schedule): Promise<ChatSettings> {
    const settings = await memory.settings(owner)
    if (!memberIn(recipient)) return settings
    const { language, zone } = await memory.settings(recipient)
    return { ...settings, ...(language && { language }), ...(zone && { zone }) }
  }

  /** What people call the chat of a schedule; of one that the bot is no longer in, what the recipient knew it as. */
  async function namesFor(recipient: string, { poster }: NoticePlace): Promise<NameOf> {
    const member = memberIn(recipient)?.member
    const known = member === undefined ? [] : await memory.chatsOf(poster.platform, member)
    const titles = new Map(known.map(({ chat, title }) => [ownerOf(chat), title]))
    return async (schedule, words) => {
      const { target } = schedule
      const name = await posterOf(platformOf(target))
        ?.nameOf(target)
        .catch(() => undefined)
      return formatPlace(name ?? titles.get(ownerOf(target)), schedule, words)
    }
  }
}

/** Whether a post that lacks something would be told of where it was posted. */
function isOwnChat(place: string, { delivery, schedule }: Trouble): boolean {
  return delivery.state === 'sent' && place === schedule.target
}

/** Whose list of alerts is opened: the member's own, or the chat's. */
function alertState({ owner, target }: Schedule): Readonly<Record<string, string>> {
  return memberIn(owner) ? {} : { owner, target }
}

/** What the buttons act on: the schedule of the only item, or the chats of all. */
function stateOf(items: readonly Item[], { schedule, delivery }: Trouble): Readonly<Record<string, string>> {
  const { owner, target } = schedule
  if (items.length === 1) return { owner, target, open: schedule.id, run1: delivery.id }
  const chats = chatsOf(items).flatMap((chat, index) => [
    [`owner${index}`, chat.owner],
    [`target${index}`, chat.target],
  ])
  return { owner, target, ...Object.fromEntries(chats) }
}

/** The message of one item. */
function messageOf(item: Item, place: string, words: Words): MessageWithRows {
  if (item.kind === 'thin') return thinMessage(item.trouble, item.edition, place, words)
  if (item.kind === 'lacking') return lackingMessage(item.trouble, place, words)
  return troubleMessage(item.trouble, place, words)
}

/** What happened to which post, why, and what can be clicked. */
export function troubleMessage(
  { schedule, delivery, lacks }: Trouble,
  place: string,
  words: Words,
): MessageWithRows {
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
  if (delivery.reason === 'review') {
    return reviewLostMessage({ schedule, delivery, lacks }, place, words)
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
