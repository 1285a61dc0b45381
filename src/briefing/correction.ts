/** The line that says what a correction changed: visible, figure by figure, the old beside the new. */
import type { Words } from '#src/i18n/words.ts'
import type { Plain } from '#src/market/reading.ts'
import type { Edition, FigureChange } from './edition.ts'

/** Changes that are told one by one. */
const TOLD = 6

/** Undefined for an edition that corrects nothing. */
export function tellCorrection({ correction, revision }: Edition, words: Words): string | undefined {
  if (!correction) return undefined
  const changes = changesOf(correction.changes, words)
  const more = correction.changes.length - TOLD
  const listed = [
    ...changes.slice(0, TOLD),
    ...(more > 0 ? [words.say('delivery:correction.more', { count: more })] : []),
  ].join(words.locale === 'ja' ? '、' : '; ')
  return words.say('delivery:correction.line', { revision, changes: listed })
}

/** Each change in words: `funding.btc.mean 0.01% → 0.02%`. */
export function changesOf(changes: readonly FigureChange[], words: Words): string[] {
  return changes.map(({ figure, unit, before, after }) =>
    words.say('delivery:correction.change', {
      figure,
      before: tell(before, unit, words),
      after: tell(after, unit, words),
    }),
  )
}

function tell(value: Plain | undefined, unit: FigureChange['unit'], words: Words): string {
  if (value === undefined || value === null) return words.say('delivery:correction.missing')
  if (typeof value === 'object') return words.say('delivery:correction.list')
  if (typeof value !== 'number') return String(value)
  if (unit.startsWith('fraction')) return words.say('delivery:correction.percent', { value })
  return unit === 'USD'
    ? words.say('delivery:correction.usd', { value })
    : words.say('delivery:correction.number', { value })
}
