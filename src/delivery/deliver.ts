/** One delivery's way through its parts: made, prepared, and for each part its slot, the marker, the call, the outcome. */
import { movedAddress, ownerOf } from '#src/chat/address.ts'
import { isBoxPlan } from '#src/chat/alertbox.ts'
import { can } from '#src/chat/platform.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import type { Outcome, Posted, Poster, PostFault, Prepared } from '#src/chat/posting.ts'
import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import type { Ledger } from '#src/store/ledger.ts'
import type { Claimed } from '#src/store/claimed.ts'
import type { MakePosts } from './makeposts.ts'
import { decide } from './decide.ts'
import { optionsOf } from './options.ts'
import { finishPost } from './finish.ts'
import { lookFor } from './doubt.ts'
import { nonceOf } from './nonce.ts'
import type { UploadOnce } from './uploadonce.ts'
import type { createPreparing } from './prepared.ts'
import { backOff, MOST_TRIES, nonceReuse, type Timings } from './timings.ts'

export interface DeliverParts {
  readonly ledger: Ledger
  readonly makePosts: MakePosts
  readonly prepare: ReturnType<typeof createPreparing>
  readonly uploadOnce: UploadOnce
  readonly clock: Clock
  readonly log: Log
  readonly random: () => number
  readonly timings: Timings
  /** Fires when the program stops: what is not being sent is given back. */
  readonly signal: AbortSignal
}

interface Step {
  readonly prepared: Prepared
  /** Of the prepared post. */
  readonly part: number
  readonly title: string
  readonly language: LanguageCode
  /** Of the post that goes first. */
  readonly isFirst: boolean
  /** It goes into the thread of its own language's post, or nowhere. */
  readonly follows: boolean
  /** Posts that have followers begin a thread each; the parts of others share one. */
  readonly ownThread: boolean
}

/** Never rejects for what a platform does; rejects where the store fails, and the claim's lease then ends by itself. */
export async function deliver(claimed: Claimed, poster: Poster, parts: DeliverParts): Promise<void> {
  const { ledger, clock, signal, timings } = parts
  if (signal.aborted) return release(claimed, parts)
  const steps = await stepsOf(claimed, poster, parts)
  if (!steps) return
  let { target } = claimed
  const posted: Posted[] = []
  const faults: PostFault[] = [...claimed.faults]
  const all = optionsOf(claimed)
  const { crosspost = false, pin = false } = all
  const finishes = crosspost || pin
  const previous = pin ? await ledger.previous(claimed.schedule, claimed.fireAt) : undefined
  const { role: _, ...quiet } = all
  const threadFor = ({ ownThread, language }: Step) =>
    threadOf(ownThread ? posted.filter((one) => one.language === language) : posted)
  const isLeftOut = (step: Step) => step.follows && threadFor(step).thread === undefined
  let hasEnded = false
  const timesOf = (last: boolean) => {
    const [now, lease] = [clock.now(), timings.claimLease]
    return { now, lease, last, faults, ...(last && finishes && { finishAt: now + lease }) }
  }
  /** Puts down that a part is there; false where the delivery is another's by now. */
  const keep = (found: Arrived, { language }: Step, index: number) => {
    const messages = found.messages.map((one) => ({ ...one, language }))
    posted.push(...messages)
    // Two languages of one post lack the same once.
    faults.push(...(found.faults ?? []).filter(({ kind }) => !faults.some((one) => one.kind === kind)))
    hasEnded = steps.slice(index + 1).every(isLeftOut)
    return ledger.sent(claimed, index, messages, timesOf(hasEnded))
  }
  const destination = (step: Step, index: number) => ({
    target,
    // A role is called once, not again by the same post in another language.
    options: step.isFirst ? all : quiet,
    nonce: nonceOf(claimed.id, index, claimed.resends),
    title: step.title,
    ...threadFor(step),
    ...(previous && { previous }),
  })
  for (const [index, step] of steps.entries()) {
    const begun = claimed.parts.find(({ part }) => part === index)
    if (begun?.state === 'sent') {
      posted.push(...begun.posted)
      continue
    }
    if (isLeftOut(step)) continue
    // Before the marker: a delivery that waits for another's upload has sent nothing.
    const led = await parts.uploadOnce(step.prepared, step.part, signal)
    if (!led) return release(claimed, parts)
    let arrived = false
    try {
      const came =
        !signal.aborted &&
        (await turnCame(poster, target, { ...step, isAlert: isBoxPlan(claimed.plan) }, parts))
      if (!came) return release(claimed, parts)
      const to = destination(step, index)
      const nonceWindow = (await poster.repeats(to)) ? nonceReuse(timings) : 0
      const since = begun?.sendingSince
      let isAbsent = false
      if (since !== undefined && isPast(since, clock.now(), nonceWindow, claimed)) {
        const { prepared, part } = step
        const found = await lookFor(poster, { claimed, prepared, part, to, since }, parts)
        if (found === undefined) return
        isAbsent = found === 'absent'
        if (found !== 'absent') {
          arrived = true
          led(arrived)
          if (!(await keep(found, step, index))) return
          continue
        }
      }
      const now = clock.now()
      const doubtful = since !== undefined && !isAbsent
      if (now > claimed.expiresAt) {
        const fault = { code: 'expired', text: 'its time had passed' }
        await ledger.end(claimed, { state: doubtful ? 'uncertain' : 'expired', now, fault })
        return
      }
      const marked = await ledger.mark(claimed, index, nonceWindow > 0 ? to.nonce : '', {
        now,
        lease: timings.sendLease,
        nonceWindow,
        isAbsent,
      })
      if (marked === 'lost') return
      if (marked === 'over') {
        const fault = {
          code: 'unknown',
          text: 'it may have been sent, and is too old to be sent again safely',
        }
        await ledger.end(claimed, { state: 'uncertain', now, fault })
        return
      }
      const outcome = await send(poster, step, to, nonceWindow > 0)
      const done = clock.now()
      if (outcome.kind !== 'sent') {
        const nonceLeft = nonceWindow - (done - (doubtful ? since : now))
        const { tries, reason } = claimed
        const { random } = parts
        const findable = can(poster.platform, 'readBack')
        const decision = decide(outcome, { tries, reason, now: done, doubtful, nonceLeft, findable, random })
        if (decision.kind === 'end') await ledger.end(claimed, { ...decision, now: done })
        else {
          const { kind: _, unsent, ...how } = decision
          await ledger.release(claimed, { ...how, now: done, ...(unsent && { unsent: index }) })
        }
        return
      }
      arrived = true
      led(arrived)
      const mine = await keep(outcome, step, index)
      if (outcome.movedTo !== undefined) target = await follow(target, outcome.movedTo, parts)
      if (!mine) return
    } finally {
      led(arrived)
    }
  }
  const last = steps.findLastIndex((step) => !isLeftOut(step))
  if (!steps[last]) return
  // All of it was there already, and what is left has no thread to go to.
  if (!hasEnded) {
    const there = claimed.parts.find(({ part }) => part === last)?.posted ?? []
    await ledger.sent(claimed, last, there, timesOf(true))
  }
  if (!finishes) return
  const to = destination(steps[last], last)
  await finishPost({ id: claimed.id, to, posted, faults, since: clock.now() }, poster, parts)
}

/** What is there of a part. */
interface Arrived {
  readonly messages: readonly Posted[]
  readonly faults?: readonly PostFault[]
}

/** Whether a part must not be sent again as it is: its nonce no longer holds, the clock was set back, or its time is over. */
function isPast(since: number, now: number, nonceWindow: number, { expiresAt }: Claimed): boolean {
  return now < since || now - since > nonceWindow || now > expiresAt
}

/** Undefined where there is nothing to send now, and the ledger says so. */
async function stepsOf(
  claimed: Claimed,
  poster: Poster,
  { ledger, makePosts, prepare, clock, log, random }: DeliverParts,
): Promise<readonly Step[] | undefined> {
  const { plan, fireAt, reason, late } = claimed
  const begun = claimed.parts.length > 0
  const edition = begun ? claimed.edition : undefined
  try {
    const made = await makePosts({
      ...{ plan, fireAt, now: clock.now(), reason, late, edition },
      ...{ schedule: claimed.schedule, delivery: claimed.id, target: claimed.target },
      ...(begun && { additions: claimed.additions ?? {} }),
    })
    if (made.kind === 'wait') {
      if (claimed.awaits !== undefined) await ledger.postpone(claimed.awaits, made.until)
      await ledger.release(claimed, { runAfter: made.until, now: clock.now(), counts: false })
      return undefined
    }
    if (made.kind === 'withdrawn') {
      const fault = { code: 'withdrawn', text: '' }
      await ledger.end(claimed, { state: 'skipped', now: clock.now(), fault })
      return undefined
    }
    const posts = await Promise.all(
      made.posts.map(async (post) => ({ ...(await prepare(poster, post)), language: post.language })),
    )
    const steps = posts.flatMap(({ prepared, title, language }, post) =>
      prepared.parts.map(({ follows = false }, part) => ({
        prepared,
        part,
        title,
        language,
        isFirst: post === 0,
        follows,
        ownThread: prepared.parts.some((one) => one.follows),
      })),
    )
    const bound = {
      ...{ edition: made.edition, late: made.late, thin: made.thin },
      ...{ additions: made.additions, parts: steps.length },
    }
    if (made.approval && !begun) {
      const passage = await ledger.passApproval(claimed, bound, { ...made.approval, now: clock.now() })
      return passage === 'post' ? steps : undefined
    }
    return (await ledger.bind(claimed, bound)) ? steps : undefined
  } catch (error) {
    // Nothing was sent: whatever is wrong may be right in a minute.
    const now = clock.now()
    const fault = { code: 'compose', text: error instanceof Error ? error.message : String(error) }
    log.warn(`A delivery to ${claimed.target} could not be made: ${fault.text}`)
    const doubtful = claimed.parts.some(({ state }) => state === 'sending')
    if (claimed.tries >= MOST_TRIES) {
      await ledger.end(claimed, { state: doubtful ? 'uncertain' : 'failed', now, fault })
    } else {
      const runAfter = now + backOff(claimed.tries, random)
      await ledger.release(claimed, { runAfter, now, counts: true, fault })
    }
    return undefined
  }
}

/** False where the program stops before the turn comes. */
async function turnCame(
  poster: Poster,
  target: string,
  { prepared, part, isAlert }: Pick<Step, 'prepared' | 'part'> & { readonly isAlert: boolean },
  { signal }: DeliverParts,
): Promise<boolean> {
  try {
    await poster.waitForSlot(target, prepared.parts[part]?.weight ?? 1, signal, isAlert ? 'alert' : 'post')
    return !signal.aborted
  } catch (error) {
    if (signal.aborted) return false
    throw error
  }
}

/** A poster never rejects; one that does leaves the outcome unknown. */
async function send(
  poster: Poster,
  { prepared, part }: Step,
  to: Parameters<Poster['send']>[2],
  repeatable: boolean,
): Promise<Outcome> {
  try {
    return await poster.send(prepared, part, to)
  } catch (error) {
    return { kind: 'unknown', reason: String(error), repeatable }
  }
}

async function release(claimed: Claimed, { ledger, clock }: DeliverParts): Promise<void> {
  const now = clock.now()
  await ledger.release(claimed, { runAfter: now, now, counts: false })
}

/** Everything that names the chat follows; gives the target's new address. */
async function follow(
  target: string,
  movedTo: string,
  { ledger, clock, log }: DeliverParts,
): Promise<string> {
  const [from, to] = [ownerOf(target), ownerOf(movedTo)]
  if (from === to) return target
  await ledger.moveChat(from, to, clock.now())
  log.info(`${from} is ${to} now`)
  return movedAddress(target, from, to)
}

function threadOf(posted: readonly Posted[]): { readonly thread?: string } {
  const thread = posted.find((one) => one.thread !== undefined)?.thread
  return thread === undefined ? {} : { thread }
}
