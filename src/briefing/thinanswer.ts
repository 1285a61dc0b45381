/** A command's answer of which most figures are missing: one sentence says why, in place of field after field without data. */
import type { Block } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'
import type { MissingFigure } from '#src/market/reading.ts'
import { whyMissing } from './thin.ts'

export interface AnswerDetails {
  readonly details: readonly Block[]
  /** Why most figures are missing; undefined where most are there. */
  readonly thin?: string
}

/** Share of missing fields from which on they are left out: an answer says at most as many gaps as values. */
const MOST = 0.5
/** One field alone is named. */
const FEWEST = 2

/** Details with their fields in plain form; where at least half of the fields have no value, without those. */
export function answerDetails(
  details: readonly Block[],
  missing: readonly MissingFigure[],
  words: Words,
): AnswerDetails {
  const fields = details.flatMap((block) => (block.kind === 'fields' ? block.items : []))
  const gaps = fields.filter((item) => item.missing === true).length
  const isThin = gaps >= FEWEST && gaps / fields.length >= MOST
  const kept = details.flatMap((block): Block[] => {
    if (block.kind !== 'fields') return [block]
    const items = block.items
      .filter((item) => !(isThin && item.missing === true))
      .map(({ name, value }) => ({ name, value }))
    return items.length === 0 ? [] : [{ ...block, items }]
  })
  return isThin ? { details: kept, thin: lineOf(missing, words) } : { details: kept }
}

function lineOf(missing: readonly MissingFigure[], words: Words): string {
  const { names, reason } = whyMissing(missing, words)
  return names === undefined
    ? words.say('method.thinAnswerUnnamed', { reason })
    : words.say('method.thinAnswer', { names, reason })
}
