/** Schedules as a file: taken out of one community, and into another. */
import * as v from 'valibot'
import { isPostAddress, printAddress } from '#src/chat/address.ts'
import { can, platformsThat } from '#src/chat/platform.ts'
import { SECTIONS } from '#src/briefing/section.ts'
import { BRIEF, COMMAND, CRONTAB, LOOK, OPTIONS, upTo, WEEKLY } from '#src/chat/planschema.ts'
import type { Plan } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import type { MessageAnswer, PersonalContext } from '#src/bot/command.ts'
import { formatRefusal } from '#src/bot/answer/refusal.ts'
import { listOf } from './list.ts'
import { HOUR, planOf, scheduledOf } from './plan.ts'
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
export async function exportOf({
  scheduleService,
  owner,
  context,
}: ScheduleModerator): Promise<MessageAnswer> {
  const schedules = await scheduleService.list(owner)
  const plans = schedules.map(planOf)
  const text = `${JSON.stringify({ kawaraban: 'schedules', version: VERSION, schedules: plans }, null, 2)}\n`
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
 * Adds what a file holds; posts that would go to a chat that the member does not manage come here instead. Adds
 * nothing where anything is wrong, and throws RequestError that lists all of it.
 */
export async function importFrom(
  file: PersonalContext['files'][number] | undefined,
  moderator: ScheduleModerator,
): Promise<MessageAnswer> {
  const { scheduleService, owner, by, context } = moderator
  if (!file) throw new RequestError('schedules.fileNeeded')
  const { plans, problems } = readFile(file.text, moderator)
  if (problems.length > 0) throw new RequestError('schedules.badFile', { problems: problems.join('\n') })
  const own = await Promise.all(plans.map((plan) => ownOf(plan, moderator)))
  const moved = own.filter(({ target }, index) => target !== plans[index]?.target).length
  await scheduleService.addAll(owner, own, by)
  const note = context.words.say('schedules:file.imported', { count: plans.length })
  const aside = moved === 0 ? '' : ` ${context.words.say('schedules:file.moved', { count: moved })}`
  return listOf(moderator, 0, note + aside)
}

/** A plan whose posts stay within what the member manages. */
async function ownOf(plan: Plan, moderator: ScheduleModerator): Promise<Plan> {
  return (await canManageTarget(plan.target, moderator)) ? plan : { ...plan, target: moderator.target }
}

/** What may stand at a place of the file, by path. */
type Allowed = Readonly<Record<string, string>>

const FILE = v.object({
  kawaraban: v.literal('schedules'),
  version: v.literal(VERSION),
  schedules: v.array(v.unknown()),
})
const FILE_ALLOWS: Allowed = { kawaraban: '"schedules"', version: String(VERSION), schedules: '[ ]' }

const ZONE = v.pipe(v.string(), v.regex(/^[\w+/-]{1,40}$/u))
const CRON = v.pipe(v.string(), v.regex(/^[\d*,/\-\s]{9,100}$/u))
const SECTIONS_IN_ORDER = v.pipe(
  v.array(v.picklist(SECTIONS)),
  v.transform((names) => SECTIONS.filter((name) => names.includes(name))),
)
const MOST = { grace: 72 * HOUR, patience: 24 * HOUR }

/** A plan as a file may hold it; `scheduled` are the commands whose answers can be posted. */
function planForm(scheduled: readonly string[]) {
  return v.object({
    ...LOOK,
    target: v.pipe(v.string(), v.check(isPostAddress)),
    what: v.variant('kind', [
      v.object({ ...BRIEF, windowZone: ZONE, sections: v.exactOptional(SECTIONS_IN_ORDER) }),
      v.object({ ...COMMAND, name: v.picklist(scheduled) }),
    ]),
    when: v.variant('kind', [v.object(WEEKLY), v.object({ ...CRONTAB, expression: CRON })]),
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
  })
}

function planAllows(scheduled: readonly string[]): Allowed {
  return {
    target: TARGETS,
    what: `brief | ${scheduled.join(' | ')}`,
    when: '{weekday, hour, minute} | {expression}',
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
  }
}

/**
 * Problems name the place in the file and what may stand there, which is data and the same in every language, or say
 * what is wrong in the asker's.
 */
function readFile(text: string, moderator: ScheduleModerator): { plans: Plan[]; problems: string[] } {
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
