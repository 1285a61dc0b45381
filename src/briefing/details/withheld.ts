/** Details of `/sources`: facts that were told and no figure is made from, each with what speaks against it. */
import type { Block } from '#src/chat/message.ts'
import { formatNumber } from '#src/i18n/numbers.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Withheld } from '#src/market/withheld.ts'
import { detailsOf, printersOf } from '../details.ts'
import { listNames } from '../names.ts'

/** Facts that are told of, before the rest is counted. */
const TOLD = 10

/** A sentence a fact, the youngest first; nothing where nothing is withheld. */
export function withheldBlocks(
  all: readonly Withheld[],
  symbolOf: (asset: string) => string,
  words: Words,
): Block[] {
  const { say } = detailsOf('sources', words)
  if (all.length === 0) return []
  const items = all.slice(0, TOLD).map((one) => tell(one, symbolOf, words))
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

function tell(one: Withheld, symbolOf: (asset: string) => string, words: Words): string {
  const { say } = detailsOf('sources', words)
  const comma = words.locale === 'ja' ? '、' : ', '
  const printed = (value: number) => print(one, value, words)
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
    subject: [say(`tables.${one.table}`), ...names, printersOf(words).date(one.time) as string].join(comma),
    value: printed(one.value),
    against: against.join(comma),
  })
  return one.name === undefined ? text : `${text} [${one.name}]`
}

function print({ table }: Withheld, value: number, words: Words): string {
  const { price, amount, rate, decimal } = printersOf(words)
  if (table === 'prices_daily' || table === 'prices_hourly') return price(value) as string
  if (table === 'funding') return rate(value) as string
  const isMoney = /_caps?$|_volume$|^open_interest$/.test(table)
  return isMoney
    ? (amount(value) as string)
    : Number.isInteger(value)
      ? formatNumber(value)
      : (decimal(value) as string)
}
