/** When schedules run over changes of the clocks, by our own rule, held against node-cron where both agree. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import cron from 'node-cron'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { When } from '#src/chat/schedule.ts'
import { nextRun } from '#src/schedules/nextrun.ts'

const at = (text: string) => Date.parse(text)
const iso = (instant: number) => new Date(instant).toISOString().replace(':00.000Z', 'Z')
const daily = (time: string): When => {
  const [hour, minute] = time.split(':').map(Number)
  return { kind: 'cron', expression: `${minute} ${hour} * * *` }
}
const weekly = (weekday: number, hour: number, minute = 0): When => ({
  kind: 'weekly',
  weekday,
  hour,
  minute,
})

/** Zone, wall time, from, and the runs that follow. */
const CHANGES: readonly [what: string, when: When, zone: string, after: string, runs: readonly string[]][] = [
  [
    'a time left out in New York runs an hour later',
    daily('2:30'),
    'America/New_York',
    '2026-03-07T12:00Z',
    ['2026-03-08T07:30Z', '2026-03-09T06:30Z'],
  ],
  [
    'so does a weekly one',
    weekly(7, 2, 30),
    'America/New_York',
    '2026-03-02T12:00Z',
    ['2026-03-08T07:30Z', '2026-03-15T06:30Z'],
  ],
  [
    'midnight left out in São Paulo',
    daily('0:00'),
    'America/Sao_Paulo',
    '2018-11-03T12:00Z',
    ['2018-11-04T03:00Z', '2018-11-05T02:00Z'],
  ],
  [
    'a gap of half an hour on Lord Howe',
    daily('2:15'),
    'Australia/Lord_Howe',
    '2026-10-03T00:00Z',
    ['2026-10-03T15:45Z', '2026-10-04T15:15Z'],
  ],
  [
    'a time that comes twice in New York runs once, at the first',
    daily('1:30'),
    'America/New_York',
    '2026-10-31T12:00Z',
    ['2026-11-01T05:30Z', '2026-11-02T06:30Z'],
  ],
  [
    'the hour after is not ambiguous',
    daily('2:30'),
    'America/New_York',
    '2026-10-31T12:00Z',
    ['2026-11-01T07:30Z'],
  ],
  [
    'every hour goes on through the hour that comes twice',
    { kind: 'cron', expression: '0 * * * *' },
    'America/New_York',
    '2026-11-01T04:30Z',
    ['2026-11-01T05:00Z', '2026-11-01T06:00Z', '2026-11-01T07:00Z'],
  ],
  [
    'every hour goes on over the hour that is left out',
    { kind: 'cron', expression: '0 * * * *' },
    'America/New_York',
    '2026-03-08T05:30Z',
    ['2026-03-08T06:00Z', '2026-03-08T07:00Z', '2026-03-08T08:00Z'],
  ],
  [
    'London in spring',
    weekly(1, 9),
    'Europe/London',
    '2026-03-22T00:00Z',
    ['2026-03-23T09:00Z', '2026-03-30T08:00Z'],
  ],
  [
    'London in autumn',
    weekly(1, 9),
    'Europe/London',
    '2026-10-18T00:00Z',
    ['2026-10-19T08:00Z', '2026-10-26T09:00Z'],
  ],
  [
    'Tokyo, which never changes',
    weekly(1, 9, 30),
    'Asia/Tokyo',
    '2026-03-08T00:00Z',
    ['2026-03-09T00:30Z', '2026-03-16T00:30Z'],
  ],
  ['Kathmandu', weekly(1, 9), 'Asia/Kathmandu', '2026-03-08T00:00Z', ['2026-03-09T03:15Z']],
  [
    '29 February',
    { kind: 'cron', expression: '0 9 29 2 *' },
    'UTC',
    '2026-01-01T00:00Z',
    ['2028-02-29T09:00Z', '2032-02-29T09:00Z'],
  ],
]

function runsOf(when: When, zone: string, after: string, count: number): string[] {
  const runs: number[] = []
  while (runs.length < count) runs.push(nextRun(when, zone, runs.at(-1) ?? at(after)))
  return runs.map(iso)
}

describe('the next run', () => {
  for (const [what, when, zone, after, runs] of CHANGES) {
    it(`${what}: ${zone}`, () => {
      expect(runsOf(when, zone, after, runs.length)).toEqual(runs)
    })
  }

  it('is after the instant, never at it', () => {
    expect(iso(nextRun(weekly(1, 9, 30), 'Asia/Tokyo', at('2026-03-09T00:30Z')))).toBe('2026-03-16T00:30Z')
    expect(iso(nextRun(weekly(1, 9, 30), 'Asia/Tokyo', at('2026-03-09T00:30Z') - 1))).toBe(
      '2026-03-09T00:30Z',
    )
  })

  it('is the same on a machine in New York', () => {
    const file = fileURLToPath(new URL('./inzone.ts', import.meta.url))
    const output = execFileSync(process.execPath, [file, JSON.stringify(CHANGES)], {
      env: { ...process.env, TZ: 'America/New_York', NODE_NO_WARNINGS: '1' },
      encoding: 'utf8',
    })
    expect(JSON.parse(output)).toEqual(CHANGES.map(([, , , , runs]) => runs))
  })
})

describe('node-cron', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('agrees with our own reckoning wherever no clock changes', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: at('2026-06-03T11:22:33Z') })
    const cases: readonly [string, string][] = [
      ['30 9 * * 1', 'Asia/Tokyo'],
      ['0 0 1 * *', 'Europe/London'],
      ['15 */6 * * *', 'America/New_York'],
      ['0 18 * 7,8 5', 'Asia/Kathmandu'],
      ['5 4 13 * *', 'Australia/Lord_Howe'],
    ]
    for (const [expression, timezone] of cases) {
      const task = cron.createTask(expression, () => {}, { timezone })
      const theirs = task.getNextRuns(3).map((date) => iso(date.getTime()))
      task.destroy()
      expect(runsOf({ kind: 'cron', expression }, timezone, '2026-06-03T11:22:33Z', 3)).toEqual(theirs)
    }
  })
})
