/** The form of what a schedule keeps, for everything that enters as JSON: the store's rows, drafts and files. */
import { LOCALES, POST_LANGUAGES } from '#src/i18n/locale.ts'
import * as v from 'valibot'
import { type ApprovalRule, DEADLINES, type Texts } from './additions.ts'
import { FLASH_DEADLINES, FLASH_MOST, FLASH_WEEKS, type FlashRule } from './flash.ts'
import type { Posted, PostFault, PostOptions } from './posting.ts'
import type { Plan } from './schedule.ts'

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
/** A number of at least 0 and at most `most`. */
export const upTo = (most: number) => v.pipe(v.number(), v.minValue(0), v.maxValue(most))

/** An entry for each field, so that none is lost when a plan is read and written again. */
type EntriesOf<Fields> = Readonly<Record<keyof Fields, object>>

/** Entries of what is posted and when; a file narrows some of them. */
export const BRIEF = {
  kind: v.literal('brief'),
  length: v.picklist(['full', 'compact', 'text']),
  sections: v.exactOptional(v.array(v.string())),
  windowZone: v.string(),
}
export const DAILY = { kind: v.literal('daily') }
export const FLASH = {
  kind: v.literal('flash'),
  topics: v.exactOptional(v.array(v.string())),
  weeks: v.picklist(FLASH_WEEKS),
  most: v.picklist(FLASH_MOST),
  quiet: v.exactOptional(v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/u))),
} satisfies EntriesOf<FlashRule & { readonly kind: 'flash' }>
export const COMMAND = {
  kind: v.literal('command'),
  name: v.string(),
  args: v.record(v.string(), v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String))),
}
export const WEEKLY = {
  kind: v.literal('weekly'),
  weekday: whole(1, 7),
  hour: whole(0, 23),
  minute: whole(0, 59),
}
export const EVERY_DAY = { kind: v.literal('daily'), hour: whole(0, 23), minute: whole(0, 59) }
export const CRONTAB = { kind: v.literal('cron'), expression: v.string() }
export const ON_EVENT = { kind: v.literal('event') }
export const OPTIONS = {
  role: v.exactOptional(v.string()),
  crosspost: v.exactOptional(v.boolean()),
  thread: v.exactOptional(v.boolean()),
  tags: v.exactOptional(v.array(v.string())),
  silent: v.exactOptional(v.boolean()),
  pin: v.exactOptional(v.boolean()),
  protect: v.exactOptional(v.boolean()),
  topicName: v.exactOptional(v.string()),
  textOnly: v.exactOptional(v.boolean()),
} satisfies EntriesOf<PostOptions>

export const APPROVAL = {
  mode: v.picklist(['unless-held', 'approved']),
  hours: v.picklist([...FLASH_DEADLINES, ...DEADLINES]),
} satisfies EntriesOf<ApprovalRule>
export const TEXTS: v.GenericSchema<unknown, Texts> = v.pipe(
  v.record(v.picklist(LOCALES), v.string()),
  v.transform((texts): Texts => texts),
)

/** What stands beside what is posted and when. */
export const LOOK = {
  language: v.picklist(POST_LANGUAGES),
  theme: v.picklist(['dark', 'light']),
  colors: v.picklist(['standard', 'jp', 'cvd']),
  currency: v.exactOptional(v.picklist(['usd', 'jpy', 'both'])),
  late: v.picklist(['post', 'skip']),
}

const ENTRIES = {
  ...LOOK,
  target: v.string(),
  member: v.exactOptional(v.string()),
  what: v.variant('kind', [v.object(BRIEF), v.object(DAILY), v.object(FLASH), v.object(COMMAND)]),
  when: v.variant('kind', [v.object(WEEKLY), v.object(EVERY_DAY), v.object(CRONTAB), v.object(ON_EVENT)]),
  zone: v.string(),
  options: v.object(OPTIONS),
  grace: upTo(Number.MAX_SAFE_INTEGER),
  coverage: v.object({ least: upTo(1), patience: upTo(Number.MAX_SAFE_INTEGER) }),
  approval: v.exactOptional(v.object(APPROVAL)),
  intro: v.exactOptional(TEXTS),
} satisfies EntriesOf<Plan>
const PLAN: v.GenericSchema<unknown, Plan> = v.object(ENTRIES)

const MESSAGE = {
  id: v.string(),
  thread: v.exactOptional(v.string()),
  shows: v.exactOptional(v.picklist(['photo', 'text', 'file'])),
  language: v.exactOptional(v.picklist(LOCALES)),
} satisfies EntriesOf<Posted>
const POSTED: v.GenericSchema<unknown, Posted[]> = v.array(v.object(MESSAGE))

const FAULT = {
  kind: v.picklist(['crosspost', 'pin', 'unpin', 'thread', 'role', 'caption']),
  code: v.string(),
  retryAfter: v.exactOptional(v.number()),
} satisfies EntriesOf<PostFault>
const FAULTS: v.GenericSchema<unknown, PostFault[]> = v.array(v.object(FAULT))

/** Stored JSON has another form than it was written in. */
export class StoredFormError extends Error {
  override readonly name = 'StoredFormError'
}

/** The plan in a stored text. Throws StoredFormError that names what is wrong. */
export function parsePlan(text: string): Plan {
  return parsed('plan', PLAN, text)
}

/** As `parsePlan`; what is malformed is undefined, and passed to `onMalformed`. */
export function readPlan(text: string, onMalformed: (problem: string) => void = () => {}): Plan | undefined {
  try {
    return parsePlan(text)
  } catch (error) {
    if (!(error instanceof StoredFormError)) throw error
    onMalformed(error.message)
    return undefined
  }
}

/** Messages in a stored text. Throws StoredFormError that names what is wrong. */
export function parsePosted(text: string): readonly Posted[] {
  return parsed('list of messages', POSTED, text)
}

/** What a post lacks, in a stored text. Throws StoredFormError that names what is wrong. */
export function parseFaults(text: string): readonly PostFault[] {
  return parsed('list of faults', FAULTS, text)
}

function parsed<Value>(what: string, schema: v.GenericSchema<unknown, Value>, text: string): Value {
  const result = v.safeParse(schema, jsonOf(text))
  if (result.success) return result.output
  throw new StoredFormError(`the stored ${what} is malformed: ${problemsOf(result.issues).join('; ')}`)
}

/** What is wrong, each with its place: `when.hour: Expected …`. */
function problemsOf(issues: readonly v.BaseIssue<unknown>[]): readonly string[] {
  return issues.map((issue) => {
    const path = v.getDotPath(issue)
    return path === null ? issue.message : `${path}: ${issue.message}`
  })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
