/** The log of the desk: texts, decisions, rules and intros, from the three audits that hold them, newest first. */
import { flashHeadline } from '#src/briefing/flash/compose.ts'
import type { DeskEntry } from '#src/chat/desk.ts'
import type { SettingChange } from '#src/chat/memory.ts'
import type { Revision, Schedule } from '#src/chat/schedule.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import { createPlaceNames } from '#src/bot/request/placenames.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { memberNames } from '../membernames.ts'
import { button } from '../schedules/controls.ts'
import { formatLocal, formatRule } from '../schedules/format.ts'
import { editionDay } from './edition.ts'
import { type DeskModerator, stateOf } from './scope.ts'

/** Lines that are shown, entries that an export holds, and characters of a text in a line. */
const [SHOWN, MOST, TEXT] = [20, 2000, 60]

interface Line {
  readonly at: number
  readonly by: string
  readonly what: string
}

/** One thing done, as plain data for a file. */
export interface LogEntry {
  readonly at: string
  readonly by: string
  readonly what: string
  readonly of?: string
  readonly before?: unknown
  readonly after?: unknown
}

/** The order of a log. What the bot does about a decision is noted in the same instant, and comes after it. */
export function newestFirst(one: Pick<DeskEntry, 'at' | 'by'>, other: Pick<DeskEntry, 'at' | 'by'>): number {
  return other.at - one.at || Number(other.by === 'system') - Number(one.by === 'system')
}

export async function logOf(moderator: DeskModerator): Promise<MessageAnswer> {
  const { context } = moderator
  const { words } = context
  const [entries, schedules, settings] = await readAll(moderator, SHOWN)
  const flashes = await flashesIn(entries, moderator)
  const places = createPlaceNames({ ...moderator.personal, now: () => moderator.personal.now })
  const lines: Line[] = [
    ...entries.map((entry) => ({ ...entry, what: entryText(entry, { schedules, flashes }, moderator) })),
    ...schedules.flatMap(({ schedule, revisions }) => revisionLines(schedule, revisions, moderator)),
    ...(await Promise.all(
      settings.map(async (change) => ({ ...change, what: await settingText(change, places, moderator) })),
    )),
  ]
  const shown = lines.toSorted(newestFirst).slice(0, SHOWN)
  const names = await memberNames(
    shown.map(({ by }) => by),
    moderator,
  )
  const items = shown.map(({ at, by, what }) =>
    words.say('desk:log.line', { at: formatLocal(at, words.clock, words), what, name: names.get(by) ?? by }),
  )
  return {
    kind: 'message',
    message: {
      title: words.say('desk:log.title'),
      blocks:
        items.length === 0
          ? [{ kind: 'paragraph', text: words.say('desk:log.none') }]
          : [{ kind: 'bullets', items }],
      images: [],
      footer: [words.say('desk:log.footer')],
    },
    guide: {
      rows: [[button('menu', words.say('desk:menu.buttons.back'))]],
      state: stateOf(moderator),
      command: 'desk',
    },
  }
}

/** All of it as data, for the export of schedules. */
export async function logData(moderator: DeskModerator): Promise<readonly LogEntry[]> {
  const [entries, schedules, settings] = await readAll(moderator, MOST)
  const numberOf = (id: string) => schedules.find(({ schedule }) => schedule.id === id)?.schedule.number
  const all = [
    ...entries.map(({ at, by, what, edition, schedule, language, before, after }) => ({
      ...{ at, by, what },
      of: [edition, language ?? (schedule && `schedule ${numberOf(schedule) ?? schedule}`)]
        .filter(Boolean)
        .join(' '),
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    })),
    ...schedules.flatMap(({ schedule, revisions }) =>
      changedIn(revisions).map(({ at, by, before, after }) => ({
        ...{ at, by, what: 'schedule', of: `schedule ${schedule.number}` },
        before: { approval: before.approval, intro: before.intro },
        after: { approval: after.approval, intro: after.intro },
      })),
    ),
    ...settings.map(({ at, by, name, settings: value }) => ({ at, by, what: name, after: value[name] })),
  ]
  return all.toSorted(newestFirst).map(({ at, ...one }) => ({ at: new Date(at).toISOString(), ...one }))
}

interface WithRevisions {
  readonly schedule: Schedule
  readonly revisions: readonly Revision[]
}

async function readAll(
  { deskService, scheduleService, personal, owner }: DeskModerator,
  most: number,
): Promise<readonly [readonly DeskEntry[], readonly WithRevisions[], readonly SettingChange[]]> {
  const [entries, all, settings] = await Promise.all([
    deskService.entries(owner, most),
    scheduleService.list(owner),
    personal.memory.settingChanges([owner], most),
  ])
  const schedules = await Promise.all(
    all.map(async (schedule) => ({ schedule, revisions: await scheduleService.revisions(schedule) })),
  )
  const own = settings.filter(({ name }) => name === 'reviewChannel' || name === 'twoPeople')
  return [entries, schedules, own]
}

/** Changes of approval and intro alone. */
function changedIn(revisions: readonly Revision[]) {
  return revisions.flatMap(({ at, by, plan }, index) => {
    const before = revisions[index - 1]?.plan
    const essence = (of: typeof plan) => JSON.stringify([of.approval, of.intro])
    return before === undefined || essence(before) === essence(plan) ? [] : [{ at, by, before, after: plan }]
  })
}

function revisionLines(
  schedule: Schedule,
  revisions: readonly Revision[],
  { context }: DeskModerator,
): Line[] {
  const { words } = context
  return changedIn(revisions).flatMap(({ at, by, before, after }): Line[] => {
    const name = (field: 'approval' | 'intro') => words.say(`desk:schedule.fields.${field}`)
    const line = (what: string) => ({
      ...{ at, by },
      what: words.say('desk:log.schedule', { number: schedule.number, what }),
    })
    const isRule = JSON.stringify(before.approval) !== JSON.stringify(after.approval)
    const isIntro = JSON.stringify(before.intro) !== JSON.stringify(after.intro)
    const texts = Object.values(after.intro ?? {})
    return [
      ...(isRule
        ? [
            line(
              words.say('desk:log.setting', {
                name: name('approval'),
                value: formatRule(after.approval, words),
              }),
            ),
          ]
        : []),
      ...(isIntro
        ? [
            line(
              words.say('desk:log.setting', {
                name: name('intro'),
                value: texts.map(cut).join(' / ') || '–',
              }),
            ),
          ]
        : []),
    ]
  })
}

function entryText(
  { what, edition, schedule, language, before, after }: DeskEntry,
  known: { readonly schedules: readonly WithRevisions[]; readonly flashes: ReadonlyMap<string, string> },
  { context }: DeskModerator,
): string {
  const { words } = context
  const day = known.flashes.get(edition) ?? editionDay(edition, words)
  if (what === 'note' || what === 'headline') {
    const values = { before: cut(before ?? ''), after: cut(after ?? '') }
    const key = after === undefined ? 'removed' : before === undefined ? 'to' : 'from'
    return words.say('desk:log.text', {
      edition: day,
      kind: words.say(`desk:edition.${what}`),
      language: language === undefined ? '–' : grammarOf(language).ownName,
      change: words.say(`desk:log.${key}`, values),
    })
  }
  const said = words.say(`desk:log.what.${what}`, { edition: day })
  const number = known.schedules.find((one) => one.schedule.id === schedule)?.schedule.number
  return number === undefined ? said : words.say('desk:log.schedule', { number, what: said })
}

/** What decisions on flashes are of, by what the desk knows each by. */
async function flashesIn(
  entries: readonly DeskEntry[],
  { deskService, context }: DeskModerator,
): Promise<ReadonlyMap<string, string>> {
  const { words } = context
  const firsts = new Set(entries.map(({ edition }) => edition).filter((edition) => !isDay(edition)))
  const named = [...firsts].map(async (first): Promise<[string, string]> => {
    const flash = await deskService.flash(first)
    const text = flash && words.say('desk:log.flash', { text: flashHeadline(flash, words) })
    return [first, text ?? words.say('desk:log.noFlash')]
  })
  return new Map(await Promise.all(named))
}

/** An edition is known by its closing Monday. */
function isDay(edition: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(edition)
}

async function settingText(
  { name, settings }: SettingChange,
  places: ReturnType<typeof createPlaceNames>,
  { context, target }: DeskModerator,
): Promise<string> {
  const { words } = context
  const { reviewChannel, twoPeople } = settings
  if (name === 'twoPeople') {
    const value = words.say(`settings:twoPeople.${twoPeople ? 'on' : 'off'}`)
    return words.say('desk:log.setting', { name: words.say('desk:menu.fields.twoPeople'), value })
  }
  const [place] = reviewChannel === undefined ? [] : await places([reviewChannel], target, words)
  const value = place ?? words.say('desk:menu.noReview')
  return words.say('desk:log.setting', { name: words.say('desk:menu.fields.review'), value })
}

function cut(text: string): string {
  const line = text.replace(/\s+/gu, ' ')
  return line.length > TEXT ? `${line.slice(0, TEXT)}…` : line
}
