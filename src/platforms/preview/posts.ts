/** What schedules posted to pages: kept while the server runs, until the page of the channel asks for it. */
import type { Clock } from '#src/clock.ts'
import type { Message } from '#src/chat/message.ts'

/** Channels remembered at once, and posts of each; the oldest give way. */
const CHANNELS = 200
const POSTS = 20
/** Pages that may wait for news at once. */
const WAITING = 64

export interface Post {
  readonly id: string
  /** Grows with every post and every change of one, over restarts too. */
  readonly sequence: number
  /** Milliseconds since 1970: when it was posted first. */
  readonly at: number
  readonly message: Message
}

export interface Posts {
  /** Keeps a post for a chat `preview:<channel>` and gives its id. */
  add(chat: string, message: Message): string
  /** Another message in the place of a post; false where it is not kept any more. */
  replace(chat: string, id: string, message: Message): boolean
  /** What is newer than a number, oldest first. */
  after(chat: string, sequence: number): readonly Post[]
  /** The same, once there is some, or nothing after so many milliseconds or when too many wait. */
  wait(chat: string, sequence: number, patience: number, signal: AbortSignal): Promise<readonly Post[]>
  /** Lets all who wait go. */
  close(): void
}

/** `at` gives the time that posts are dated by. */
export function createPosts(clock: Clock, at: () => number = clock.now): Posts {
  const kept = new Map<string, Post[]>()
  const waiting = new Set<() => void>()
  let closed = false
  let last = clock.now()
  const after = (chat: string, sequence: number) =>
    (kept.get(chat) ?? []).filter((post) => post.sequence > sequence)
  const wake = () => {
    for (const look of [...waiting]) look()
  }

  return {
    add(chat, message) {
      last = Math.max(last + 1, clock.now())
      const post = { id: String(last), sequence: last, at: at(), message }
      const posts = [...(kept.get(chat) ?? []), post].slice(-POSTS)
      // Posted to again: to the young end of the map's order.
      kept.delete(chat)
      kept.set(chat, posts)
      const oldest = kept.keys().next().value
      if (kept.size > CHANNELS && oldest !== undefined) kept.delete(oldest)
      wake()
      return post.id
    },
    replace(chat, id, message) {
      const posts = kept.get(chat) ?? []
      const index = posts.findIndex((post) => post.id === id)
      const before = posts[index]
      if (!before) return false
      last = Math.max(last + 1, clock.now())
      posts[index] = { ...before, sequence: last, message }
      wake()
      return true
    },
    after,
    wait(chat, sequence, patience, signal) {
      const found = after(chat, sequence)
      if (found.length > 0 || closed || signal.aborted || waiting.size >= WAITING) {
        return Promise.resolve(found)
      }
      return new Promise((resolve) => {
        const end = () => {
          waiting.delete(look)
          cancel()
          signal.removeEventListener('abort', end)
          resolve(after(chat, sequence))
        }
        const look = () => {
          if (closed || after(chat, sequence).length > 0) end()
        }
        const cancel = clock.after(patience, end)
        waiting.add(look)
        signal.addEventListener('abort', end, { once: true })
      })
    },
    close() {
      closed = true
      wake()
    },
  }
}
