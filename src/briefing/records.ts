/** Where the record of each kind of claim begins: said once, in the footer. */
import type { Words } from '#src/i18n/words.ts'
import type { ExtremeGroup, RankedExtreme } from '#src/services/extremes/extreme.ts'
import { extremeIdOf } from './extremes.ts'

/** `記録の始まり：価格2025年1月、時価総額2025年1月`; empty where nothing that was told rests on the ledger. */
export function recordsLine(
  extremes: readonly RankedExtreme[],
  told: ReadonlySet<string>,
  words: Words,
): string {
  const starts = new Map<ExtremeGroup, number>()
  for (const entry of extremes) {
    if (!told.has(extremeIdOf(entry))) continue
    // Of several series the oldest; a record claim of a younger one names its own start.
    starts.set(entry.group, Math.min(starts.get(entry.group) ?? Number.POSITIVE_INFINITY, entry.recordStart))
  }
  if (starts.size === 0) return ''
  const byMonth = Map.groupBy([...starts], ([, start]) => words.say('thread:records.month', { start }))
  const items = [...byMonth].map(([month, groups]) =>
    words.say('thread:records.item', {
      names: groups
        .map(([group]) => words.say(`thread:records.names.${group}`))
        .join(words.locale === 'ja' ? '・' : ', '),
      month,
    }),
  )
  return words.say('thread:records.line', { items: items.join(words.locale === 'ja' ? '、' : '; ') })
}
