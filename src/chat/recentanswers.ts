/**
 * Answers that a chat has had within the last minutes, by what was asked: the same question is answered by the way to what is
 * there in place of a second one.
 */
import { type Clock, within } from '#src/clock.ts'

/** The messages of an answer, by the platform's ids, in their order. */
export type AnswerPlace = readonly string[]

/** What becomes of an answer that nobody else in the chat is giving: settled once, and those who wait for it go on. */
export interface Claim {
  shown(place: AnswerPlace): void
  /** It is not there, and the next who asks is answered. */
  lost(): void
}

export interface RecentAnswers {
  /** Where the answer is, waiting for one that is on its way; or the claim to give it, of the update that `asked`. */
  ask(
    chat: string,
    question: string,
    asked: object,
  ): Promise<{ readonly there: AnswerPlace } | { readonly claim: Claim }>
  /** An update is done with: a claim of its that was not settled, or that is still to come, is lost. */
  end(asked: object): void
  /** The answer that a message belongs to shows another question now, at another place where it was sent anew. */
  change(chat: string, message: string, question: string | undefined, place?: AnswerPlace): void
  /** The answer that a message belongs to is gone. */
  forget(chat: string, message: string): void
}

/** Milliseconds for which an answer is the one to look at. */
export const RECENT = 120_000

/** Milliseconds that an answer on its way is waited for. */
const PATIENCE = 10_000

/** Answers that are remembered; the oldest are forgotten first. */
const KEPT = 5000

interface Entry {
  at: number
  readonly place: Promise<AnswerPlace | undefined>
}

export function createRecentAnswers(clock: Clock): RecentAnswers {
  const entries = new Map<string, Entry>()
  const claims = new WeakMap<object, Claim>()
  const ended = new WeakSet<object>()
  /** By chat and message. */
  const keys = new Map<string, string>()
  const put = (key: string, entry: Entry) => {
    entries.delete(key)
    entries.set(key, entry)
    limit(entries)
  }
  const place = (chat: string, key: string, messages: AnswerPlace) => {
    for (const message of messages) keys.set(keyOf(chat, message), key)
    limit(keys)
  }
  const drop = (chat: string, message: string) => {
    const key = keys.get(keyOf(chat, message))
    keys.delete(keyOf(chat, message))
    if (key !== undefined) entries.delete(key)
  }
  return {
    async ask(chat, question, asked) {
      const key = keyOf(chat, question)
      for (let known = entries.get(key); known && clock.now() - known.at < RECENT; ) {
        const there = await within(clock, PATIENCE, known.place)
        if (there) return { there }
        // Somebody else who waited may have gone on with it.
        const next = entries.get(key)
        known = next === known ? undefined : next
      }
      let settle: (messages: AnswerPlace | undefined) => void = () => {}
      const entry: Entry = {
        at: clock.now(),
        place: new Promise((resolve) => {
          settle = resolve
        }),
      }
      put(key, entry)
      let isSettled = false
      const claim: Claim = {
        shown(messages) {
          if (isSettled) return
          isSettled = true
          entry.at = clock.now()
          place(chat, key, messages)
          settle(messages)
        },
        lost() {
          if (isSettled) return
          isSettled = true
          if (entries.get(key) === entry) entries.delete(key)
          settle(undefined)
        },
      }
      claims.set(asked, claim)
      if (ended.has(asked)) claim.lost()
      return { claim }
    },
    end(asked) {
      ended.add(asked)
      claims.get(asked)?.lost()
    },
    change(chat, message, question, messages = [message]) {
      drop(chat, message)
      if (question === undefined) return
      const key = keyOf(chat, question)
      put(key, { at: clock.now(), place: Promise.resolve(messages) })
      place(chat, key, messages)
    },
    forget: drop,
  }
}

function keyOf(chat: string, what: string): string {
  return `${chat}\n${what}`
}

function limit(map: Map<string, unknown>): void {
  const oldest = map.keys().next().value
  if (map.size > KEPT && oldest !== undefined) map.delete(oldest)
}
