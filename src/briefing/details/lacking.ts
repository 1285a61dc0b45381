/** The coins that a universe leaves out, as a field of the answers that count it. */
import type { Words } from '#src/i18n/words.ts'
import { detailsOf, type Field } from '../details.ts'

/** More coins than this are counted, not named. */
const NAMED = 8

/** Undefined where it lacks none. `absent` are tickers. */
export function lackingField(absent: readonly string[] | undefined, words: Words): Field | undefined {
  if (absent === undefined || absent.length === 0) return undefined
  const { field, say } = detailsOf('shared', words)
  return field(
    'lacking',
    absent.length > NAMED ? say('lackingSome', { count: absent.length }) : words.grammar.list(absent, true),
  )
}
