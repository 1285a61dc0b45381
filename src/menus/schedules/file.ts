/** Schedules as a file: taken out of one community, and into another. */
import { isDeepStrictEqual } from 'node:util'
import * as v from 'valibot'
import { isPostAddress, ownerOf, printAddress } from '#src/chat/address.ts'
import { can, platformsThat } from '#src/chat/platform.ts'
import { SECTIONS } from '#src/briefing/section.ts'
import { lengthOf, LONGEST } from '#src/chat/additions.ts'
import {
  APPROVAL,
  BRIEF,
  COMMAND,
  CRONTAB,
  DAILY,
  EVERY_DAY,
  FLASH,
  LOOK,
  ON_EVENT,
  OPTIONS,
  TEXTS,
  upTo,
  WEEKLY,
} from '#src/chat/planschema.ts'
import type { Plan } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import type { MessageAnswer, PersonalContext } from '#src/bot/command.ts'
import { formatRefusal } from '#src/bot/answer/refusal.ts'
import { logData } from '../desk/log.ts'
import { formatPlace } from './format.ts'
import { listOf } from './list.ts'
import { HOUR, inChat, planOf, scheduledOf } from './plan.ts'
import { canManageTarget, type ScheduleModerator } from '../moderator.ts'

/** The targets that a file may name, as a problem with one shows them. */
const TARGETS = platformsThat('post')
  .filter((platform) => !can(platform, 'singleReader'))
  .map((platform) => printAddress({ platform, chat: '…' }))
  .join(' | ')

/** The version of the file's form. */
const VERSION = 1
const NAME = 'kawaraban-schedules.json'

/** A new message with the file. */
export async function exportOf(moderator: ScheduleModerator): Promise<MessageAnswer> {
  const { scheduleService, owner, context, personal } = moderator
  const { deskService } = personal
  const schedules = await scheduleService.list(owner)
  const plans = schedules.map(planOf)
  const log = deskService ? await logData({ ...moderator, deskService }) : []
  const file = {
    ...{ kawaraban: 'schedules', version: VERSION, from: owner, schedules: plans },
    ...(log.length > 0 && { log }),
  }
  const text = `${JSON.stringify(file, null, 2)}\n`
  return {
    kind: 'message',
    message: {
      title: context.words.say('schedules:file.title'),
      blocks: [
        { kind: 'paragraph', text: context.words.say('schedules:file.exported', { count: plans.length }) },
      ],
      images: [],
      footer: [],
      files: [{ name: NAME, mediaType: 'application/json', text }],
    },
    isNew: true,
  }
}

/**
 * Adds what a file holds, but for what is here already: the schedules of another community post here, whatever chat they
 * were exported from. Adds nothing where anything is wrong, and throws RequestError that lists all of it.
 */
export async function importFrom(
  file: PersonalContext['files'][number] | undefined,
  moderator: ScheduleModerator,
): Promise<MessageAnswer> {
  const { scheduleService, owner, by } = moderator
  if (!file) throw new RequestError('schedules.fileNeeded')
  const { plans, problems, from } = readFile(file.text, moderator)
  if (problems.length > 0) throw new RequestError('schedules.badFile', { problems: problems.join('\n') })
  const there = await scheduleService.list(owner)
  const own = await Promise.all(plans.map((plan) => ownOf(plan, from, moderator)))
  const numbers = own.flatMap((plan) => there.find((one) => isEqual(one, plan))?.number ?? [])
  const isNew = (plan: Plan) => !there.some((one) => isEqual(one, plan))
  const added = own.filter(isNew)
  if (added.length > 0) await scheduleService.addAll(owner, added, by)
  const moved = own.filter((plan, index) => isNew(plan) && plan.target !== plans[index]?.target).length
  return listOf(moderator, 0, await noteOf({ added, moved, numbers }, moderator))
}

/** What an import did: how many it added and where they post, how many posted elsewhere before, which were here already. */
async function noteOf(
  {
    added,
    moved,
    numbers,
  }: { readonly added: readonly Plan[]; readonly moved: number; readonly numbers: readonly number[] },
  { scheduleService, context }: ScheduleModerator,
): Promise<string> {
  const { words } = context
  const targets = [...new Map(added.map((plan) => [plan.target, plan])).values()]
  const places = await Promise.all(
    targets.map(async (plan) => formatPlace(await scheduleService.nameOf(plan.target), plan, words)),
  )
  return [
    ...(added.length === 0
      ? [words.say('schedules:file.nothing')]
      : [
          words.say('schedules:file.imported', {
            count: added.length,
            places: words.grammar.list(places, true),
          }),
        ]),
    ...(moved > 0 && added.length > 0 ? [words.say('schedules:file.moved', { count: moved })] : []),
    ...(numbers.length === 0
      ? []
      : [words.say('schedules:file.equal', { numbers: [...new Set(numbers)].join(words.grammar.comma) })]),
  ].join(words.grammar.gap)
}

/** Whether two post the same to the same chat at the same time. */
function isEqual(one: Plan, other: Plan): boolean {
  const essence = ({ target, what, when, zone, language }: Plan) => [target, what, when, zone, language]
  return isDeepStrictEqual(essence(one), essence(other))
}

/**
 * A plan that posts within the community that it comes into. One of this community keeps its chat, where the member still
 * manages that; of a file that does not say whose it is, only what belongs here without a doubt does.
 */
async function ownOf(plan: Plan, from: string | undefined, moderator: ScheduleModerator): Promise<Plan> {
  const { target, owner } = moderator
  const isOwn = plan.target === target || ownerOf(plan.target) === owner
  const isKept = isOwn || (from === owner && (await canManageTarget(plan.target, moderator)))
  if (isKept) return plan
  const { options, ...moved } = inChat(plan, target)
  // A role of another community is nobody here.
  const { role: _, ...rest } = options
  return { ...moved, options: rest }
}

/** What may stand at a place of the file, by path. */
type Allowed = Readonly<Record<string, string>>

const FILE = v.object({
  kawaraban: v.literal('schedules'),
  version: v.literal(VERSION),
  /** Whose schedules they are; files from before it was written say nothing of it. */
  from: v.fallback(v.optional(v.string()), undefined),
  schedules: v.array(v.unknown()),
})
const FILE_ALLOWS: Allowed = { kawaraban: '"schedules"', version: String(VERSION), schedules: '[ ]' }

const ZONE = v.pipe(v.string(), v.regex(/^[\w+/-]{1,40}$/u))
const CRON = v.pipe(v.string(), v.regex(/^[\d*,/\-\s]{9,100}$/u))
const SECTIONS_IN_ORDER = v.pipe(
  v.array(v.picklist(SECTIONS)),
  v.transform((names) => SECTIONS.filter((name) => names.includes(name))),
)
const INTRO = v.pipe(
  TEXTS,
  v.check((texts) => Object.values(texts).every((text) => lengthOf(text) <= LONGEST.intro)),
)
const MOST = { grace: 72 * HOUR, patience: 24 * HOUR }

/** A plan as a file may hold it; `scheduled` are the commands whose answers can be posted. */
function planForm(scheduled: readonly string[]) {
  return v.object({
    ...LOOK,
    target: v.pipe(v.string(), v.check(isPostAddress)),
    what: v.variant('kind', [
      v.object({ ...BRIEF, windowZone: ZONE, sections: v.exactOptional(SECTIONS_IN_ORDER) }),
      v.object(DAILY),
      v.object(FLASH),
      v.object({ ...COMMAND, name: v.picklist(scheduled) }),
    ]),
    when: v.variant('kind', [
      v.object(WEEKLY),
      v.object(EVERY_DAY),
      v.object({ ...CRONTAB, expression: CRON }),
      v.object(ON_EVENT),
    ]),
    zone: ZONE,
    // Files from before there were any say nothing of them.
    options: v.optional(
      v.object({
        ...OPTIONS,
        role: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,20}$/u))),
        tags: v.exactOptional(v.pipe(v.array(v.pipe(v.string(), v.regex(/^\d{5,20}$/u))), v.maxLength(5))),
      }),
      {},
    ),
    grace: upTo(MOST.grace),
    coverage: v.object({ least: upTo(1), patience: upTo(MOST.patience) }),
    approval: v.exactOptional(v.object(APPROVAL)),
    intro: v.exactOptional(INTRO),
  })
}

function planAllows(scheduled: readonly string[]): Allowed {
  return {
    target: TARGETS,
    what: `brief | daily | flash | ${scheduled.join(' | ')}`,
    when: '{weekday, hour, minute} | {hour, minute} | {expression}',
    zone: 'Asia/Tokyo | …',
    language: LOOK.language.options.join(' | '),
    theme: LOOK.theme.options.join(' | '),
    colors: LOOK.colors.options.join(' | '),
    currency: LOOK.currency.wrapped.options.join(' | '),
    late: LOOK.late.options.join(' | '),
    options: 'role, tags: "123…" · crosspost, thread, silent, pin, protect, textOnly: true | false',
    grace: `0–${MOST.grace}`,
    'coverage.least': '0–1',
    'coverage.patience': `0–${MOST.patience}`,
    coverage: '{least, patience}',
    approval: '{mode: unless-held | approved, hours: 0.5 | 1–5}',
    intro: `{${LOCALES.join(', ')}: 1–${LONGEST.intro}}`,
  }
}

/**
 * Problems name the place in the file and what may stand there, which is data and the same in every language, or say
 * what is wrong in the asker's.
 */
function readFile(
  text: string,
  moderator: ScheduleModerator,
): { plans: Plan[]; problems: string[]; from?: string | undefined } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { plans: [], problems: ['JSON'] }
  }
  const file = v.safeParse(FILE, json)
  if (!file.success) return { plans: [], problems: problemsIn(file.issues, FILE_ALLOWS) }
  const scheduled = scheduledOf(moderator.context.commands)
  const [form, allowed] = [planForm(scheduled), planAllows(scheduled)]
  const read = file.output.schedules.map((one, index) => {
    const result = v.safeParse(form, one)
    const tried = tryParts(form.entries, one, moderator)
    const problems = [...(result.success ? [] : problemsIn(result.issues, allowed)), ...tried.problems]
    return {
      plan: result.success && tried.what ? { ...result.output, what: tried.what } : undefined,
      problems: problems.map((problem) => `schedules[${index}].${problem}`),
    }
  })
  return {
    from: file.output.from,
    plans: read.flatMap(({ plan }) => plan ?? []),
    problems: read.flatMap(({ problems }) => problems).slice(0, 20),
  }
}

/** One problem for each place that `allowed` knows. */
function problemsIn(issues: readonly v.BaseIssue<unknown>[], allowed: Allowed): string[] {
  const places = issues.map((issue) => {
    const path = v.getDotPath(issue) ?? ''
    return Object.keys(allowed).find((one) => path === one || path.startsWith(`${one}.`)) ?? path
  })
  return [...new Set(places)].map((place) => `${place}: ${allowed[place] ?? '{ }'}`)
}

/** Arguments, times and zone of a plan as the program understands them, whatever else is wrong with it. */
function tryParts(
  { what, when, zone }: ReturnType<typeof planForm>['entries'],
  plan: unknown,
  { scheduleService, personal, context }: ScheduleModerator,
): { readonly what?: Plan['what'] | undefined; readonly problems: readonly string[] } {
  const problems: string[] = []
  /** Undefined, and its sentence among the problems, where what is tried is refused. */
  const attempt = <Value>(name: string, run: () => Value): Value | undefined => {
    try {
      return run()
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      problems.push(`${name}: ${formatRefusal(error, context.words)}`)
      return undefined
    }
  }
  const known = v.safeParse(v.object({ what }), plan)
  const read = known.success && attempt('what.args', () => readArgs(known.output.what, personal))
  const times = v.safeParse(v.object({ when, zone }), plan)
  if (times.success)
    attempt('when, zone', () => scheduleService.nextRuns(times.output.when, times.output.zone, 1))
  return { problems, ...(read && { what: read }) }
}

/** A command's arguments as it understands them. Throws RequestError. */
function readArgs(what: Plan['what'], personal: PersonalContext): Plan['what'] {
  return what.kind === 'command' ? { ...what, args: personal.read(what.name, what.args) } : what
}
