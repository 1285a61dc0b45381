/** The line that says what a correction changed: visible, in readers' words, the old beside the new. */
import type { Words } from '#src/i18n/words.ts'
import type { Plain } from '#src/market/reading.ts'
import type { Edition, FigureChange } from './edition.ts'
import { nameFigure } from './method.ts'

/** Changes that are stated one by one. */
const SHOWN = 6
/** Figures that many sentences stand on and none says: they are counted. */
const BENEATH = /^price\./

/** Undefined for an edition that corrects nothing. */
export function formatCorrection(
  { correction, revision }: Pick<Edition, 'correction' | 'revision'>,
  words: Words,
  symbolOf: (asset: string) => string,
): string | undefined {
  if (!correction) return undefined
  const byName = new Map<string, string>()
  for (const change of correction.changes) {
    if (BENEATH.test(change.figure)) continue
    const name = nameFigure(change.figure, words, symbolOf)
    const text = formatChange(name, change, words)
    // Of one kind the first is stated; a change that is too small to be printed is none to a reader.
    if (text !== undefined && !byName.has(name)) byName.set(name, text)
  }
  const shown = [...byName.values()].slice(0, SHOWN)
  const more = correction.changes.length - shown.length
  const listed = [...shown, ...(more > 0 ? [moreOf(more, shown.length === 0, words)] : [])]
  return words.say('delivery:correction.line', {
    revision,
    changes: listed.join(words.grammar.semicolon),
  })
}

/** Each change under its published name: `funding.btc.mean 0.0100% → 0.0200%`. */
export function changesOf(changes: readonly FigureChange[], words: Words): string[] {
  return changes.map((change) => {
    const figure = change.figure
    return formatChange(figure, change, words) ?? words.say('delivery:correction.restated', { figure })
  })
}

function moreOf(count: number, isAll: boolean, words: Words): string {
  return words.say(isAll ? 'delivery:correction.all' : 'delivery:correction.more', { count })
}

/** Undefined where both values read the same. */
function formatChange(
  figure: string,
  { unit, before, after }: FigureChange,
  words: Words,
): string | undefined {
  if (!isPrintable(before, unit) || !isPrintable(after, unit)) {
    return words.say('delivery:correction.restated', { figure })
  }
  const values = { before: formatValue(before, unit, words), after: formatValue(after, unit, words) }
  return values.before === values.after
    ? undefined
    : words.say('delivery:correction.change', { figure, ...values })
}

/** Lists and words of ours are nothing to set beside one another. */
function isPrintable(value: Plain | undefined, unit: FigureChange['unit']): boolean {
  return typeof value === 'object' ? value === null : !(typeof value === 'string' && unit === 'word')
}

function formatValue(value: Plain | undefined, unit: FigureChange['unit'], words: Words): string {
  if (value === undefined || value === null) return words.say('delivery:correction.missing')
  if (typeof value !== 'number') return String(value)
  switch (unit) {
    case 'fraction per 8 hours':
      return words.say('delivery:correction.rate', { value })
    case 'fraction':
    case 'fraction per year':
    case 'probability':
      return words.say('delivery:correction.percent', { value })
    case 'percent':
      return words.say('delivery:correction.percent', { value: value / 100 })
    case 'USD':
      return words.say('delivery:correction.usd', { value })
    case 'count':
    case 'coins':
    case 'persons':
    case 'thousand persons':
      return words.say('delivery:correction.whole', { value })
    default:
      return words.say('delivery:correction.number', { value })
  }
}
