/** `/status`: how old the data are, which version runs and since when, and which platforms it talks to. */
import { defineCommand, type StatusFacts } from '#src/bot/command.ts'
import { agesTable } from '#src/briefing/details/record.ts'
import { agedBlocks, silentSuppliers } from '#src/briefing/details/suppliers.ts'
import { detailsOf } from '#src/briefing/details.ts'
import { HOUR, MINUTE } from '#src/market/time.ts'
import { readRecord } from '#src/services/record.ts'
import { readAges } from '#src/services/staleness.ts'

/** Digits of a commit that people read. */
const SHORT = 7

export default defineCommand({
  name: 'status',
  args: {},
  personal: true,
  examples: ['/status'],
  run(_, { history, words, status, week }) {
    const { field, fields, say } = detailsOf('status', words)
    const up = Math.max(0, status.now - status.startedAt)
    const platforms = status.platforms.map(
      ({ name, state }) => `${name}: ${words.find(`commands:status.states.${state}`) ?? state}`,
    )
    const silent = silentSuppliers(status.suppliers ?? [], words)
    const ages = readAges(history)
    return {
      kind: 'message',
      message: {
        title: say('title'),
        blocks: [
          fields([
            field('version', versionOf(status)),
            field(
              'uptime',
              say('uptimeOf', { hours: Math.floor(up / HOUR), minutes: Math.floor((up % HOUR) / MINUTE) }),
            ),
            field('data', words.say(`commands:shared.kinds.${history.kind}`, { name: history.name })),
            field('now', say('momentOf', { time: history.now })),
            field('edition', week.edition),
            field('platforms', platforms.length === 0 ? say('noPlatforms') : platforms.join('\n')),
            ...(silent === undefined ? [] : [field('suppliers', silent)]),
          ]),
          ...agedBlocks(status, words),
          agesTable(readRecord(history), ages, words),
        ],
        images: [],
        footer: [history.live ? say('footerLive', { now: ages.now }) : say('footer')],
      },
    }
  },
})

/** `0.1.0 (8e42e39)`. */
function versionOf({ version, commit }: StatusFacts): string {
  return commit === undefined ? version : `${version} (${commit.slice(0, SHORT)})`
}
