/** What is older than it should be, in a line: never silently. */
import type { Words } from '#src/i18n/words.ts'
import { isDaily } from '#src/market/observation.ts'
import { DAY, floorToDay, HOUR } from '#src/market/time.ts'
import type { StaleTable } from '#src/services/staleness.ts'

/** `Out of date: Funding (to 08:00 UTC on 21 Nov, three days ago).`; empty where nothing is. Those of one age are told together. */
export function staleLine(stale: readonly StaleTable[], words: Words): string {
  if (stale.length === 0) return ''
  const [each, and] = words.locale === 'ja' ? ['・', '、'] : [', ', '; ']
  const groups = Map.groupBy(stale, (one) => agoOf(one, words))
  const told = Array.from(groups, ([ago, tables]) => {
    const names = tables.map(({ table }) => words.find(`commands:sources.tables.${table}`) ?? table)
    return words.say('chat:answer.staleOf', { names: names.join(each), ago })
  })
  return words.say('chat:answer.stale', { names: told.join(and) })
}

/** A row of a whole day is told by its day, another by its time. */
function agoOf({ table, last, age }: StaleTable, words: Words): string {
  if (isDaily(table)) {
    const days = Math.max(1, Math.round((floorToDay(last + age) - floorToDay(last)) / DAY))
    return words.say('chat:answer.staleDay', { last, days })
  }
  const hours = Math.floor(age / HOUR)
  return hours < 48
    ? words.say('chat:answer.staleHours', { last, hours })
    : words.say('chat:answer.staleDays', { last, days: Math.floor(age / DAY) })
}
