/** Details of `/sources` and `/status`: what the record holds, from whom, and how old it is. */
import type { Block } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'
import type { HistoryTable } from '#src/market/historytable.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import { type Topic, TOPICS } from '#src/market/topic.ts'
import type { TableRecord } from '#src/services/record.ts'
import type { Ages } from '#src/services/staleness.ts'
import { detailsOf, printersOf } from '../details.ts'
import { stalePartsOf } from '../stale.ts'
import { listNames } from '../names.ts'
import type { LookupName, SectionName } from '../section.ts'
import { topics } from '../topics.ts'

/** Which tables a section is read from; those of a look-up are its prices. */
export function tablesOf(section: SectionName | LookupName): readonly HistoryTable[] {
  if (section === 'outlook') return []
  return section in topics ? topics[section as Topic].tables : ['prices_daily']
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
  const rows = TOPICS.map((topic) => {
    const [main] = topics[topic].tables
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
  const old = stale.find((one) => one.table === table)
  const late = (age: number) =>
    age < 2 * DAY
      ? say('hoursLate', { hours: Math.floor(age / HOUR) })
      : say('daysLate', { days: Math.floor(age / DAY) })
  const parts = old ? stalePartsOf(old, words) : ''
  if (old && parts === '') return late(now - last)
  const age = days <= 1 ? say('upToDate') : say('daysOld', { days })
  // The date beside it is that of the newest; what is old has an age of its own.
  return old ? say('partsLate', { age, parts, late: late(old.age) }) : age
}
