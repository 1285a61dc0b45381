/** The list of somebody's alerts, nearest first, with the value now and how far each has to go. */
import type { KnownNow } from '#src/alerts/normalise.ts'
import { describeCondition } from '#src/briefing/alertcondition.ts'
import { describeDistance, describeValue, nearestOf, relativeDistance } from '#src/briefing/alertfigures.ts'
import { sayUnreachable } from '#src/bot/answer/unreachable.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import { type Alert, ALERT_QUOTAS, type Watch } from '#src/chat/alert.ts'
import { isCommunity } from '#src/chat/address.ts'
import type { Block } from '#src/chat/message.ts'
import { parseSeries } from '#src/market/watched.ts'
import { button, plainly } from './controls.ts'
import { stillBlocks } from './describe.ts'
import { knownFor } from './known.ts'
import { type AlertScene, keptOf } from './scene.ts'
import { describeState } from './state.ts'

/** Alerts to a page. */
const PAGE = 10

interface Row {
  readonly alert: Alert
  readonly watches: readonly Watch[]
  /** The watch that is nearest to its level, with the value now. */
  readonly nearest: { readonly watch: Watch; readonly value: number } | undefined
}

/** A page of the list. `note` is what has just been done. */
export async function listOf(scene: AlertScene, page = 0, note?: string): Promise<MessageAnswer> {
  const { store, owner, words, personal, history } = scene
  const all = await store.list(owner, personal.now)
  const sorted = await byDistance(all, scene)
  const first = Math.max(0, Math.min(page, Math.ceil(sorted.length / PAGE) - 1)) * PAGE
  const shown = sorted.slice(first, first + PAGE)
  const head = await headOf(all, scene)
  const refusing = await store.unreachable(owner)
  if (refusing.length > 0) await store.toldUnreachable(owner, personal.now)
  const columns = (['number', 'condition', 'now', 'distance', 'state'] as const).map((name) => ({
    title: words.say(`alerts:columns.${name}`),
    align: 'left' as const,
  }))
  const table: Block = { kind: 'table', columns, rows: shown.map((row) => cellsOf(row, scene)) }
  return {
    kind: 'message',
    message: {
      title: words.say(`alerts:list.${titleOf(scene)}`),
      subtitle: head,
      blocks: [
        ...(note === undefined ? [] : [{ kind: 'paragraph' as const, text: note }]),
        ...(refusing.length > 0
          ? [{ kind: 'paragraph' as const, text: sayUnreachable(refusing, words, scene.isOwn) }]
          : []),
        all.length === 0 ? { kind: 'paragraph', text: plainly(words.say('alerts:list.none')) } : table,
        ...(all.length === 0 ? [] : stillBlocks(scene)),
      ],
      images: [],
      footer: [],
    },
    guide: {
      rows: [
        ...(shown.length === 0
          ? []
          : [
              [
                {
                  kind: 'select' as const,
                  label: words.say('alerts:list.open'),
                  options: shown.map(({ alert }) => ({
                    choice: `open=${alert.id}`,
                    label: `${alert.number} ${describeCondition(alert.condition, words, history)}`,
                  })),
                },
              ],
            ]),
        [
          ...(refusing.length > 0
            ? [button('resumeall', words.say('alerts:buttons.resumeAll'), 'main')]
            : []),
          button('new', words.say('alerts:buttons.new')),
          ...(first > 0 ? [button(`page=${first / PAGE - 1}`, words.say('alerts:buttons.earlier'))] : []),
          ...(first + PAGE < sorted.length
            ? [button(`page=${first / PAGE + 1}`, words.say('alerts:buttons.later'))]
            : []),
        ],
      ],
      state: keptOf(scene),
      command: 'alert',
    },
  }
}

/** Nearest first, each with its watches. */
export async function byDistance(all: readonly Alert[], scene: AlertScene): Promise<readonly Row[]> {
  const known = await knownFor(
    all.map(({ condition }) => condition),
    scene,
  )
  const rows = await Promise.all(
    all.map(async (alert) => rowOf(alert, await scene.store.watches(alert.id), known)),
  )
  return rows.toSorted((a, b) => rank(a) - rank(b) || a.alert.number - b.alert.number)
}

function titleOf({ isOwn, owner }: AlertScene): 'title' | 'serverTitle' | 'chatTitle' {
  if (isOwn) return 'title'
  return isCommunity(owner) ? 'serverTitle' : 'chatTitle'
}

function rowOf(alert: Alert, watches: readonly Watch[], known: KnownNow): Row {
  const live = watches.flatMap((watch) => {
    const value = watch.state === 'done' ? undefined : known.value(watch.series)?.value
    return value === undefined ? [] : [{ watch, value }]
  })
  return { alert, watches, nearest: nearestOf(live) }
}

/** Ended ones last, those without a value before them. */
function rank({ alert, nearest }: Row): number {
  if (alert.state === 'ended') return Number.MAX_VALUE
  return nearest ? relativeDistance(nearest.value, nearest.watch.fire) : Number.MAX_SAFE_INTEGER
}

function cellsOf(
  { alert, watches, nearest }: Row,
  { words, history, personal }: AlertScene,
): readonly string[] {
  const series = nearest && parseSeries(nearest.watch.series)
  const isEnded = alert.state === 'ended'
  return [
    String(alert.number),
    describeCondition(alert.condition, words, history),
    series && !isEnded ? describeValue(series, nearest.value, words) : '–',
    series && !isEnded ? describeDistance(series, nearest.value, nearest.watch, words) : '–',
    describeState(alert, watches, personal.now, words),
  ]
}

async function headOf(
  all: readonly Alert[],
  { words, isOwn, store, target, personal }: AlertScene,
): Promise<string> {
  const quota = ALERT_QUOTAS[isOwn ? 'member' : 'chat']
  const box = target === undefined ? undefined : await store.box(target)
  const today = Temporal.Instant.fromEpochMilliseconds(personal.now)
    .toZonedDateTimeISO(words.clock)
    .toPlainDate()
    .toString()
  const sent = box?.day === today ? box.sent : 0
  return words.say('alerts:list.head', {
    count: all.filter(({ state }) => state !== 'ended').length,
    most: quota.alerts,
    sent,
    mostSent: quota.messagesPerDay,
  })
}
