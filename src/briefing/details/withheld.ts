/** Details of `/sources`: facts that were stated and no figure is made from, each with what speaks against it. */
import type { Block } from '#src/chat/message.ts'
import { formatDateTime } from '#src/i18n/dates.ts'
import { formatNumber, formatPercent } from '#src/i18n/numbers.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Withheld } from '#src/market/withheld.ts'
import { detailsOf, printersOf } from '../details.ts'
import { listNames } from '../names.ts'

/** Facts that are named, before the rest is counted. */
const SHOWN = 10

/** A sentence a fact, the youngest first; nothing where nothing is withheld. */
export function withheldBlocks(
  all: readonly Withheld[],
  symbolOf: (asset: string) => string,
  words: Words,
): Block[] {
  const { say } = detailsOf('sources', words)
  if (all.length === 0) return []
  const items = all.slice(0, SHOWN).map((one) => formatWithheld(one, symbolOf, words))
  const more = all.length - items.length
  return [
    {
      kind: 'bullets',
      heading: say('withheld'),
      items: [
        ...items,
        ...(more > 0 ? [say('moreWithheld', { count: more })] : []),
        ...(all.some(({ name }) => name !== undefined) ? [say('acceptWithheld')] : []),
      ],
    },
  ]
}

/** A sentence: what was stated, and what speaks against it. */
export function formatWithheld(one: Withheld, symbolOf: (asset: string) => string, words: Words): string {
  const { say } = detailsOf('sources', words)
  const { comma } = words.grammar
  const isAlike = one.against.some(({ value }) => print(one, value, words) === print(one, one.value, words))
  const printed = (value: number) => print(one, value, words, isAlike)
  const { asset, venue, ...others } = one.of
  const names = [
    ...(asset === undefined ? [] : [symbolOf(asset)]),
    ...(venue === undefined ? [] : [listNames([venue], words)]),
    ...Object.values(others),
  ]
  const against = one.against.map(({ name, value }) => {
    const known = words.find(`commands:sources.againstOf.${name}`)
    return `${known ?? listNames([name], words)} ${printed(value)}`
  })
  const text = say(`withheldOf.${one.reason}`, {
    subject: [say(`tables.${one.table}`), ...names, timeOf(one, words)].join(comma),
    value: printed(one.value),
    against: against.join(comma),
  })
  return one.name === undefined ? text : `${text} [${one.name}]`
}

/** Of settlements, which are several a day, with the hour. */
function timeOf({ table, time }: Withheld, words: Words): string {
  return table === 'funding' ? formatDateTime(time, words) : (printersOf(words).date(time) as string)
}

/** `isFine`: two rates that print alike are stated with more digits. */
function print({ table }: Withheld, value: number, words: Words, isFine = false): string {
  const { price, amount, rate, decimal } = printersOf(words)
  if (table === 'prices_daily' || table === 'prices_hourly') return price(value) as string
  if (table === 'funding') return isFine ? formatPercent(value, 6, 'always') : (rate(value) as string)
  const isMoney = /_caps?$|_volume$|^open_interest$/.test(table)
  return isMoney
    ? (amount(value) as string)
    : Number.isInteger(value)
      ? formatNumber(value)
      : (decimal(value) as string)
}
