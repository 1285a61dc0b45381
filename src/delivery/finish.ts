/** What is done with a post once it is there: published, pinned. What a platform puts off is tried again when it says. */
import type { Destination, Posted, Poster, PostFault, PostOptions } from '#src/chat/posting.ts'
import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import type { Ledger } from '#src/store/ledger.ts'
import type { Unfinished } from '#src/store/unfinished.ts'
import { nonceOf } from './nonce.ts'

export interface FinishParts {
  readonly ledger: Pick<Ledger, 'finished' | 'previous'>
  readonly clock: Clock
  readonly log: Log
}

export interface Unfinishing {
  /** Of the delivery. */
  readonly id: string
  readonly to: Destination
  readonly posted: readonly Posted[]
  /** What it lacks as far as is known. */
  readonly faults: readonly PostFault[]
  /** When it arrived, in milliseconds since 1970. */
  readonly since: number
}

/** Milliseconds for which it is tried: what is published later than a day after it was posted is no news. */
const TRIED_FOR = 86_400_000
/** Milliseconds between two tries at least. */
const LEAST = 1000
/** What `finish` sees to; the rest is as it was when the post was sent. */
const FINISHED: ReadonlySet<PostFault['kind']> = new Set(['crosspost', 'pin', 'unpin'])

/** Never rejects for what a platform does. */
export async function finishPost(
  { id, to, posted, faults, since }: Unfinishing,
  poster: Poster,
  { ledger, clock, log }: FinishParts,
): Promise<void> {
  const found = await poster.finish(to, posted)
  const now = clock.now()
  const waits = found.flatMap(({ retryAfter }) => (retryAfter === undefined ? [] : [retryAfter]))
  const finishAt = waits.length > 0 ? now + Math.max(LEAST, ...waits) : undefined
  const isOver = finishAt !== undefined && finishAt - since > TRIED_FOR
  const left = isOver ? found.map(({ kind, code }) => ({ kind, code })) : found
  if (left.length > 0) log.info(`${to.target}: posted, but ${left.map(({ kind }) => kind).join(', ')} failed`)
  await ledger.finished(id, {
    faults: [...faults.filter(({ kind }) => !FINISHED.has(kind)), ...left],
    ...(!isOver && { finishAt }),
    now,
  })
}

/** Tries again what a post lacks that was left to be tried again; what is older than a day is left as it is. */
export async function finishLater(
  { claimed, since }: Unfinished,
  poster: Poster,
  parts: FinishParts,
): Promise<void> {
  const { id, target, plan, schedule, fireAt, resends, faults } = claimed
  const now = parts.clock.now()
  if (now - since > TRIED_FOR) {
    parts.log.warn(`${target}: posted a day ago, and never finished: it is left as it is`)
    return parts.ledger.finished(id, { faults: givenUp(faults, plan.options), now })
  }
  const posted = claimed.parts.flatMap((part) => part.posted)
  const previous = plan.options.pin ? await parts.ledger.previous(schedule, fireAt) : undefined
  const nonce = nonceOf(id, 0, resends)
  const to = { target, options: plan.options, nonce, title: '', ...(previous && { previous }) }
  await finishPost({ id, to, posted, faults, since }, poster, parts)
}

/** What is known to be lacking, and what was asked for and is not known to be done; none of it is tried again. */
function givenUp(faults: readonly PostFault[], options: PostOptions): readonly PostFault[] {
  const asked = (['crosspost', 'pin'] as const).filter((kind) => options[kind])
  const unknown = asked.filter((kind) => faults.every((fault) => fault.kind !== kind))
  return [
    ...faults.map(({ kind, code }) => ({ kind, code })),
    ...unknown.map((kind) => ({ kind, code: 'unknown' })),
  ]
}
