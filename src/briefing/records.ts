/** Where the record of each kind of claim begins: said once, in the footer. */
import type { Words } from '#src/i18n/words.ts'
import type { Edition } from './edition.ts'
import { extremeIdOf } from './extremes.ts'

/** `記録の始まり：価格2025年1月、時価総額2025年1月`; empty where nothing that was stated rests on the ledger. */
export function recordsLine(
  { extremes, records = {} }: Pick<Edition, 'extremes' | 'records'>,
  shown: ReadonlySet<string>,
  words: Words,
): string {
  const groups = new Set(extremes.filter((entry) => shown.has(extremeIdOf(entry))).map(({ group }) => group))
  const starts = new Map(
    [...groups].flatMap((group) => (records[group] === undefined ? [] : [[group, records[group]]])),
  )
  if (starts.size === 0) return ''
  const byMonth = Map.groupBy([...starts], ([, start]) => words.say('thread:records.month', { start }))
  const items = [...byMonth].map(([month, own]) =>
    words.say('thread:records.item', {
      names: own.map(([group]) => words.say(`thread:records.names.${group}`)).join(words.grammar.dot),
      month,
    }),
  )
  return words.say('thread:records.line', { items: items.join(words.grammar.semicolon) })
}
