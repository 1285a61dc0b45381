/** Troubles with schedules, told in words to those who can mend them, with the buttons that do. */
import type { Button } from '#src/chat/action.ts'
import type { Delivery, Trouble } from '#src/chat/delivery.ts'
import type { ChatSettings, Memory } from '#src/chat/memory.ts'
import { type Message, withInstants } from '#src/chat/message.ts'
import type { Poster } from '#src/chat/posting.ts'
import type { Revision, Schedule } from '#src/chat/schedule.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { hearInstants } from '#src/i18n/instants.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { Log } from '#src/log.ts'
import { createActionId } from './controls.ts'
import { tellLacks, tellResult, tellWhat } from './schedules/tell.ts'

export interface TroubleParts {
  readonly memory: Pick<Memory, 'settings' | 'saveAction'>
  readonly revisions: (schedule: string) => Promise<readonly Revision[]>
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Rejects where the platform could not be reached, and can be asked again. */
export type TellTrouble = (
  trouble: Trouble,
  poster: (platform: string) => Poster | undefined,
) => Promise<void>

/**
 * Tells the community's log channel, else the moderator who set it up alone, else the chat itself where that still
 * works. Where none of them can be told, the list of schedules says it until it is settled.
 */
export function createTroubles({ memory, revisions, log, now }: TroubleParts): TellTrouble {
  return async (trouble, posterOf) => {
    const { schedule, delivery } = trouble
    const { number, owner, target } = schedule
    const settings = await memory.settings(owner)
    const by = (await revisions(schedule.id)).findLast((one) => one.by !== 'system')?.by
    const home = posterOf(platformOf(target))
    // What refused the post would refuse this, too.
    const isOpen = delivery.state === 'uncertain' || delivery.state === 'expired'
    const places = [
      async () => settings.logChannel,
      async () => (by === undefined ? undefined : home?.aloneWith(by)),
      async () => (isOpen ? target : undefined),
    ]
    for (const placeIn of places) {
      const place = await placeIn()
      const poster = place === undefined ? undefined : posterOf(platformOf(place))
      if (place !== undefined && poster && (await tell(trouble, place, poster, home, settings))) return
    }
    log.warn(`Schedule ${number} of ${owner}: ${delivery.state}, and nowhere to tell it`)
  }

  /** Gives whether the place took it. */
  async function tell(
    trouble: Trouble,
    place: string,
    poster: Poster,
    home: Poster | undefined,
    settings: ChatSettings,
  ): Promise<boolean> {
    const { schedule, delivery } = trouble
    const { number, owner, target } = schedule
    const locale: Locale =
      settings.language ??
      LOCALES.find((one) => one === schedule.language) ??
      (schedule.zone === 'Asia/Tokyo' ? 'ja' : 'en')
    const name = await home?.nameOf(target).catch(() => undefined)
    const { words, told } = hearInstants(createWords(locale, settings.zone ?? schedule.zone, now()))
    const { rows, ...bare } = troubleMessage(trouble, name ?? target, words)
    const message = withInstants(bare, told())
    const id = createActionId()
    await memory.saveAction({
      ...{ id, platform: poster.platform, chat: place, asker: 'system', command: 'schedule' },
      createdAt: now(),
      args: { owner, target, open: schedule.id, run1: delivery.id },
    })
    const prepared = await poster.prepare({ ...message, actions: { id, rows } }, locale)
    const to = { target: place, options: {}, title: message.title }
    for (const [part, { weight }] of prepared.parts.entries()) {
      await poster.turn(place, weight)
      const outcome = await poster.send(prepared, part, { ...to, nonce: `${id}.${part}` })
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

/** What happened to which post, why, and what can be pressed. */
export function troubleMessage(
  { schedule, delivery, lacks }: Trouble,
  place: string,
  words: Words,
): Message & { readonly rows: readonly (readonly Button[])[] } {
  const { trouble } = schedule
  const what = tellWhat(schedule.what, words)
  const number = schedule.number
  const rows = [buttonsFor(schedule, delivery, words)]
  const bare = { images: [], footer: [] } as const
  if (trouble !== undefined) {
    const reason = words.say(`schedules:troubles.${trouble}`)
    return {
      title: words.say('schedules:trouble.title', { number }),
      blocks: [
        { kind: 'paragraph', text: words.say('schedules:trouble.text', { what, place, reason }) },
        ...(lacks.length > 0 ? [tellLacks(lacks, words)] : []),
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
  const result = tellResult(delivery, words)
  return {
    title: words.say('schedules:trouble.missedTitle', { number }),
    blocks: [
      {
        kind: 'paragraph',
        text: words.say('schedules:trouble.missed', { what, place, result, time: delivery.fireAt }),
      },
      ...(lacks.length > 0 ? [tellLacks(lacks, words)] : []),
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

function platformOf(target: string): string {
  return target.slice(0, target.indexOf(':'))
}
