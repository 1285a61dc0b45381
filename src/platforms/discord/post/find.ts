/**
 * Looking for a part that may have been sent, in the channel itself: by the mark that every post carries. It is reported as
 * absent only where the bot may read all that was written since.
 */
import { type REST, type RESTGetAPIChannelMessagesResult, Routes } from 'discord.js'
import type { Destination, Found } from '#src/chat/posting.ts'
import type { Clock } from '#src/clock.ts'
import { persist, type Result } from '../api.ts'
import { describeFailure, type Failure } from '../failures.ts'
import type { Pacing } from '../pacing.ts'
import { type Channel, type Channels, isForum } from './channels.ts'
import { carries } from './mark.ts'
import { readsHistory } from './permissions.ts'

export interface FindParts {
  /** The bot's own. */
  readonly rest: REST
  readonly channels: Channels
  readonly pacing: Pacing
  /** The bot's own member. */
  readonly user: string
  readonly clock: Clock
}

/** Messages of one page, at most, and pages that are read of a busy channel. */
const [PAGE, PAGES] = [100, 10]

/** Milliseconds by which a clock of ours may have been set since the part was sent. */
const MARGIN = 10 * 60_000

/** Milliseconds after which a forum's post may be archived, where the list of active ones no longer has it. */
const ACTIVE = 50 * 60_000

/** Milliseconds since 1970 of the first snowflake. */
const EPOCH = 1_420_070_400_000

/** `age`: milliseconds since the part was first sent. Gives the id of what is there; a forum's post has its thread's. */
export async function findPart(
  id: string,
  { target, thread, nonce }: Pick<Destination, 'target' | 'thread' | 'nonce'>,
  age: number,
  parts: FindParts,
): Promise<Found & { readonly channel?: Channel }> {
  const { channels, pacing } = parts
  const found = await channels.find(id)
  if ('failure' in found) return failed(found.failure)
  const channel = found.value
  await pacing.ask(target)
  const reads = await readsHistory(id, parts)
  if ('failure' in reads) return failed(reads.failure)
  if (!reads.value) return { kind: 'unknown', reason: 'the bot may not read the history of the channel' }
  const result =
    isForum(channel) && thread === undefined
      ? await findInForum(channel, nonce, age, parts)
      : await findIn(thread ?? id, nonce, age, parts)
  return { ...result, channel }
}

async function findIn(channel: string, nonce: string, age: number, parts: FindParts): Promise<Found> {
  let before: string | undefined
  for (let page = 0; page < PAGES; page++) {
    const read = await readPage(channel, before, parts)
    if ('failure' in read) return failed(read.failure)
    const { messages, at } = read.value
    const mine = messages.find((one) => isMarked(one, nonce, parts.user))
    if (mine) return { kind: 'there', messages: [{ id: mine.id }] }
    before = messages.at(-1)?.id
    if (messages.length < PAGE || before === undefined || timeOf(before) < at - age - MARGIN)
      return { kind: 'absent' }
  }
  return { kind: 'unknown', reason: `more than ${PAGE * PAGES} messages were written since` }
}

async function findInForum(
  { id, guild }: Channel,
  nonce: string,
  age: number,
  { rest, clock, user }: FindParts,
): Promise<Found> {
  if (guild === undefined || age > ACTIVE) return { kind: 'unknown', reason: 'it may be archived by now' }
  const active = await persist(
    clock,
    () => rest.get(Routes.guildActiveThreads(guild)) as Promise<{ readonly threads: readonly ThreadShape[] }>,
  )
  if ('failure' in active) return failed(active.failure)
  const own = active.value.threads.filter((one) => one.parent_id === id && one.owner_id === user)
  for (const thread of own.toSorted((one, other) => (BigInt(one.id) < BigInt(other.id) ? 1 : -1))) {
    // A forum's first message has the id of its thread.
    const first = await persist(
      clock,
      () => rest.get(Routes.channelMessage(thread.id, thread.id)) as Promise<MessageShape>,
    )
    // One that was deleted is not the post; of one that may not be read it is not known.
    if ('failure' in first && !isGone(first.failure)) return failed(first.failure)
    if ('value' in first && isMarked(first.value, nonce, user))
      return { kind: 'there', messages: [{ id: thread.id, thread: thread.id }] }
  }
  return { kind: 'absent' }
}

function isGone(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.status === 404
}

type MessageShape = Pick<RESTGetAPIChannelMessagesResult[number], 'id' | 'author' | 'components' | 'nonce'>

interface ThreadShape {
  readonly id: string
  readonly parent_id?: string | null
  readonly owner_id?: string
}

interface Page {
  readonly messages: readonly MessageShape[]
  /** Discord's own time, in milliseconds since 1970: it is Discord's ids that are compared with it. */
  readonly at: number
}

async function readPage(
  channel: string,
  before: string | undefined,
  { rest, clock }: FindParts,
): Promise<Result<Page>> {
  return persist(clock, async () => {
    const query = new URLSearchParams({ limit: String(PAGE), ...(before !== undefined && { before }) })
    const fullRoute = Routes.channelMessages(channel)
    const response = await rest.queueRequest({ fullRoute, method: 'GET' as never, query })
    const date = Date.parse(response.headers.get('date') ?? '')
    const messages = (await response.json()) as readonly MessageShape[] | null
    if (messages === null) throw new TypeError('no list of messages')
    return { messages, at: Number.isNaN(date) ? clock.now() : date }
  })
}

/** Its nonce where Discord returns it, else the mark in its first component. */
function isMarked({ author, components, nonce: found }: MessageShape, nonce: string, user: string): boolean {
  return author.id === user && (found === nonce || carries(components, nonce))
}

function timeOf(snowflake: string): number {
  return Number(BigInt(snowflake) >> 22n) + EPOCH
}

function failed(failure: Failure): Found {
  const reason = describeFailure(failure)
  return failure.kind === 'refused' ? { kind: 'unknown', reason } : { kind: 'later', reason }
}
