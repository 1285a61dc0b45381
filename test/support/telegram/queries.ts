/** Clicks and inline queries that wait for their answer: each takes one, and only for a while. */
import type { Clock } from '#src/clock.ts'
import type { Values } from './body.ts'
import { refuse } from './refusal.ts'

export interface QueryRecord {
  readonly id: string
  readonly at: number
  /** What it was answered with, and when. */
  answer?: Values
  answeredAt?: number
}

export type Queries = ReturnType<typeof createQueries>

/** Milliseconds for which a query may be answered. Telegram does not publish it; answers should come at once. */
const LIFE = 60_000

export function createQueries(clock: Clock) {
  const records = new Map<string, QueryRecord>()
  let last = 9000
  return {
    open(): QueryRecord {
      const record: QueryRecord = { id: String(++last), at: clock.now() }
      records.set(record.id, record)
      return record
    },
    answer(id: string, answer: Values): true {
      const record = records.get(id)
      if (!record || record.answer || clock.now() - record.at > LIFE) refuse('oldQuery')
      record.answer = answer
      record.answeredAt = clock.now()
      return true
    },
    /** Those that nobody has answered. */
    get unanswered(): readonly QueryRecord[] {
      return [...records.values()].filter(({ answer }) => !answer)
    },
  }
}
