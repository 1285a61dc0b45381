/** What is older than it should be, in a line of the footer: never silently. */
import type { Words } from '#src/i18n/words.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import type { StaleTable } from '#src/services/staleness.ts'

/** `Out of date: Funding (to 08:00 UTC on 21 Nov, 3 days old).`; empty where nothing is. */
export function staleLine(stale: readonly StaleTable[], words: Words): string {
  if (stale.length === 0) return ''
  const names = stale.map(({ table, last, age }) => {
    const name = words.find(`commands:sources.tables.${table}`) ?? table
    const hours = Math.floor(age / HOUR)
    return hours < 48
      ? words.say('chat:answer.staleHours', { name, last, hours })
      : words.say('chat:answer.staleDays', { name, last, days: Math.floor(age / DAY) })
  })
  return words.say('chat:answer.stale', { names: names.join(words.locale === 'ja' ? '、' : '; ') })
}
