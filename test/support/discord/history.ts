/** What a bot of a loopback Discord may read again: the messages of a channel and the active threads of a server. */
import type { LoopbackChannel } from './channels.ts'
import { APPLICATION, GUILD } from './events.ts'
import type { Answer } from './interactions.ts'

const READ_HISTORY = 1n << 16n

/** Newest first, as a page was asked for. Who may not read the history is given none of it. */
export function pageOf(channel: LoopbackChannel, holder: LoopbackChannel, query: URLSearchParams): Answer {
  const { overwrites = [] } = holder
  const denied = overwrites.some(({ id, deny }) => id === GUILD && (BigInt(deny) & READ_HISTORY) !== 0n)
  const before = BigInt(query.get('before') ?? 2n ** 63n)
  const messages = channel.messages
    .filter(({ id }) => BigInt(id) < before)
    .toSorted((one, other) => (BigInt(one.id) < BigInt(other.id) ? 1 : -1))
    .slice(0, Number(query.get('limit') ?? 50))
  return { status: 200, body: denied ? [] : messages.map(messageJson) }
}

/** A message as who reads it is told: with a number on every component, and without its nonce. */
export function messageJson({ id, body, author = APPLICATION }: LoopbackChannel['messages'][number]) {
  const { components = [] } = (body ?? {}) as { components?: readonly object[] }
  return {
    id,
    author: { id: author },
    components: components.map((one, index) => ({ id: index + 1, ...one })),
  }
}

/** The threads of all forums and channels that have not been archived. */
export function activeThreads(channels: Iterable<LoopbackChannel>): Answer {
  const threads = [...channels].filter(({ type, archived }) => type === 11 && archived !== true)
  return {
    status: 200,
    body: {
      threads: threads.map(({ id, parent, name, type }) => ({
        ...{ id, parent_id: parent, name, type, owner_id: APPLICATION },
      })),
      members: [],
    },
  }
}
