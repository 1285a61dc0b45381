/** Levels that are suggested while a value is typed: round ones around what it is now, with their distance. */
import { valueNow } from '#src/alerts/now.ts'
import type { ArgumentContext } from '#src/bot/arguments/argument.ts'
import { symbolsOf } from '#src/bot/arguments/symbols.ts'
import type { Suggestion } from '#src/chat/request.ts'
import { exactDigits, exactDollars } from '#src/i18n/exact.ts'
import { formatPercent } from '#src/i18n/numbers.ts'
import { TOTAL } from '#src/market/watched.ts'
import { nextRound, roundLevels } from '#src/market/roundlevels.ts'

const CHANGES = ['-5%', '+5%', '±3%', '±5%', '-10%', '+10%']
const RATES = ['> 0.03%', '> 0.05%', '< 0%', '< -0.01%']
const LEVELS = ['> 50%', '> 80%', '< 30%']

/** By what was given for the other options so far. */
export function suggestedValues(typed: string, context: ArgumentContext): readonly Suggestion[] {
  const { given } = context
  const kind = given?.what ?? ''
  const found = /^(?:change|step|oi|建玉)/u.test(kind)
    ? plain(CHANGES)
    : kind.startsWith('vol')
      ? plain(LEVELS)
      : kind.startsWith('funding')
        ? plain(RATES)
        : kind.startsWith('rank')
          ? plain(['<= 5', '<= 10', '> 20'])
          : kind.startsWith('spread')
            ? plain(['> 0.3%', '> 0.5%', '> 1%'])
            : levels(kind.startsWith('total'), context)
  const key = typed.trim()
  const matching = found.filter(({ value, label }) => value.includes(key) || label.includes(key))
  // What is typed is a value of its own.
  const own = key === '' || found.some(({ value }) => value === key) ? [] : [{ value: key, label: key }]
  return [...own, ...matching]
}

function levels(isTotal: boolean, { given, history, words }: ArgumentContext): readonly Suggestion[] {
  const [asset] = symbolsOf(history).find(given?.asset ?? 'bitcoin')
  const series = isTotal
    ? ({ kind: 'cap', of: TOTAL } as const)
    : asset && ({ kind: 'price', asset: asset.id } as const)
  const now = series && valueNow(series, history)?.value
  if (now === undefined) return []
  return (['below', 'above'] as const).flatMap((side) => {
    const found = isTotal ? [nextRound(now, side)] : roundLevels(now, side, 3)
    return found.map((level) => {
      const sign = side === 'below' ? '<' : '>'
      const distance = formatPercent(level / now - 1, 1, 'always')
      return {
        value: `${sign} ${exactDigits(level)}`,
        label: words.grammar.aside(`${sign} ${exactDollars(level, words.locale)}`, distance),
      }
    })
  })
}

function plain(values: readonly string[]): readonly Suggestion[] {
  return values.map((value) => ({ value, label: value }))
}
