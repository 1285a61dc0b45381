/** Discord as a platform that schedules post to. */
import { printAddress } from '#src/chat/address.ts'
import { type REST, Routes } from 'discord.js'
import type { Outcome, Poster, Prepared } from '#src/chat/posting.ts'
import { TooManyOpenedError } from '#src/chat/privatechat.ts'
import type { Clock } from '#src/clock.ts'
import { traceOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import type { CommandIds } from '../commandids.ts'
import { type Channel, type Channels, isForum } from './channels.ts'
import { type Draw, type PreparedMessage, pack } from '../render/prepared.ts'
import { FILE_LIMIT } from '../limits.ts'
import { lostPictures } from '../render/notice.ts'
import type { Pacing } from '../pacing.ts'
import { choicesIn, lacksIn, managesChannel, memberNameIn } from './permissions.ts'
import { channelIn, crosspost, editPost, findSent, mentionOf, type PostingParts, sendPart } from './send.ts'
import { persist } from '../api.ts'
import { CODES, describeFailure } from '../failures.ts'
import { createRoles } from './roles.ts'

export interface PosterParts {
  /** The bot's own. */
  readonly rest: REST
  readonly channels: Channels
  readonly pacing: Pacing
  /** The bot's own member. */
  readonly user: string
  readonly draw: Draw
  readonly clock: Clock
  readonly log: Log
  readonly commandIds?: CommandIds
  /** Whether a chat is known to be the private one with a member, so that Discord need not be asked what it is. */
  readonly isPrivate?: ((target: string) => Promise<boolean>) | undefined
}

/** A message ready for thousands of channels: drawn and rendered once. */
interface Packed extends Prepared {
  /** Those of the thread last. */
  readonly preparedMessages: readonly PreparedMessage[]
  /** How many of them are the post itself. */
  readonly own: number
  /** What its thread is called; undefined where it is called as the post is. */
  readonly threadTitle: string | undefined
}

/** Room that every message leaves for the call of a role. */
const ROOM = mentionOf('9'.repeat(20)).length

export function createPoster(parts: PosterParts): Poster {
  const { rest, channels, pacing, draw, clock, log } = parts
  const roles = createRoles(rest, clock)
  const posting: PostingParts = { ...parts, roles }
  return {
    platform: 'discord',
    async prepare(message, language): Promise<Packed> {
      const note = (lost: 'pictures' | 'tooLarge') => lostPictures(language, lost)
      const shown = parts.commandIds?.within(message) ?? message
      const packing = { limit: FILE_LIMIT, room: ROOM, withThread: true }
      const { preparedMessages, followers, reason } = await pack(shown, draw, note, packing)
      if (reason !== undefined) log.warn(`charts for a post could not be drawn: ${reason}`)
      return {
        preparedMessages: [...preparedMessages, ...followers],
        own: preparedMessages.length,
        threadTitle: message.thread?.title,
        parts: [
          ...preparedMessages.map(() => ({ weight: 1 })),
          ...followers.map(() => ({ weight: 1, follows: true as const })),
        ],
      }
    },
    waitForSlot: pacing.post,
    async repeats({ target, thread, options }) {
      const id = channelIn(target)
      if (id === undefined || thread !== undefined) return true
      if (!channels.known(id)) await learn(id, target)
      const found = await channels.find(id)
      // Before the marker: what is asked while a part is being sent would take from the time of its nonce.
      if (options?.role !== undefined && 'value' in found) await lookFor(options.role, target, found.value)
      // Opening a thread in a forum knows no nonce. A channel that cannot be asked for now is not sent to either.
      return 'failure' in found || !isForum(found.value)
    },
    async send(prepared, part, to) {
      const { preparedMessages, threadTitle } = prepared as Packed
      const preparedMessage = preparedMessages[part]
      if (!preparedMessage) return { kind: 'refused', reason: 'invalid', code: 'part' }
      await pacing.depart(1)
      const outcome = await guarded(() =>
        sendPart({ preparedMessage, first: part === 0, to, threadTitle }, posting),
      )
      return outcome.kind === 'refused' ? explained(outcome, to.target, to.options) : outcome
    },
    async find(prepared, part, to, age) {
      const { threadTitle } = prepared as Packed
      try {
        return await findSent({ first: part === 0, to, threadTitle }, age, { ...parts, roles })
      } catch (error) {
        log.warn(`a post to Discord could not be looked for: ${traceOf(error)}`)
        return { kind: 'later', reason: error instanceof Error ? error.name : 'unknown' }
      }
    },
    async finish(to, posted) {
      return to.options.crosspost ? crosspost(to, posted, posting) : []
    },
    async edit(prepared, to, posted) {
      const { role } = to.options
      const channel = role === undefined ? undefined : channels.known(channelIn(to.target) ?? '')
      if (channel && role !== undefined) await lookFor(role, to.target, channel)
      const { preparedMessages, own } = prepared as Packed
      // Without a thread there is no place for what follows.
      const all = posted.some(({ thread }) => thread !== undefined)
      return guarded(() =>
        editPost(all ? preparedMessages : preparedMessages.slice(0, own), to, posted, posting),
      )
    },
    async check(target, options) {
      const id = channelIn(target)
      if (id === undefined) return ['chat']
      await pacing.ask(target)
      return lacksIn(id, options, parts)
    },
    async manages(target, member) {
      const id = channelIn(target)
      if (id === undefined) return 'mayNot'
      await pacing.ask(target)
      return managesChannel(id, member, parts)
    },
    async choices(target) {
      const id = channelIn(target)
      if (id === undefined) return undefined
      await pacing.ask(target)
      return choicesIn(id, parts)
    },
    async nameOf(target) {
      const id = channelIn(target)
      const found = id === undefined ? undefined : await channels.find(id)
      const name = found && 'value' in found ? found.value.name : undefined
      return name === undefined ? undefined : `#${name}`
    },
    async memberName(target, member) {
      const id = channelIn(target)
      if (id === undefined || !/^\d{1,20}$/u.test(member)) return undefined
      await pacing.ask(target)
      return memberNameIn(id, member, parts)
    },
    async aloneWith(member) {
      if (!/^\d{1,20}$/u.test(member)) return undefined
      await pacing.ask(printAddress({ platform: 'discord', chat: 'user', topic: member }))
      // Asked again it gives the same chat, so that asking twice does no harm.
      const open = () =>
        rest.post(Routes.userChannels(), { body: { recipient_id: member } }) as Promise<{
          readonly id: string
        }>
      const result = await persist(clock, open)
      if ('value' in result) {
        channels.learnPrivate(result.value.id)
        return printAddress({ platform: 'discord', chat: result.value.id })
      }
      if (result.failure.kind === 'refused' && result.failure.code === CODES.tooManyOpened)
        throw new TooManyOpenedError(describeFailure(result.failure))
      if (result.failure.kind === 'refused') return undefined
      throw new Error(`a private chat could not be opened: ${describeFailure(result.failure)}`)
    },
    linkOf(target, { id, thread }) {
      const channel = channels.known(channelIn(target) ?? '')
      if (!channel) return undefined
      const inThread = thread !== undefined && (thread !== id || isForum(channel))
      return `https://discord.com/channels/${channel.guild ?? '@me'}/${inThread ? thread : channel.id}/${id}`
    },
  }

  /** What is not known is asked of Discord, which counts it as it counts a message: thousands of chats may be strange at once. */
  async function learn(id: string, target: string): Promise<void> {
    if (await parts.isPrivate?.(target)) channels.learnPrivate(id)
    else await pacing.post(target, 1)
  }

  async function lookFor(role: string, target: string, { guild }: Channel): Promise<void> {
    if (guild === undefined) return
    await pacing.ask(target)
    await roles.look(guild, role)
  }

  /** Names what is missing where a right is, and distinguishes a closed chat from a server that has removed the bot. */
  async function explained(
    outcome: Extract<Outcome, { kind: 'refused' }>,
    target: string,
    options: Parameters<Poster['check']>[1],
  ): Promise<Outcome> {
    const id = channelIn(target)
    if (id === undefined) return outcome
    if (outcome.reason !== 'invalid' && channels.lost(id)) return { ...outcome, reason: 'kicked' }
    if (outcome.reason !== 'forbidden' || outcome.lacks) return outcome
    await pacing.ask(target)
    const lacks = await lacksIn(id, options, parts).catch(() => [])
    return lacks.length > 0 ? { ...outcome, lacks } : outcome
  }

  /** A bug of ours must not keep a ledger waiting; whether anything was sent by then is not known. */
  async function guarded(work: () => Promise<Outcome>): Promise<Outcome> {
    try {
      return await work()
    } catch (error) {
      log.error(`a post to Discord failed: ${traceOf(error)}`)
      return { kind: 'unknown', reason: error instanceof Error ? error.name : 'unknown', repeatable: false }
    }
  }
}
