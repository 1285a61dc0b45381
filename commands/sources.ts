/** `/sources`: who supplied what, how far it reaches, and how old it is. */
import { choice } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { sourcesTable, TABLES_OF } from '#src/briefing/details/record.ts'
import { TOPICS } from '#src/market/topic.ts'
import { readRecord } from '#src/services/record.ts'

export default defineCommand({
  name: 'sources',
  args: { topic: choice(['all', ...TOPICS], { default: 'all' }) },
  examples: ['/sources', '/sources funding'],
  run({ topic }, { history, words }) {
    const tables = readRecord(history).filter(
      ({ table }) => topic === 'all' || TABLES_OF[topic].includes(table),
    )
    return {
      kind: 'message',
      message: {
        title: words.say('commands:sources.title'),
        subtitle: words.say(`commands:shared.kinds.${history.kind}`, { name: history.name }),
        blocks: [sourcesTable(tables, history.now, words)],
        images: [],
        footer: [words.say('commands:sources.footer', { now: history.now })],
      },
    }
  },
})
