/** Options of `/alert` where a platform asks for them by name: joined they are the line that is typed elsewhere. */
import { asset, optional, text } from '#src/bot/arguments.ts'
import type { Argument, ArgumentContext } from '#src/bot/arguments/argument.ts'
import { symbolsOf } from '#src/bot/arguments/symbols.ts'
import { typedCoin } from '#src/bot/alerts/coins.ts'
import type { Suggestion } from '#src/chat/request.ts'
import type { Asset } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { suggestedValues } from './values.ts'

/** What can be watched, as it is typed. */
const KINDS = [
  ...(['price', 'change', 'step', 'funding', 'flips', 'streak', 'oi', 'vol7', 'total'] as const),
  ...(['rank', 'spread', 'low', 'high', 'any'] as const),
] as const

/** What each kind is typed as. */
const TYPED: Readonly<Record<(typeof KINDS)[number], string>> = {
  price: 'price',
  change: 'change',
  step: 'step',
  funding: 'funding',
  flips: 'funding flips',
  streak: 'funding negative 6x',
  oi: 'oi',
  vol7: 'vol7',
  total: 'total',
  rank: 'rank',
  spread: 'spread',
  low: 'low 12w',
  high: 'high 12w',
  any: 'any low 12w',
}

/** The whole line, or what is watched. Words that nothing else takes are its own. */
export const what = text({
  optional: true,
  suggest: (typed, { words }) =>
    matching(
      typed,
      KINDS.map((kind) => ({ value: TYPED[kind], label: words.say(`alerts:kinds.${kind}`) })),
    ),
})

/** A coin by its name alone: in a line it is found by the grammar. */
export const coin: Argument<Asset | undefined> = { ...optional(asset()), accepts: () => false }

export const value = named((typed, context) => suggestedValues(typed, context))
export const window = named(listed('5m', '15m', '1h', '4h', '24h', '7d', '30d', '12w', '26w'))
export const unit = named(listed('usd', 'coins', 'apr', '%'))
export const repeat = named(listed('once', 'each 1h', 'each 4h', 'each 1d', 'remind 4h', 'remind 1d'))
export const hold = named(listed('0', '1m', '5m', '15m', '1h'))
export const until = named(listed('7d', '30d', '90d', '365d'))
export const to = named(listed('me', 'here'))

export interface AlertInput {
  readonly what?: string | undefined
  readonly asset?: Asset | undefined
  readonly value?: string | undefined
  readonly window?: string | undefined
  readonly unit?: string | undefined
  readonly repeat?: string | undefined
  readonly hold?: string | undefined
  readonly until?: string | undefined
  readonly to?: string | undefined
}

/** One line of all that was given. */
export function lineOf(input: AlertInput, history: History): string {
  const { asset: own, hold: held, until: end, to: place } = input
  return [
    own && typedCoin(own, symbolsOf(history)),
    input.what,
    input.value,
    input.window,
    // A percent sign belongs to its number.
    input.unit === '%' ? undefined : input.unit,
    input.repeat,
    held === undefined ? undefined : `hold ${held}`,
    end === undefined ? undefined : `until ${end}`,
    place === undefined || place.toLowerCase() === 'me' ? undefined : place,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(' ')
}

function named(suggest: (typed: string, context: ArgumentContext) => readonly Suggestion[]) {
  return text({ optional: true, takesRest: false, suggest })
}

function listed(...values: readonly string[]) {
  return (typed: string) =>
    matching(
      typed,
      values.map((one) => ({ value: one, label: one })),
    )
}

/** Those that begin so, or whose label holds it; all that was typed where none does. */
function matching(typed: string, all: readonly Suggestion[]): readonly Suggestion[] {
  const key = typed.trim().toLowerCase()
  return all.filter((one) => one.value.startsWith(key) || one.label.toLowerCase().includes(key))
}
