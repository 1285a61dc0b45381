/** Schedules as a file: taken out of one community, and into another. */
import { SECTIONS } from '#src/briefing/section.ts'
import type { Plan } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import { CURRENCIES } from '#src/i18n/money.ts'
import type { MessageAnswer, PersonalContext } from '../command.ts'
import { tellRefusal } from '../refusal.ts'
import { listOf } from './menus.ts'
import { HOUR, planOf, SCHEDULED } from './plan.ts'
import { canManageTarget, type Seat } from './scope.ts'

/** The version of the file's form. */
const VERSION = 1
const NAME = 'kawaraban-schedules.json'

/** A new message with the file. */
export async function exportOf({ desk, owner, context }: Seat): Promise<MessageAnswer> {
  const schedules = await desk.list(owner)
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
 * nothing where anything is wrong, and throws RequestError that tells all of it.
 */
export async function importFrom(
  file: PersonalContext['files'][number] | undefined,
  seat: Seat,
): Promise<MessageAnswer> {
  const { desk, owner, by, context } = seat
  if (!file) throw new RequestError('schedules.fileNeeded')
  const { plans, problems } = readFile(file.text, seat)
  if (problems.length > 0) throw new RequestError('schedules.badFile', { problems: problems.join('\n') })
  const own = await Promise.all(plans.map((plan) => ownOf(plan, seat)))
  const moved = own.filter(({ target }, index) => target !== plans[index]?.target).length
  await desk.addAll(owner, own, by)
  const note = context.words.say('schedules:file.imported', { count: plans.length })
  const aside = moved === 0 ? '' : ` ${context.words.say('schedules:file.moved', { count: moved })}`
  return listOf(seat, 0, note + aside)
}

/** A plan whose posts stay within what the member manages. */
async function ownOf(plan: Plan, seat: Seat): Promise<Plan> {
  return (await canManageTarget(plan.target, seat)) ? plan : { ...plan, target: seat.target }
}

/**
 * Problems name the place in the file and what may stand there, which is data and the same in every language, or say
 * what is wrong in the asker's.
 */
function readFile(text: string, seat: Seat): { plans: Plan[]; problems: string[] } {
  const problems: string[] = []
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch {
    return { plans: [], problems: ['JSON'] }
  }
  const { kawaraban, version, schedules } = recordOf(file)
  if (kawaraban !== 'schedules') problems.push('kawaraban: "schedules"')
  if (version !== VERSION) problems.push(`version: ${VERSION}`)
  if (!Array.isArray(schedules)) problems.push('schedules: [ ]')
  const plans = (Array.isArray(schedules) ? schedules : []).flatMap((one: unknown, index) => {
    const found = planIn(recordOf(one), seat)
    problems.push(...found.problems.map((problem) => `schedules[${index}].${problem}`))
    return found.plan ? [found.plan] : []
  })
  return { plans, problems: problems.slice(0, 20) }
}

function planIn(given: Fields, { desk, personal, context }: Seat): { plan?: Plan; problems: string[] } {
  const problems: string[] = []
  /** Undefined, and its sentence among the problems, where what is tried is refused. */
  const attempt = <Value>(name: string, run: () => Value): Value | undefined => {
    try {
      return run()
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      problems.push(`${name}: ${tellRefusal(error, context.words)}`)
      return undefined
    }
  }
  const need = <Value>(name: string, value: Value | undefined, allowed: string): Value | undefined => {
    if (value === undefined) problems.push(`${name}: ${allowed}`)
    return value
  }
  const pick = <const Value extends string>(name: string, values: readonly Value[]) =>
    need(
      name,
      values.find((one) => one === given[name]),
      values.join(' | '),
    )
  const target = need(
    'target',
    textOf(given.target, /^(discord|telegram|preview):[\w:-]{1,64}$/u),
    'discord:… | telegram:…',
  )
  const zone = need('zone', textOf(given.zone, /^[\w+/-]{1,40}$/u), 'Asia/Tokyo | …')
  const language = pick('language', ['ja', 'en', 'both'])
  const theme = pick('theme', ['dark', 'light'])
  const colors = pick('colors', ['standard', 'jp', 'cvd'])
  // Files from before it existed say nothing of it.
  const currency = given.currency === undefined ? undefined : pick('currency', CURRENCIES)
  const late = pick('late', ['post', 'skip'])
  const grace = need('grace', numberOf(given.grace, 72 * HOUR), `0–${72 * HOUR}`)
  const coverage = recordOf(given.coverage)
  const least = need('coverage.least', numberOf(coverage.least, 1), '0–1')
  const patience = need('coverage.patience', numberOf(coverage.patience, 24 * HOUR), `0–${24 * HOUR}`)
  const known = need('what', whatIn(recordOf(given.what)), `brief | ${SCHEDULED.join(' | ')}`)
  const what = known && attempt('what.args', () => readArgs(known, personal))
  const when = need('when', whenIn(recordOf(given.when)), '{weekday, hour, minute} | {expression}')
  const runs = when && zone && attempt('when, zone', () => desk.nextRuns(when, zone, 1))
  const options = optionsIn(recordOf(given.options))
  if (!target || !zone || !language || !theme || !colors || !late || grace === undefined) return { problems }
  if (least === undefined || patience === undefined || !what || !when || !runs) return { problems }
  const plan: Plan = {
    ...{ target, what, when, zone, language, theme, colors, options, grace, late },
    ...(currency && { currency }),
    coverage: { least, patience },
  }
  return { plan, problems }
}

function whatIn(given: Fields): Plan['what'] | undefined {
  if (given.kind === 'brief') {
    const { length, windowZone, sections } = given
    const lengths = ['full', 'compact', 'text'] as const
    const own = lengths.find((one) => one === length)
    const zone = textOf(windowZone, /^[\w+/-]{1,40}$/u)
    const names = Array.isArray(sections) ? SECTIONS.filter((name) => sections.includes(name)) : undefined
    if (own === undefined || zone === undefined || (names && names.length !== (sections as unknown[]).length))
      return undefined
    return { kind: 'brief', length: own, windowZone: zone, ...(names && { sections: names }) }
  }
  const name = textOf(given.name, /^[a-z]+$/u)
  if (given.kind !== 'command' || name === undefined || !SCHEDULED.includes(name)) return undefined
  const args = Object.entries(recordOf(given.args)).map(([key, value]) => [key, String(value)])
  return { kind: 'command', name, args: Object.fromEntries(args) }
}

/** A command's arguments as it understands them. Throws RequestError. */
function readArgs(what: Plan['what'], personal: PersonalContext): Plan['what'] {
  return what.kind === 'command' ? { ...what, args: personal.read(what.name, what.args) } : what
}

function whenIn({ kind, weekday, hour, minute, expression }: Fields): Plan['when'] | undefined {
  if (kind === 'cron') {
    const text = textOf(expression, /^[\d*,/\-\s]{9,100}$/u)
    return text === undefined ? undefined : { kind, expression: text }
  }
  const [day, hours, minutes] = [numberOf(weekday, 7), numberOf(hour, 23), numberOf(minute, 59)]
  if (kind !== 'weekly' || !day || hours === undefined || minutes === undefined) return undefined
  if (![day, hours, minutes].every(Number.isInteger)) return undefined
  return { kind, weekday: day, hour: hours, minute: minutes }
}

/** What is none of ours is left out: it says nothing. */
function optionsIn(given: Fields): Plan['options'] {
  const role = textOf(given.role, /^\d{1,20}$/u)
  const tags = Array.isArray(given.tags)
    ? given.tags.map(String).filter((tag) => /^\d{5,20}$/u.test(tag))
    : []
  const flags = (['crosspost', 'thread', 'silent', 'pin', 'protect'] as const).filter(
    (name) => given[name] === true,
  )
  return {
    ...(role !== undefined && { role }),
    ...(tags.length > 0 && { tags: tags.slice(0, 5) }),
    ...Object.fromEntries(flags.map((name) => [name, true])),
  }
}

type Fields = Readonly<Record<string, unknown>>

function recordOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

function textOf(value: unknown, form: RegExp): string | undefined {
  return typeof value === 'string' && form.test(value) ? value : undefined
}

function numberOf(value: unknown, most: number): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= most ? value : undefined
}
