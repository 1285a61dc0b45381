/** Schedules and what became of them, in words. */
import type { ApprovalRule } from '#src/chat/additions.ts'
import { parseAddress, platformOf } from '#src/chat/address.ts'
import type { Delivery } from '#src/chat/delivery.ts'
import type { Block, InstantText } from '#src/chat/message.ts'
import { can, platformNamed } from '#src/chat/platform.ts'
import type { Choices, KnownLack, MissingPermission, PostFault } from '#src/chat/posting.ts'
import type { Plan, Schedule, What, When } from '#src/chat/schedule.ts'
import { formatDateTime, formatWeekdayDate } from '#src/i18n/dates.ts'
import type { WordKey } from '#src/i18n/keys.ts'
import type { Words } from '#src/i18n/words.ts'
import { sayUnnamed } from '#src/schedules/names.ts'
import type { Run } from '#src/schedules/service.ts'
import { flashFields } from '../flash/fields.ts'
import { printTime, WEEKDAYS } from './when.ts'

/** `Weekly recap (full)`, `/funding eth 30d`. */
export function formatWhat(what: What, words: Words): string {
  if (what.kind === 'command') return [`/${what.name}`, ...Object.values(what.args)].join(' ')
  if (what.kind === 'daily' || what.kind === 'flash') return words.say(`schedules:what.${what.kind}`)
  return words.say('schedules:what.brief', { length: words.say(`schedules:lengths.${what.length}`) })
}

/** `Mondays at 09:30 (Asia/Tokyo)`, `Every day at 09:30 (Asia/Tokyo)`. */
export function formatWhen(when: When, zone: string, words: Words): string {
  if (when.kind === 'cron') return words.say('schedules:when.cron', { expression: when.expression, zone })
  if (when.kind === 'event') return words.say('schedules:when.event')
  if (when.kind === 'daily') return words.say('schedules:when.daily', { time: printTime(when), zone })
  const day = words.say(`schedules:weekdays.${WEEKDAYS[when.weekday - 1] ?? 'mon'}`)
  return words.say('schedules:when.weekly', { day, time: printTime(when), zone })
}

/** `Mon 1 Dec, 09:30`: in the zone given, whatever the reader's own. */
export function formatLocal(at: number, zone: string, words: Words): string {
  const time = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  return words.say('schedules:moment', {
    day: formatWeekdayDate(at, { ...words, zone }),
    time: printTime(time),
  })
}

/**
 * The next runs in the schedule's zone, with changes of the clocks marked; in the reader's own time, too, where that is
 * another, or where the platform knows it better than the settings do.
 */
export function formatRuns(
  runs: readonly Run[],
  { zone, target }: Pick<Plan, 'zone' | 'target'>,
  words: Words,
  skipsNext = false,
): { readonly block: Block; readonly instants: readonly InstantText[]; readonly struck: readonly string[] } {
  const isOwn = zone === words.clock && !can(platformOf(target), 'localTime')
  const formatted = runs.map(({ at, shift }) => {
    const instant: InstantText = { text: formatDateTime(at, words), at, style: 'full' }
    const local = formatLocal(at, zone, words)
    const line = isOwn ? local : words.say('schedules:runs.line', { local, own: instant.text })
    const key = shift > 0 ? 'schedules:runs.forward' : 'schedules:runs.back'
    const mark = shift === 0 ? '' : words.say(key, { minutes: Math.abs(shift) })
    return { text: mark === '' ? line : `${line} ${mark}`, instant }
  })
  const [first, ...rest] = formatted.map(({ text }) => text)
  const skipped =
    skipsNext && first !== undefined ? words.say('schedules:runs.skipped', { line: first }) : undefined
  return {
    block: {
      kind: 'bullets',
      heading: words.say('schedules:runs.heading', { zone }),
      items: skipped === undefined ? formatted.map(({ text }) => text) : [skipped, ...rest],
    },
    instants: isOwn ? [] : formatted.map(({ instant }) => instant),
    struck: skipped === undefined ? [] : [skipped],
  }
}

/** What people call a schedule's chat: its name where the platform has one, and its topic's where it has one. */
export function formatPlace(
  name: string | undefined,
  { target, options }: Pick<Plan, 'target'> & Partial<Pick<Plan, 'options'>>,
  words: Words,
): string {
  const { topic } = parseAddress(target)
  const chat = name ?? sayUnnamed(target, words)
  if (topic === undefined) return chat
  const called = options?.topicName ?? words.say('schedules:place.topic', { number: topic })
  return words.say('schedules:place.inTopic', { chat, topic: called })
}

/** Whether a plan has something whose name its platform alone knows. */
export function hasNames({ options }: Pick<Plan, 'options'>): boolean {
  return options.role !== undefined || (options.tags ?? []).length > 0
}

/** What a plan says, field by field; `place` is what people call its chat, `choices` what can be chosen there. */
export function formatPlan(plan: Plan, place: string, words: Words, choices?: Choices): Block {
  const field = (name: FieldName, value: string) => ({ name: words.say(`schedules:fields.${name}`), value })
  const { what, options, coverage } = plan
  const { comma } = words.grammar
  const sections = what.kind === 'brief' ? what.sections : undefined
  const extras = (['thread', 'crosspost', 'silent', 'pin', 'protect', 'textOnly'] as const)
    .filter((name) => options[name] === true)
    .map((name) => words.say(`schedules:options.${name}`))
  return {
    kind: 'fields',
    items: [
      field('what', formatWhat(what, words)),
      field('when', formatWhen(plan.when, plan.zone, words)),
      field('target', place),
      field('language', words.say(`schedules:languages.${plan.language}`)),
      field(
        'look',
        [
          words.say(`schedules:themes.${plan.theme}`),
          // Within a line: `Dark, teal and red`.
          uncapitalised(words.say(`schedules:colors.${plan.colors}`)),
          words.say(`schedules:currencies.${plan.currency ?? 'usd'}`),
        ].join(comma),
      ),
      ...(what.kind === 'brief'
        ? [
            field(
              'sections',
              sections?.map((name) => words.find(`headings.${name}`) ?? name).join(comma) ??
                words.say('schedules:allSections'),
            ),
          ]
        : []),
      ...(options.role === undefined ? [] : [field('role', roleIn(choices, options.role, words))]),
      ...(options.tags === undefined || options.tags.length === 0
        ? []
        : [field('tags', options.tags.map((tag) => nameIn(choices?.tags, tag, words)).join(comma))]),
      ...(extras.length === 0 ? [] : [field('options', extras.join(comma))]),
      ...(what.kind === 'flash'
        ? flashFields(what, plan.zone, words)
        : [field('late', words.say(`schedules:late.${plan.late}`, { hours: plan.grace / 3_600_000 }))]),
      ...(what.kind === 'brief' || what.kind === 'daily'
        ? [
            field(
              'coverage',
              words.say('schedules:coverage', {
                least: coverage.least,
                hours: coverage.patience / 3_600_000,
              }),
            ),
          ]
        : []),
      ...(plan.approval || what.kind === 'flash'
        ? [field('approval', formatRule(plan.approval, words))]
        : []),
      ...(plan.intro ? [field('intro', Object.values(plan.intro).join(words.grammar.wide))] : []),
    ],
  }
}

/** `@Desk`; its id where the platform did not answer, `(deleted)` where the community has no such role. */
export function roleIn(choices: Choices | undefined, id: string, words: Words): string {
  const name = nameIn(choices?.roles, id, words)
  return choices?.roles.some((role) => role.id === id) ? `@${name}` : name
}

/** `held until approved, deadline after 3 h`. */
export function formatRule(rule: ApprovalRule | undefined, words: Words): string {
  const after = rule === undefined ? '' : formatHours(rule.hours, words)
  return words.say(`desk:menu.approval.${rule?.mode ?? 'off'}`, { after })
}

/** `3 h`, `30 min`. */
export function formatHours(hours: number, words: Words): string {
  return hours < 1
    ? words.say('desk:menu.after.minutes', { count: hours * 60 })
    : words.say('desk:menu.after.hours', { count: hours })
}

/** What its platform calls a role or a tag. */
function nameIn(named: Choices['roles'] | undefined, id: string, words: Words): string {
  if (named === undefined) return words.say('schedules:place.unnamed', { id })
  return named.find((one) => one.id === id)?.name ?? words.say('schedules:place.deleted')
}

/** `active`, `paused`, and why where no member paused it. */
export function formatState(schedule: Schedule, words: Words): string {
  if (schedule.state === 'active') {
    return words.say(schedule.skipsNext ? 'schedules:states.skips' : 'schedules:states.active')
  }
  return schedule.trouble === undefined
    ? words.say('schedules:states.paused')
    : words.say('schedules:states.troubled', { reason: words.say(`schedules:troubles.${schedule.trouble}`) })
}

/** A delivery's result in words: `posted`, `posted late`, `may have been posted`, why it failed. */
export function formatResult({ state, late, error, posted, faults }: Delivery, words: Words): string {
  if (state === 'sent') {
    const result = words.say(late ? 'schedules:results.sentLate' : 'schedules:results.sent')
    return formatLacking(result, faults, words)
  }
  const text = words.say(`schedules:results.${state}`)
  const why = error && reasonOf(error, words)
  const result =
    why === undefined ? text : words.say('schedules:results.because', { result: text, reason: why })
  // One in two languages may have brought the first and not the second.
  return isOver(state) && posted.length > 0 ? words.say('schedules:results.partly', { result }) : result
}

/** Our own sentence, and what the platform said where it said anything: ours may fit it only roughly. */
function reasonOf({ code, text }: NonNullable<Delivery['error']>, words: Words): string {
  const reason = words.find(`schedules:troubles.${code}`)
  if (reason === undefined) return text || code
  const [, said] = code === 'invalid' || code === 'forbidden' ? (/"(.+)"$/u.exec(text) ?? []) : []
  return said === undefined ? reason : words.say('schedules:results.quoted', { reason, said })
}

/** `posted, not published yet`. */
function formatLacking(result: string, faults: readonly PostFault[] = [], words: Words): string {
  if (faults.length === 0) return result
  const notes = faults.map((fault) => words.say(lackingKey(fault))).join(words.grammar.comma)
  return words.say('schedules:results.lacking', { result, notes })
}

function lackingKey({ kind, retryAfter }: PostFault): WordKey {
  const isLater = retryAfter !== undefined && (kind === 'crosspost' || kind === 'pin' || kind === 'unpin')
  return isLater ? `schedules:lacking.${kind}Later` : `schedules:lacking.${kind}`
}

function isOver(state: Delivery['state']): boolean {
  return ['failed', 'dead', 'expired', 'uncertain', 'skipped'].includes(state)
}

/** What is missing at a target that people call `place`, each in a sentence; undefined where it was not asked. */
export function describeMissingPermissions(
  lacks: readonly MissingPermission[] | undefined,
  { target, place }: { readonly target: string; readonly place: string },
  words: Words,
): Block {
  if (lacks === undefined) return { kind: 'paragraph', text: words.say('schedules:check.unconnected') }
  if (lacks.length === 0) return { kind: 'paragraph', text: words.say('schedules:check.fine') }
  return {
    kind: 'bullets',
    heading: words.say(lacks.every(isRight) ? 'schedules:check.lacking' : 'schedules:check.refused'),
    items: lacks.map((lack) => sentenceOf(lack, target, place, words)),
  }
}

function isRight(lack: MissingPermission): boolean {
  return typeof lack === 'string' && RIGHTS.has(lack)
}

/** Those that somebody can grant. */
const RIGHTS: ReadonlySet<KnownLack> = new Set([
  'view',
  'send',
  'post',
  'embed',
  'attach',
  'threads',
  'sendInThreads',
  'manageMessages',
  'mention',
  'pin',
])

/** In the words of the platform, where it calls a right otherwise than the others do. */
function sentenceOf(lack: MissingPermission, target: string, place: string, words: Words): string {
  const platform = platformOf(target)
  if (typeof lack !== 'string') {
    const name = platformNamed(platform)?.label ?? platform
    return words.say('errors:lackSaid', { platform: name, said: lack.said })
  }
  return (
    words.find(`errors:lackOn.${platform}.${lack}`, { place }) ??
    words.find(`errors:lack.${lack}`, { place }) ??
    lack
  )
}

type FieldName =
  | 'what'
  | 'when'
  | 'target'
  | 'language'
  | 'look'
  | 'sections'
  | 'role'
  | 'tags'
  | 'options'
  | 'late'
  | 'coverage'
  | 'approval'
  | 'intro'

function uncapitalised(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
