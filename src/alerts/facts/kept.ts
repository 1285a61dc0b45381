/** Facts of firings, each read from the record once and written down: a later try, also after a restart, says the same. */
import type { FiringFacts } from '#src/briefing/firingfacts.ts'
import { firingFactsId, listFactsId, type ListFacts } from '#src/briefing/firingfacts.ts'
import { isOfCondition, type Reported, type ReportedFacts } from '#src/briefing/firing.ts'
import type { Alert, Firing } from '#src/chat/alert.ts'
import type { Alerts } from '#src/chat/alertstore.ts'
import type { ChatSettings } from '#src/chat/memory.ts'
import { parseQuiet } from '#src/chat/quiet.ts'
import type { History } from '#src/market/history.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import type { AlertWork } from '#src/store/alerts/port.ts'
import { gapOf } from '../admit.ts'
import { isBeyond } from '../step.ts'
import { firingFacts, sampledIn } from './facts.ts'
import type { Samples } from './level.ts'

export interface KeptFactsParts {
  readonly work: Pick<AlertWork, 'facts' | 'keepFacts' | 'samples'>
  readonly alerts?: Pick<Alerts, 'firings' | 'observed'> | undefined
  /** Settings of a chat, a community or a member. */
  readonly settings?: ((of: string) => Promise<ChatSettings>) | undefined
  readonly history: () => History
  /** Hears why a message is said without its facts. */
  readonly onFault?: ((error: unknown) => void) | undefined
}

/** Reads what is said beside the rows of a delivery. */
export type FactsOf = (reported: readonly Reported[], delivery: string, now: number) => Promise<ReportedFacts>

/**
 * Pictures of one minute: as many as the renderer keeps. When more is reported at once, the rest goes out as text, which need not wait
 * until all of them are drawn.
 */
const MOST_PICTURES = 48
/** What is remembered of what was asked last. */
const MOST_KNOWN = 256
/** Prices of minutes are read from so long before. */
const BACK = DAY + HOUR
/** Firings of an alert that a step may be counted from. */
const EARLIER = 5

export function createKeptFacts(parts: KeptFactsParts): FactsOf {
  const { work, alerts, history, onFault } = parts
  const known = remembering<FiringFacts>()
  const sampled = remembering<Samples>()
  let pictures = { minute: 0, count: 0 }

  return async (reported, delivery, now) => {
    const [first] = reported
    const single =
      reported.length === 1 && first && isOfCondition(first.firing) ? await singleOf(first, now) : undefined
    const isListed = reported.some(({ firing }) => firing.listed === 'quiet')
    const list = isListed ? await listOf(reported, delivery, now) : undefined
    return { ...(single && { single }), ...(list && { list }) }
  }

  function singleOf({ firing, alert }: Reported, now: number): Promise<FiringFacts> {
    const id = firingFactsId(firing, alert)
    return known(id, async () => {
      const written = await work.facts(id)
      if (written !== undefined) return written as FiringFacts
      const facts = await read(firing, alert).catch((error: unknown): FiringFacts => {
        // What cannot be proven is not said: the firing is.
        onFault?.(error)
        return {}
      })
      return (await work.keepFacts(id, limited(facts, firing), now)) as FiringFacts
    })
  }

  async function read(firing: Firing, alert: Alert): Promise<FiringFacts> {
    const asset = sampledIn(firing)
    const samples = asset === undefined ? [] : await samplesOf(asset, firing.time ?? firing.seenAt)
    const earlier = alert.condition.kind === 'move' ? ((await alerts?.firings(alert.id, EARLIER)) ?? []) : []
    return firingFacts(firing, alert, { history: history(), samples, earlier })
  }

  function samplesOf(asset: string, time: number): Promise<Samples> {
    return sampled(`${asset} ${Math.floor(time / MINUTE)}`, async () => {
      const found = await work.samples([asset], time - BACK)
      return (found.get(asset) ?? []).filter(([at]) => at <= time)
    })
  }

  function limited(facts: FiringFacts, { seenAt }: Firing): FiringFacts {
    if (!facts.drawing) return facts
    const minute = Math.floor(seenAt / MINUTE)
    if (minute !== pictures.minute) pictures = { minute, count: 0 }
    pictures.count += 1
    if (pictures.count <= MOST_PICTURES) return facts
    const { drawing: _, ...said } = facts
    return said
  }

  async function listOf(reported: readonly Reported[], delivery: string, now: number): Promise<ListFacts> {
    const id = listFactsId(delivery)
    const written = await work.facts(id)
    if (written !== undefined) return written as ListFacts
    return (await work.keepFacts(id, await readList(reported, now, parts), now)) as ListFacts
  }
}

/** What still holds, by the last confirmed value, where that is no older than a gap. */
async function readList(
  reported: readonly Reported[],
  now: number,
  { alerts, settings }: Pick<KeptFactsParts, 'alerts' | 'settings'>,
): Promise<ListFacts> {
  const names = [...new Set(reported.map(({ firing }) => firing.series))]
  const values = new Map((await alerts?.observed(names))?.map((one) => [one.series, one]))
  const holds = reported.map(({ firing, alert }) => {
    const last = values.get(firing.series)
    const { series, side, level: fire, time = now } = firing
    // A step holds when it is made: the next one is counted from there.
    if (!last || last.time < time || now - last.time > gapOf(series) || alert.condition.kind === 'move')
      return null
    return isOfCondition(firing) ? isBeyond({ series, side, fire }, last.value) : null
  })
  const [first] = reported
  // What is set for the one chat counts more than what is set for all of its owner's.
  const of = first && settings ? [await settings(first.alert.owner), await settings(first.alert.target)] : []
  const quiet = parseQuiet(of.findLast((one) => one.quiet !== undefined)?.quiet)
  return { holds, ...(quiet && { quiet }) }
}

/** Asked for the same at once, and again soon after, it is made once; a failure is not kept. */
function remembering<Value>() {
  const values = new Map<string, Promise<Value>>()
  return (name: string, make: () => Promise<Value>): Promise<Value> => {
    const value = values.get(name) ?? make()
    if (!values.has(name)) value.catch(() => values.delete(name))
    values.delete(name)
    values.set(name, value)
    const oldest = values.keys().next().value
    if (values.size > MOST_KNOWN && oldest !== undefined) values.delete(oldest)
    return value
  }
}
