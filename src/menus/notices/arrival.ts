/** First contact: who added the bot is remembered, the chat's language is settled, and the chat is greeted, once. */
import { createHash } from 'node:crypto'
import { memberSettings, type MemberOf } from '#src/chat/address.ts'
import { ARRIVAL, type Memory } from '#src/chat/memory.ts'
import type { MissingPermission, Outcome, Poster } from '#src/chat/posting.ts'
import type { PlatformName } from '#src/chat/platform.ts'
import { type Clock, pause } from '#src/clock.ts'
import { createActionId } from '#src/bot/answer/controls.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { DEFAULT_LOCALE, type Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import type { Log } from '#src/log.ts'
import { chatWelcome, type WelcomedChat } from '../welcome.ts'

/** A chat or community that has taken the bot in. */
export interface NewChat extends Pick<WelcomedChat, 'kind' | 'owner' | 'target' | 'title' | 'botName'> {
  readonly platform: PlatformName
  /** Who added the bot, in the platform's id, where that is known. */
  readonly member?: string | undefined
  /** What the platform says of the language: the adder's client, the community's own setting. */
  readonly language?: Locale | undefined
  /** When, in milliseconds since 1970. */
  readonly at: number
  /** Where it is greeted: the chat itself, or the person who added the bot; undefined where nowhere. */
  readonly place?: string | undefined
}

export interface ArrivalParts {
  readonly memory: Pick<Memory, 'settings' | 'settleSettings' | 'saveAction' | 'arrivedAt' | 'arrive'>
  readonly clock: Clock
  readonly log: Log
}

/** Rights without which a greeting cannot be read; it has no pictures. */
const NEEDED: readonly MissingPermission[] = ['chat', 'view', 'send', 'unreachable']

/** How often a greeting waits for the platform's pace, and how many milliseconds at most. */
const TRIES = 3
const LONGEST_WAIT = 60_000

/** The language of a chat: as it is set, else that of the person who added the bot, else the platform's, and kept from then on. */
async function settleLanguage(
  { owner, platform, member, language }: NewChat,
  { memory }: Pick<ArrivalParts, 'memory'>,
): Promise<Locale> {
  const settings = await memory.settings(owner)
  if (settings.language !== undefined) return settings.language
  const adder: MemberOf | undefined = member === undefined ? undefined : { platform, member }
  const own = adder && (await memory.settings(memberSettings(adder))).language
  const settled = own ?? language ?? DEFAULT_LOCALE
  return (await memory.settleSettings(owner, { language: settled })).language ?? settled
}

/**
 * Records that a chat has taken the bot in, once its language is settled: a process that ends in between leaves a chat with
 * a language. Gives that where the arrival is a new one.
 */
export async function recordArrival(
  chat: NewChat,
  parts: Pick<ArrivalParts, 'memory'>,
): Promise<Locale | undefined> {
  const { owner, member, at } = chat
  const { memory } = parts
  const last = await memory.arrivedAt(owner)
  const isKnown = last !== undefined && last >= at - ARRIVAL
  const language = isKnown ? undefined : await settleLanguage(chat, parts)
  const isNew = await memory.arrive({ chat: owner, at, ...(member !== undefined && { member }) })
  return isNew ? language : undefined
}

/**
 * Greets a chat in its language where the bot may write there, and nowhere else. A greeting whose arrival is not known is
 * not sent again: none is better than two.
 */
export async function greet(
  chat: NewChat,
  language: Locale,
  poster: Poster,
  { memory, clock, log }: ArrivalParts,
): Promise<void> {
  const { place, platform, member } = chat
  if (place === undefined) return
  const lacks = await poster.check(place, {})
  if (lacks.some((lack) => NEEDED.includes(lack))) return
  const words = createWords(language, grammarOf(language).zone, clock.now())
  const { message, guide } = chatWelcome({ ...chat, language }, words)
  if (!guide) return
  const id = createActionId()
  await memory.saveAction({
    ...{ id, platform, chat: place, asker: member ?? 'system', command: 'start', args: guide.state },
    createdAt: clock.now(),
  })
  const prepared = await poster.prepare({ ...message, actions: { id, rows: guide.rows } }, language)
  const to = { target: place, options: {}, title: message.title, nonce: nonceOf(chat) }
  let outcome: Outcome = { kind: 'busy', retryAfter: 0 }
  for (let tries = 0; tries < TRIES && outcome.kind === 'busy'; tries++) {
    await pause(clock, Math.min(outcome.retryAfter, LONGEST_WAIT))
    await poster.waitForSlot(place, prepared.parts[0]?.weight ?? 1)
    outcome = await poster.send(prepared, 0, to)
  }
  if (outcome.kind !== 'sent') log.warn(`${chat.owner} was not greeted: ${outcome.kind}`)
}

/** The same for every try to greet one arrival. At most 25 characters. */
function nonceOf({ owner, at }: NewChat): string {
  return createHash('sha256').update(`${owner} ${at}`).digest('base64url').slice(0, 24)
}
