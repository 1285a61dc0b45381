/** `/sources`: who supplied what, how far it reaches, and how old it is. */
import { choice } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { formatUnconfirmedCloses, formatDisagreements } from '#src/briefing/details/live.ts'
import { sourcesTable, tablesOf } from '#src/briefing/details/record.ts'
import { stampBlocks } from '#src/briefing/details/stamps.ts'
import { agedBlocks, silentBlocks, supplierBlocks } from '#src/briefing/details/suppliers.ts'
import { withheldBlocks } from '#src/briefing/details/withheld.ts'
import { TOPICS } from '#src/market/topic.ts'
import { readRecord } from '#src/services/record.ts'
import { readAges } from '#src/services/staleness.ts'

export default defineCommand({
  name: 'sources',
  // As suppliers stand now.
  momentary: true,
  args: { topic: choice(['all', ...TOPICS], { default: 'all' }) },
  examples: ['/sources', '/sources funding'],
  run({ topic }, { history, words, status }) {
    const tables = readRecord(history).filter(
      ({ table }) => topic === 'all' || tablesOf(topic).includes(table),
    )
    const ages = readAges(history)
    const names: readonly string[] = tables.map(({ table }) => table)
    const suppliers = (status.suppliers ?? []).filter(
      ({ tables }) => topic === 'all' || tables?.some(({ table }) => names.includes(table)),
    )
    const symbolOf = (id: string) => history.asset(id)?.symbol ?? id
    const withheld = (history.withheld ?? []).filter(({ table }) => topic === 'all' || names.includes(table))
    const apart = history.live?.disagreements ?? []
    return {
      kind: 'message',
      message: {
        title: words.say('commands:sources.title'),
        subtitle: words.say(`commands:shared.kinds.${history.kind}`, { name: history.name }),
        blocks: [
          // What is wrong comes first: the rest is long.
          ...agedBlocks(status, words),
          ...silentBlocks(suppliers, status.now, words),
          ...withheldBlocks(withheld, symbolOf, words),
          ...(names.includes('prices_daily')
            ? formatUnconfirmedCloses(history.live?.closesAlone ?? [], symbolOf, words)
            : []),
          sourcesTable(tables, ages, words),
          ...supplierBlocks(suppliers, words),
          ...(topic === 'all' || names.includes('open_interest') ? stampBlocks(history, words) : []),
          ...formatDisagreements(apart.slice(0, 10), symbolOf, words),
        ],
        images: [],
        footer: [words.say(`commands:sources.${history.live ? 'footerLive' : 'footer'}`, { now: ages.now })],
      },
    }
  },
})
