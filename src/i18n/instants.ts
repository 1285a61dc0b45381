/** Which times of day sentences state: platforms that know each reader's own zone put that time in their place. */
import type { Instant } from '#src/market/time.ts'
import { formatDateTime } from './dates.ts'
import type { Values, Words } from './words.ts'

export interface ShownInstant {
  /** As it stands in the sentence: `12:00 UTC on 21 Nov`. */
  readonly text: string
  readonly at: Instant
  readonly style: 'short'
}

export interface RecordingWords {
  /** The same words, listened to. */
  readonly words: Words
  /** What has been stated until now, each text once. */
  instants(): readonly ShownInstant[]
}

/**
 * Words that remember every instant which they state to the minute. Days do not count: the market's are cut at 00:00 UTC,
 * and would have another date in a reader's own zone.
 */
export function recordInstants(words: Words): RecordingWords {
  const printedAt = new Map<string, Instant>()
  const record = <Text extends string | undefined>(text: Text, values: Values = {}): Text => {
    for (const value of Object.values(values)) {
      if (typeof value !== 'number' || !isInstant(value)) continue
      const printed = formatDateTime(value, words)
      if (text?.includes(printed)) printedAt.set(printed, value)
    }
    return text
  }
  return {
    words: {
      ...words,
      say: (key, values) => record(words.say(key, values), values),
      find: (key, values) => record(words.find(key, values), values),
      sayOtherwise: (key, values) => record(words.sayOtherwise(key, values), values),
    },
    instants: () => [...printedAt].map(([text, at]) => ({ text, at, style: 'short' })),
  }
}

/** Whole milliseconds of the years from 2001 on: other figures are not worth the printing. */
function isInstant(value: number): boolean {
  return Number.isInteger(value) && value > 978_307_200_000 && value < 4_102_444_800_000
}
