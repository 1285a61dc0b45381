/**
 * The memory as answers need it. An answer neither waits for the store nor fails with it: what cannot be read is as it was
 * last known, and what cannot be recorded is left out. Operators are notified once when that begins, and once when it is over.
 */
import type { ActionRecord, ChatSettings, Memory } from '#src/chat/memory.ts'
import { type Clock, within } from '#src/clock.ts'
import type { StoreFault } from '#src/errors.ts'
import type { Log } from '#src/log.ts'

export interface AnswerMemory {
  /** Settings of a chat or member; where they were never read and cannot be, answers are for the asker alone. */
  settings(of: string): Promise<ChatSettings>
  uses: Memory['uses']
  /** Keeps the record behind an answer's controls; false where that cannot be done now, and they would not work. */
  saveAction(record: ActionRecord): Promise<boolean>
  /** Counts beside the answer, where that can be done. */
  countUse(chat: string, asset: string): void
  /** What the store failed of within the last minutes and has not recovered from since. */
  fault(): StoreFault | undefined
}

/** What an answer went without: `settings` are those that were taken as last known. */
export const LEFT_OUT = ['buttons', 'counts', 'settings'] as const
export type LeftOut = (typeof LEFT_OUT)[number]

export interface AnswerMemoryParts {
  readonly memory: Pick<Memory, 'settings' | 'uses' | 'saveAction' | 'countUse'>
  readonly log: Log
  readonly clock: Clock
  /** The fault behind an error of the memory. */
  readonly storeFault?: ((error: unknown) => StoreFault) | undefined
  /** Hears of each thing that was left out. */
  readonly onLeftOut?: ((what: LeftOut) => void) | undefined
}

/** Milliseconds that an answer waits for the store. */
const PATIENCE = 1000
/** Milliseconds after a failure in which the store is not asked again: answers do not wait then. */
const AGAIN = 2000
/** Milliseconds for which a failure says something about the store of now. */
const RECENT = 10 * 60_000
/** Chats and members whose settings are known without the store. */
const KNOWN = 10_000
/** It is unknown whether the chat wants its answers seen by all. */
const UNKNOWN: ChatSettings = { private: true }

export function createAnswerMemory(parts: AnswerMemoryParts): AnswerMemory {
  const { memory, onLeftOut } = parts
  const known = new Map<string, ChatSettings>()
  const reading = createAttempts(parts, 'Settings cannot be read, and answers follow those last known')
  const writing = createAttempts(parts, 'Answers go without buttons and counts, which cannot be recorded')

  return {
    async settings(of) {
      const read = await reading.attempt(() => memory.settings(of))
      if (!read) onLeftOut?.('settings')
      const settings = read?.value ?? known.get(of) ?? UNKNOWN
      if (read) remember(of, settings)
      return settings
    },
    async uses(chat) {
      return (await reading.attempt(() => memory.uses(chat)))?.value ?? []
    },
    async saveAction(record) {
      const saved = await writing.attempt(() => memory.saveAction(record))
      if (!saved) onLeftOut?.('buttons')
      return saved !== undefined
    },
    countUse(chat, asset) {
      void writing
        .attempt(() => memory.countUse(chat, asset))
        .then((counted) => {
          if (!counted) onLeftOut?.('counts')
        })
    },
    fault: () => writing.fault() ?? reading.fault(),
  }

  function remember(of: string, settings: ChatSettings): void {
    known.delete(of)
    known.set(of, settings)
    const oldest = known.keys().next().value
    if (known.size > KNOWN && oldest !== undefined) known.delete(oldest)
  }
}

/** Tries what is asked of the store; gives its value, or undefined where there is none soon enough. */
function createAttempts({ clock, log, storeFault = () => 'other' }: AnswerMemoryParts, trouble: string) {
  interface Failing {
    readonly since: number
    readonly count: number
    readonly next: number
    readonly fault: StoreFault
  }
  let failing: Failing | undefined
  const fail = (reason: string, fault: StoreFault): undefined => {
    const now = clock.now()
    if (!failing) log.error(`${trouble}: ${reason}`)
    failing = { since: failing?.since ?? now, count: (failing?.count ?? 0) + 1, next: now + AGAIN, fault }
    return undefined
  }
  const attempt = async <Value>(
    ask: () => Promise<Value>,
  ): Promise<{ readonly value: Value } | undefined> => {
    if (failing && clock.now() < failing.next) {
      failing = { ...failing, count: failing.count + 1 }
      return undefined
    }
    try {
      const done = await within(
        clock,
        PATIENCE,
        ask().then((value) => ({ value })),
      )
      if (!done) return fail(`no answer of the store within ${PATIENCE / 1000} s`, 'other')
      if (failing) {
        const seconds = Math.round((clock.now() - failing.since) / 1000)
        log.info(`The store answers again after ${seconds} s; ${failing.count} times it had not`)
      }
      failing = undefined
      return done
    } catch (error) {
      return fail(error instanceof Error ? error.message : String(error), storeFault(error))
    }
  }
  const fault = () => (failing && clock.now() < failing.next + RECENT ? failing.fault : undefined)
  return { attempt, fault }
}
