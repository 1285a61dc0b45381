/** What is older than it should be, in a line: never silently. */
import type { Words } from '#src/i18n/words.ts'
import { isDaily } from '#src/market/observation.ts'
import { DAY, floorToDay, HOUR } from '#src/market/time.ts'
import type { StaleTable } from '#src/services/staleness.ts'

/** `Out of date: Funding (to 08:00 UTC on 21 Nov, three days ago).`; empty where nothing is. Those of one age are stated together. */
export function staleLine(stale: readonly StaleTable[], words: Words): string {
  if (stale.length === 0) return ''
  const { dot: each, semicolon: and } = words.grammar
  const groups = Map.groupBy(stale, (one) => agoOf(one, words))
  const lines = Array.from(groups, ([ago, tables]) => {
    const names = [
      ...new Set(tables.map(({ table }) => words.find(`commands:sources.tables.${table}`) ?? table)),
    ]
    return words.say('chat:answer.staleOf', { names: names.join(each), ago })
  })
  return words.say('chat:answer.stale', { names: lines.join(and) })
}

/** Parts of a table that are named. */
const NAMED = 3

/** The old parts of a table by their proper names: the first of them, where there are many; empty where all of it is old. */
export function stalePartsOf({ parts = [] }: StaleTable, words: Words): string {
  const names = new Set(parts.map((part) => partName(part, words)))
  return [...names].slice(0, NAMED).join(words.grammar.comma) + (names.size > NAMED ? ' …' : '')
}

function partName(part: string, words: Words): string {
  const known = ['venues', 'odds', 'series', 'curveNames', 'markets'].map((kind) =>
    words.find(`glossary:${kind}.${part}`),
  )
  return known.find((name) => name !== undefined) ?? part
}

/** With the parts that are old, where the rest of the table goes on. */
function agoOf(stale: StaleTable, words: Words): string {
  const parts = stalePartsOf(stale, words)
  const ago = dateOf(stale, words)
  return parts === '' ? ago : words.say('chat:answer.staleParts', { parts, ago })
}

/** A row of a whole day is stated by its day, another by its time. */
function dateOf({ table, last, age }: StaleTable, words: Words): string {
  if (isDaily(table)) {
    const days = Math.max(1, Math.round((floorToDay(last + age) - floorToDay(last)) / DAY))
    return words.say('chat:answer.staleDay', { last, days })
  }
  const hours = Math.floor(age / HOUR)
  return hours < 48
    ? words.say('chat:answer.staleHours', { last, hours })
    : words.say('chat:answer.staleDays', { last, days: Math.floor(age / DAY) })
}
