/** An alert before it is saved: what it waits for, how far that is, how it is looked at, and how often it would have fired. */
import { type KnownNow, normalise } from '#src/alerts/normalise.ts'
import { resolutionIn } from '#src/alerts/resolution.ts'
import { type Rehearsal, rehearse, rehearseInSteps } from '#src/alerts/rehearse.ts'
import { describeCondition } from '#src/briefing/alertcondition.ts'
import {
  describeDistance,
  describeHourlyAhead,
  describeResolution,
  describeValue,
} from '#src/briefing/alertfigures.ts'
import type { AlertDraft } from '#src/bot/alerts/line.ts'
import { isMinutely } from '#src/bot/alerts/manner.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import { WATCHLIST, type WatchRule } from '#src/chat/alert.ts'
import type { Block, Fields } from '#src/chat/message.ts'
import { formatDate } from '#src/i18n/dates.ts'
import { exactPercent, roundedFraction } from '#src/i18n/exact.ts'
import type { Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import { parseSeries, type WatchedSeries } from '#src/market/watched.ts'
import { inSteps } from '#src/services/steps.ts'
import { describeHold, describeRepeat, stillBlocks } from './describe.ts'
import { draftState, type KeptDraft } from './draft.ts'
import { knownFor, nearestWatch, standingOf } from './known.ts'
import { rowsOf } from './rows.ts'
import { type AlertScene, keptOf } from './scene.ts'

/** Firings in ninety days from which on a rarer threshold is named. */
const MANY = 30
/** Factors of a threshold that are tried, and the firings that are few enough. */
const FACTORS = [1.25, 1.5, 2, 2.5, 3, 4, 5, 7, 10]
const FEW = 12

/** `note` says what keeps it from being saved. */
export async function cardOf(kept: KeptDraft, scene: AlertScene, note?: string): Promise<MessageAnswer> {
  const { words } = scene
  const { draft, edits } = kept
  const known = await knownFor([draft.condition], scene)
  const past = await inSteps(rehearseInSteps(draft, scene.history, known))
  const rehearsal: Block = { kind: 'paragraph', text: describeRehearsal(draft, past, known, scene) }
  return {
    kind: 'message',
    message: {
      title: words.say(edits ? 'alerts:card.edit' : 'alerts:card.new'),
      blocks: [
        ...(note === undefined ? [] : [{ kind: 'paragraph' as const, text: note }]),
        fieldsOf(draft, known, scene),
        rehearsal,
        ...waitingBlocks(draft, known, words),
        ...stillBlocks(scene),
      ],
      images: [],
      footer: [words.say('alerts:card.footer')],
    },
    guide: {
      rows: rowsOf(kept, scene),
      state: { ...keptOf(scene), ...draftState(kept, scene) },
      command: 'alert',
    },
  }
}

/** Where it holds already, on every side that it is about, the next time counts. */
export function waitingBlocks(draft: AlertDraft, known: KnownNow, words: Words): readonly Block[] {
  const watches = normalise(draft, known)
  const isPassed = watches.length > 0 && watches.every(({ state }) => state === 'waiting')
  return isPassed ? [{ kind: 'paragraph', text: words.say('alerts:card.waiting') }] : []
}

/** What is set, field by field; `watches` where they are not as they would be set now. */
export function fieldsOf(
  draft: AlertDraft,
  known: KnownNow,
  scene: AlertScene,
  watches?: readonly WatchRule[],
): Fields {
  const { words, history } = scene
  const field = (name: FieldName, value: string) => ({ name: words.say(`alerts:fields.${name}`), value })
  const standing = standingOf(draft.condition, known)
  const watch = nearestWatch(draft, known, watches)
  const isList = 'asset' in draft.condition && draft.condition.asset === WATCHLIST
  const missing = { ...field('now', words.say('alerts:values.missing')), missing: true }
  const series = standing?.series ?? (watch && parseSeries(watch.series))
  return {
    kind: 'fields',
    items: [
      field('condition', describeCondition(draft.condition, words, history)),
      ...(isList
        ? [field('coins', words.say('alerts:values.coins', { count: known.watchlist.length }))]
        : standing?.now
          ? [field('now', describeValue(standing.series, standing.now.value, words))]
          : [missing]),
      ...(standing?.now && watch && standing.series.kind !== 'extreme'
        ? [field('distance', describeDistance(standing.series, standing.now.value, watch, words))]
        : []),
      ...(series ? [field('resolution', resolutionText(series, scene))] : []),
      field('repeat', describeRepeat(draft.repeat, words)),
      ...(isMinutely(draft.condition) ? [field('hold', describeHold(draft.hold, words))] : []),
      field('until', formatDate(draft.until - 1, { ...words, zone: words.clock })),
      field('where', whereText(draft, scene)),
    ],
  }
}

function resolutionText(
  series: WatchedSeries,
  { history, words }: Pick<AlertScene, 'history' | 'words'>,
): string {
  return series.kind === 'interest' && history.kind === 'live'
    ? describeHourlyAhead(series, words)
    : describeResolution(series, words, resolutionIn(history)(series))
}

/** How often it would have fired, and what would be rarer. */
function describeRehearsal(
  draft: AlertDraft,
  past: Rehearsal | undefined,
  known: KnownNow,
  scene: AlertScene,
): string {
  const { words } = scene
  if (!past) return words.say('alerts:rehearsal.unknown')
  const { count, days, last, every } = past
  const name = every >= 7 * DAY ? 'week' : every > 8 * HOUR ? 'day' : every > HOUR ? 'settlement' : 'hour'
  const step = words.say(`alerts:rehearsal.every.${name}`)
  const text =
    last === undefined
      ? words.say('alerts:rehearsal.never', { days, step })
      : words.say(count === 1 ? 'alerts:rehearsal.one' : 'alerts:rehearsal.some', { days, count, last, step })
  const rarer = count > MANY ? rarerThan(draft, known, scene.history) : undefined
  return [text, ...(rarer ? [words.say('alerts:rehearsal.rarer', rarer)] : [])].join(words.grammar.gap)
}

/** The next threshold that would have fired seldom; undefined where there is none. */
function rarerThan(draft: AlertDraft, known: KnownNow, history: History) {
  const { condition } = draft
  if (!('by' in condition)) return undefined
  for (const factor of FACTORS) {
    const by = roundedFraction(condition.by * factor, 2)
    const result = rehearse({ ...draft, condition: { ...condition, by } }, history, known)
    if (result && result.count <= FEW) return { percent: exactPercent(by), count: result.count }
  }
  return undefined
}

function whereText({ here, silent }: AlertDraft, scene: AlertScene): string {
  const { words, isOwn, personal } = scene
  const { chatTitle = '' } = personal.request
  const hereText = () => words.say('alerts:where.here', { chat: chatTitle }).trim()
  const place = here || !isOwn ? (scene.place ?? hereText()) : words.say('alerts:where.me')
  return silent ? words.grammar.aside(place, words.say('alerts:where.silent')) : place
}

type FieldName =
  | 'condition'
  | 'coins'
  | 'now'
  | 'distance'
  | 'resolution'
  | 'repeat'
  | 'hold'
  | 'until'
  | 'where'
