/** What reading a history left out, as a person is told: one line a file, those that are lost as a whole first. */
import type { Words } from '#src/i18n/words.ts'
import type { LoadedHistory, RefusedFile } from '#src/sources/source.ts'

/** Kinds of faults listed for one file; rows of further kinds are counted. */
const KINDS_SHOWN = 3

/** One line for each file of which something was refused, then one for each notice. */
export function formatIntake(
  { files, notices }: Pick<LoadedHistory, 'files' | 'notices'>,
  words: Words,
): readonly string[] {
  const lines = [
    ...files.map((file) => formatFile(file, words)),
    ...notices.map(({ code, values }) => sentence(`errors:dataset.notices.${code}`, values, words)),
  ]
  // Backticks mark what is typed as it stands; a terminal shows it without.
  return lines.map((line) => line.replaceAll('`', ''))
}

function formatFile({ where, rows, refused, lost, kinds }: RefusedFile, words: Words): string {
  const reasons = kinds.slice(0, KINDS_SHOWN).map((kind) => {
    const fault = sentence(`errors:dataset.faults.${kind.code}`, kind.values, words)
    const others = kind.rows - 1
    if (lost && kind.line === 1) return fault
    return others > 0
      ? words.say('errors:dataset.files.lines', { line: kind.line, others, fault })
      : words.say('errors:dataset.files.line', { line: kind.line, fault })
  })
  const more = kinds.slice(KINDS_SHOWN).reduce((sum, kind) => sum + kind.rows, 0)
  if (more > 0) reasons.push(words.say('errors:dataset.files.more', { rows: more }))
  const faults = reasons.join(words.grammar.gap)
  if (!lost) return words.say('errors:dataset.files.part', { file: where, refused, rows, faults })
  return rows > 0
    ? words.say('errors:dataset.files.lostRows', { file: where, rows, faults })
    : words.say('errors:dataset.files.lost', { file: where, faults })
}

/** Throws where a code has no sentence: that is a bug, not a blank. */
function sentence(key: string, values: Readonly<Record<string, string | number>>, words: Words): string {
  const said = words.find(key, values)
  if (said === undefined) throw new RangeError(`locales/${words.locale} has no sentence for ${key}`)
  return said
}
