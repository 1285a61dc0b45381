/** Details of `/sources` and `/status`: what the record holds, from whom, and how old it is. */
import type { Block } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'
import type { HistoryTable } from '#src/market/history.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import type { Topic } from '#src/market/topic.ts'
import type { TableRecord } from '#src/services/record.ts'
import type { Ages } from '#src/services/staleness.ts'
import { detailsOf, printersOf } from '../details.ts'
import { listNames } from '../names.ts'

/** Which tables a topic is read from. */
export const TABLES_OF: Readonly<Record<Topic, readonly HistoryTable[]>> = {
  assets: ['prices_daily', 'prices_hourly', 'market_caps', 'cross_assets'],
  marketcap: ['total_market_cap', 'market_caps'],
  macro: ['macro', 'rate_odds', 'yield_curves', 'sentiment', 'calendar'],
  funding: ['funding', 'open_interest', 'prices_daily'],
  openinterest: ['open_interest', 'prices_daily'],
  volatility: ['prices_daily', 'prices_hourly'],
  correlation: ['prices_daily', 'market_caps'],
  sectors: ['prices_daily', 'market_caps'],
  volume: ['spot_volume', 'perp_volume'],
  movers: ['prices_daily', 'market_caps'],
}

/** Which tables a section is read from; those of a look-up are its prices. */
export function tablesOf(section: string): readonly HistoryTable[] {
  return TABLES_OF[section as Topic] ?? (section === 'outlook' ? [] : ['prices_daily'])
}

/** A row a table. */
export function sourcesTable(tables: readonly TableRecord[], ages: Ages, words: Words): Block {
  const { table, tableOrNone, say } = detailsOf('sources', words)
  const { date, whole } = printersOf(words)
  const rows = tables.map((one) => [
    say(`tables.${one.table}`),
    one.suppliers.length === 0 ? undefined : listNames(one.suppliers, words),
    date(one.first),
    date(one.last),
    ageOf(one, ages, words),
    whole(one.rows),
  ])
  return tableOrNone(table({ left: ['table', 'supplier'], right: ['first', 'last', 'age', 'rows'] }, rows))
}

/** A row a topic: how far the table reaches that it is mainly read from. */
export function agesTable(tables: readonly TableRecord[], ages: Ages, words: Words): Block {
  const { table, say } = detailsOf('status', words)
  const { date } = printersOf(words)
  const rows = (Object.keys(TABLES_OF) as Topic[]).map((topic) => {
    const main = TABLES_OF[topic][0]
    const one = tables.find((record) => record.table === main)
    return [words.say(`headings.${topic}`), date(one?.last), one && ageOf(one, ages, words)]
  })
  return table({ left: ['topic'], right: ['last', 'age'] }, rows, say('dataAge'))
}

/** Daily rows are dated by the day that they begin: one of yesterday is as young as they get. */
function ageOf({ table, last }: TableRecord, { now, stale }: Ages, words: Words): string | undefined {
  if (last === undefined) return undefined
  const { say } = detailsOf('shared', words)
  const days = Math.floor((now - last) / DAY)
  if (days < 0) return say('ahead')
  if (stale.some((one) => one.table === table)) {
    return days < 2 ? say('hoursLate', { hours: Math.floor((now - last) / HOUR) }) : say('daysLate', { days })
  }
  return days <= 1 ? say('upToDate') : say('daysOld', { days })
}
