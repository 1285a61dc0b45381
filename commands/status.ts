/** `/status`: how old the data are, which version runs and since when, and which platforms it talks to. */
import { defineCommand, type StatusFacts } from '#src/bot/command.ts'
import { pastBlocks } from '#src/briefing/details/backfill.ts'
import { emptyLine } from '#src/briefing/details/emptyrecord.ts'
import { agesTable } from '#src/briefing/details/record.ts'
import { agedBlocks, silentSuppliers } from '#src/briefing/details/suppliers.ts'
import { detailsOf } from '#src/briefing/details.ts'
import { paragraphOf } from '#src/briefing/format.ts'
import { staleLine } from '#src/briefing/stale.ts'
import type { StoreFault } from '#src/errors.ts'
import type { Words } from '#src/i18n/words.ts'
import { HOUR, MINUTE, startOfDay } from '#src/market/time.ts'
import { readRecord } from '#src/services/record.ts'
import { type Ages, readAges } from '#src/services/staleness.ts'

/** Digits of a commit that people read. */
const SHORT = 7

export default defineCommand({
  name: 'status',
  args: {},
  personal: true,
  use: 'about',
  examples: ['/status'],
  run(_, { history, words, status, week }) {
    const { field, fields, say } = detailsOf('status', words)
    const up = Math.max(0, status.now - status.startedAt)
    const platforms = status.platforms.map(({ name, state }) =>
      say('platformOf', { name: platformOf(name, words), state: stateOf(state, words) }),
    )
    const silent = silentSuppliers(status.suppliers ?? [], words)
    const ages = readAges(history)
    const empty = emptyLine(history, status.suppliers ?? [], words)
    return {
      kind: 'message',
      message: {
        title: say('title'),
        blocks: [
          { kind: 'paragraph', text: empty ?? sentencesOf(status, ages, silent !== undefined, words) },
          fields([
            field('version', versionOf(status)),
            field(
              'uptime',
              say('uptimeOf', { hours: Math.floor(up / HOUR), minutes: Math.floor((up % HOUR) / MINUTE) }),
            ),
            field('data', words.say(`commands:shared.kinds.${history.kind}`, { name: history.name })),
            field('now', say('momentOf', { time: history.now })),
            field('edition', say('editionOf', { date: startOfDay(week.edition) })),
            field('platforms', platforms.length === 0 ? say('noPlatforms') : platforms.join('\n')),
            ...(status.store === undefined ? [] : [field('store', storeOf(status.store, words))]),
            ...(silent === undefined ? [] : [field('suppliers', silent)]),
            ...(status.watched === undefined
              ? []
              : [field('alerts', say('alertsOf', { ...status.watched }))]),
            ...(status.flashes === undefined ? [] : [field('flashes', flashesOf(status.flashes, words))]),
          ]),
          ...agedBlocks(status, words),
          ...pastBlocks(status.past ?? [], words),
          agesTable(readRecord(history), ages, words),
        ],
        images: [],
        footer: [history.live ? say('footerLive', { now: ages.now }) : say('footer')],
      },
    }
  },
})

/** How it is in words: what does not work as it should, or that all does. */
function sentencesOf(
  { platforms, store }: StatusFacts,
  { now, stale }: Ages,
  isSilent: boolean,
  words: Words,
): string {
  const { say } = detailsOf('status', words)
  const away = platforms.filter(({ state }) => !isUp(state)).map(({ name }) => platformOf(name, words))
  const late = staleLine(stale, words)
  const troubles = [
    ...(store === undefined ? [] : [say('troubles.store')]),
    ...(away.length > 0 ? [say('troubles.away', { names: words.grammar.list(away, true) })] : []),
    ...(late === '' ? [] : [late]),
    ...(isSilent ? [say('troubles.silent')] : []),
  ]
  return paragraphOf(troubles.length > 0 ? troubles : [say('well', { time: now })], words)
}

/** `open`, `ready`, or as many shards as there are. */
function isUp(state: string): boolean {
  const [, up, of] = /^(\d+)\/(\d+)$/u.exec(state) ?? []
  return up === undefined ? state === 'open' || state === 'ready' : up === of
}

/** How many chats have flashes, and when the last was posted. */
function flashesOf({ chats, latest }: NonNullable<StatusFacts['flashes']>, words: Words): string {
  const { say } = detailsOf('status', words)
  if (chats === 0) return say('flashes.off')
  return latest === undefined
    ? say('flashes.none', { chats })
    : say('flashes.latest', { chats, time: latest })
}

/** What the store fails of, and what that means for answers. */
function storeOf(fault: StoreFault, words: Words): string {
  return words.say('commands:status.storeOf', { why: words.say(`commands:status.storeFaults.${fault}`) })
}

/** `Discord`, `プレビュー`: by the name that readers know. */
function platformOf(name: string, words: Words): string {
  return words.find(`commands:status.platformNames.${name}`) ?? name
}

/** What a platform's connection says of itself: a word, or `1/2`, how many of its shards are up. */
function stateOf(state: string, words: Words): string {
  const [, up, of] = /^(\d+)\/(\d+)$/u.exec(state) ?? []
  if (up !== undefined && of !== undefined) {
    return words.say('commands:status.shards', { up: Number(up), of: Number(of) })
  }
  return words.find(`commands:status.states.${state}`) ?? state
}

/** `0.1.0 (8e42e39)`. */
function versionOf({ version, commit }: StatusFacts): string {
  return commit === undefined ? version : `${version} (${commit.slice(0, SHORT)})`
}
