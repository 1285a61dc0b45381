/** What moderators do with schedules, on any platform. Every change goes through here. */
import { platformOf } from '#src/chat/address.ts'
import type { Managing } from '#src/chat/managing.ts'
import type { Deliveries, Delivery } from '#src/chat/delivery.ts'
import type { Choices, MissingPermission, Poster } from '#src/chat/posting.ts'
import {
  isOfRun,
  type Plan,
  type Revision,
  type RunChange,
  type Schedule,
  type ScheduleChange,
  type Schedules,
  type When,
} from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import { createRunOnce } from './runonce.ts'

export interface ScheduleServiceParts {
  readonly schedules: Schedules
  readonly deliveries: Deliveries
  /** The platform of a target; undefined where it is not connected. */
  readonly poster: (platform: string) => Poster | undefined
  /** The first run after an instant. Throws RequestError for a plan that has none. */
  readonly nextRun: (when: When, zone: string, after: number) => number
  /** Throws RequestError that says what is wrong with it. */
  readonly checkWhen: (when: When, zone: string) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Throws RequestError where something was changed or deleted meanwhile; its sentence is for the member. */
export interface ScheduleService {
  list(owner: string): Promise<readonly Schedule[]>
  get(id: string): Promise<Schedule | undefined>
  find(owner: string, number: number): Promise<Schedule | undefined>
  add(owner: string, plan: Plan, by: string): Promise<Schedule>
  /** The same, unless there is an active one that posts the same kind there: gives that. */
  addOnce(
    owner: string,
    plan: Plan,
    by: string,
  ): Promise<{ readonly schedule: Schedule; readonly isNew: boolean }>
  /** All of them or none. */
  addAll(owner: string, plans: readonly Plan[], by: string): Promise<readonly Schedule[]>
  change(schedule: Schedule, plan: Plan, by: string): Promise<Schedule>
  pause(schedule: Schedule, by: string): Promise<Schedule>
  /** Its next run is the first after now, whatever was missed. */
  resume(schedule: Schedule, by: string): Promise<Schedule>
  /** Passes the next run over, or takes that back. */
  skip(schedule: Schedule, by: string, skips: boolean): Promise<Schedule>
  remove(schedule: Schedule, by: string): Promise<void>
  /** `by` is the member who asked for it: asked again within seconds, it is the same run. */
  runNow(schedule: Schedule, by?: string): Promise<Delivery>
  /** Posts it to the member alone. */
  testTo(schedule: Schedule, target: string): Promise<Delivery>
  /** Newest first. */
  history(schedule: Schedule, limit: number): Promise<readonly Delivered[]>
  delivery(id: string): Promise<Delivery | undefined>
  /** Whatever of an owner's posts may or may not have arrived, and no moderator has settled: newest first. */
  unsettled(owner: string): Promise<readonly Delivery[]>
  /** False where it is not uncertain any more. */
  settle(id: string, as: 'arrived' | 'resend', by?: string): Promise<boolean>
  revisions(schedule: Schedule): Promise<readonly Revision[]>
  /** Those after now. Throws RequestError for a time that cannot be. */
  nextRuns(when: When, zone: string, count: number): readonly Run[]
  /** What keeps the bot from posting there; undefined where that platform is not connected. */
  check(
    plan: Pick<Plan, 'target' | 'options'> & Partial<Pick<Plan, 'what'>>,
  ): Promise<readonly MissingPermission[] | undefined>
  /** What can be chosen by its name for posts to a chat; undefined where its platform does not tell now. */
  choices(target: string): Promise<Choices | undefined>
  /** Whether a member may configure a chat, asked of its platform now. */
  manages(target: string, member: string): Promise<Managing>
  nameOf(target: string): Promise<string | undefined>
  memberName(target: string, member: string): Promise<string | undefined>
}

/** A delivery with the addresses of what was posted. */
export interface Delivered {
  readonly delivery: Delivery
  readonly links: readonly string[]
}

export interface Run {
  /** Milliseconds since 1970. */
  readonly at: number
  /** The zone's clocks were changed since the run before, or since now: by so many minutes. */
  readonly shift: number
}

/** Who changed a schedule where the program did. */
const SYSTEM = 'system'

/** Schedules of one owner at most, as the store keeps them. */
export const MOST_SCHEDULES = 25

export function createScheduleService(parts: ScheduleServiceParts): ScheduleService {
  const { schedules, deliveries, now } = parts
  const posterOf = (target: string) => parts.poster(platformOf(target))
  const runOnce = createRunOnce(now)
  const changeAt = (
    { id, revision }: Pick<Schedule, 'id' | 'revision'>,
    rest: Omit<ScheduleChange, 'id' | 'revision' | 'at'>,
  ) => schedules.change({ id, revision, at: now(), ...rest })
  const change = async (schedule: Schedule, rest: Omit<ScheduleChange, 'id' | 'revision' | 'at'>) => {
    const changed = await changeAt(schedule, rest)
    if (changed) return changed
    const current = await schedules.get(schedule.id)
    const number = String(schedule.number)
    if (!current) throw new RequestError('schedules.gone', { number })
    const revisions = await schedules.revisions(schedule.id)
    const since = revisions.filter(({ revision }) => revision > schedule.revision)
    const others = since.filter(({ by, change }) => by !== SYSTEM && !isOfRun(change))
    if (others.length === 0) {
      // The program paused it or moved it: what a moderator wants meanwhile is done beside that.
      const before = revisions.find(({ revision }) => revision === schedule.revision)?.plan.target
      const plan =
        rest.plan && rest.plan.target === before ? { ...rest.plan, target: current.target } : rest.plan
      const merged = await changeAt(current, { ...rest, ...(plan && { plan }) })
      if (merged) return merged
    }
    const isOwn = others.length > 0 && others.every(({ by }) => by === rest.by)
    throw new RequestError(isOwn ? 'schedules.changedByYou' : 'schedules.changedMeanwhile', { number })
  }
  /** Writes down who did something to a run. */
  const note = async (id: string, done: RunChange, by: string | undefined) => {
    const current = by === undefined ? undefined : await schedules.get(id)
    if (current && by !== undefined) await changeAt(current, { by, change: done })
  }
  const nextRun = ({ when, zone }: Pick<Plan, 'when' | 'zone'>) =>
    when.kind === 'event' ? null : parts.nextRun(when, zone, now())
  const requireRoom = async (owner: string, count: number) => {
    const there = (await schedules.list(owner)).length
    if (there + count <= MOST_SCHEDULES) return
    const values = { most: String(MOST_SCHEDULES), there: String(there), count: String(count) }
    throw new RequestError(count === 1 ? 'schedules.tooMany' : 'schedules.tooManyInFile', values)
  }

  return {
    list: (owner) => schedules.list(owner),
    get: (id) => schedules.get(id),
    find: (owner, number) => schedules.find(owner, number),
    async add(owner, plan, by) {
      parts.checkWhen(plan.when, plan.zone)
      await requireRoom(owner, 1)
      return schedules.add(owner, plan, nextRun(plan), by, now())
    },
    async addOnce(owner, plan, by) {
      parts.checkWhen(plan.when, plan.zone)
      try {
        return await schedules.addOnce(owner, plan, nextRun(plan), by, now())
      } catch (error) {
        if (error instanceof RangeError) await requireRoom(owner, 1)
        throw error
      }
    },
    async addAll(owner, plans, by) {
      for (const { when, zone } of plans) parts.checkWhen(when, zone)
      await requireRoom(owner, plans.length)
      const timed = plans.map((plan) => ({ plan, nextRunAt: nextRun(plan) }))
      return schedules.addAll(owner, timed, by, now())
    },
    async change(schedule, plan, by) {
      parts.checkWhen(plan.when, plan.zone)
      const moved = JSON.stringify([plan.when, plan.zone]) !== JSON.stringify([schedule.when, schedule.zone])
      const isPaused = schedule.state === 'paused'
      return change(schedule, {
        by,
        change: 'changed',
        plan,
        ...(moved && !isPaused && { nextRunAt: nextRun(plan), skipsNext: false }),
      })
    },
    pause: (schedule, by) => change(schedule, { by, change: 'paused', state: 'paused', nextRunAt: null }),
    resume: (schedule, by) =>
      change(schedule, {
        by,
        change: 'resumed',
        state: 'active',
        trouble: null,
        nextRunAt: nextRun(schedule),
      }),
    skip: (schedule, by, skips) =>
      change(schedule, { by, change: skips ? 'skipped' : 'unskipped', skipsNext: skips }),
    async remove(schedule, by) {
      // A deleted schedule is none that could be given back.
      const { id, revision } = schedule
      await schedules.change({ id, revision, at: now(), by, change: 'deleted', nextRunAt: null })
      if ((await schedules.get(id)) !== undefined) {
        throw new RequestError('schedules.changedMeanwhile', { number: String(schedule.number) })
      }
    },
    async runNow({ id }, by) {
      const run = () => deliveries.runNow(id, 'manual', now())
      if (by === undefined) return run()
      return runOnce(id, async () => {
        const made = await run()
        await note(id, 'ran', by)
        return made
      })
    },
    testTo: ({ id }, target) => deliveries.runNow(id, 'test', now(), target),
    async history({ id }, limit) {
      const found = await deliveries.history(id, limit)
      return found.map((delivery) => ({
        delivery,
        links: delivery.posted.flatMap((posted) => {
          const link = posterOf(delivery.target)?.linkOf(delivery.target, posted)
          return link === undefined ? [] : [link]
        }),
      }))
    },
    delivery: (id) => deliveries.get(id),
    unsettled: (owner) => deliveries.unsettled(owner),
    async settle(id, as, by) {
      const delivery = await deliveries.get(id)
      const isSettled = await deliveries.settle(id, as, now())
      if (isSettled && delivery) await note(delivery.schedule, as === 'resend' ? 'resent' : 'arrived', by)
      return isSettled
    },
    revisions: ({ id }) => schedules.revisions(id),
    nextRuns(when, zone, count) {
      parts.checkWhen(when, zone)
      if (when.kind === 'event') return []
      const runs: Run[] = []
      let last = now()
      while (runs.length < count) {
        const at = parts.nextRun(when, zone, last)
        runs.push({ at, shift: (offsetOf(at, zone) - offsetOf(last, zone)) / 60_000 })
        last = at
      }
      return runs
    },
    async check({ target, options, what }) {
      const textOnly = options.textOnly === true || (what?.kind === 'brief' && what.length === 'text')
      return posterOf(target)?.check(target, { ...options, textOnly })
    },
    async choices(target) {
      return posterOf(target)?.choices?.(target)
    },
    async manages(target, member) {
      // A platform that is not connected cannot be asked.
      return (await posterOf(target)?.manages(target, member)) ?? 'unanswered'
    },
    async nameOf(target) {
      return posterOf(target)?.nameOf(target)
    },
    async memberName(target, member) {
      return posterOf(target)?.memberName?.(target, member)
    },
  }
}

/** Milliseconds that a zone's clocks are ahead of UTC. */
function offsetOf(at: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6
}
