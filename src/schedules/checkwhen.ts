/** Whether a time that a moderator typed can be kept to, and what is wrong with it otherwise. */
import type { When } from '#src/chat/schedule.ts'
import { type Candidate, RequestError } from '#src/errors.ts'
import { readCron } from './cron.ts'
import { nextRun } from './nextrun.ts'

/**
 * Short names that stand for several zones, or for one that ignores summer time: what may have been meant, the likeliest
 * first.
 */
const SHORT: Readonly<Record<string, readonly string[]>> = {
  JST: ['Asia/Tokyo'],
  KST: ['Asia/Seoul'],
  EST: ['America/New_York', 'Australia/Sydney'],
  EDT: ['America/New_York'],
  ET: ['America/New_York'],
  CST: ['America/Chicago', 'Asia/Shanghai'],
  CDT: ['America/Chicago'],
  MST: ['America/Denver', 'America/Phoenix'],
  MDT: ['America/Denver'],
  PST: ['America/Los_Angeles', 'Asia/Manila'],
  PDT: ['America/Los_Angeles'],
  PT: ['America/Los_Angeles'],
  BST: ['Europe/London', 'Asia/Dhaka'],
  IST: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'],
  CET: ['Europe/Paris', 'Europe/Berlin'],
  EET: ['Europe/Athens', 'Europe/Helsinki'],
  AST: ['America/Halifax', 'Asia/Riyadh'],
  SGT: ['Asia/Singapore'],
  HKT: ['Asia/Hong_Kong'],
}

/** Throws RequestError with the sentence for a person: `when.badTime`, `when.badZone`, and those of `readCron`. */
export function checkWhen(when: When, zone: string): void {
  const name = checkZone(zone)
  if (when.kind === 'event') return
  if (when.kind === 'cron') readCron(when.expression)
  else {
    const { hour, minute } = when
    const right =
      (when.kind === 'daily' || isWhole(when.weekday, 1, 7)) && isWhole(hour, 0, 23) && isWhole(minute, 0, 59)
    if (!right)
      throw new RequestError('when.badTime', { typed: `${hour}:${String(minute).padStart(2, '0')}` })
  }
  nextRun(when, name, 0)
}

/** A zone's name as IANA writes it. Throws RequestError with what may have been meant. */
export function checkZone(typed: string): string {
  const short = SHORT[typed.trim().toUpperCase()]
  if (short) throw new RequestError('when.ambiguousZone', { typed }, short.map(candidate))
  const name = named(typed.trim())
  if (name === undefined) throw new RequestError('when.badZone', { typed }, similar(typed).map(candidate))
  return name
}

/** An offset such as +09:00 knows no summer time, and is no zone for a schedule. */
function named(typed: string): string | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(typed)) return undefined
  try {
    return new Intl.DateTimeFormat('en', { timeZone: typed }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

/** Zones whose city has what was typed: `york` is America/New_York. */
function similar(typed: string): string[] {
  const key = typed.trim().toLowerCase().replaceAll(' ', '_').split('/').at(-1) ?? ''
  if (key.length < 3) return []
  return Intl.supportedValuesOf('timeZone')
    .filter((zone) => zone.toLowerCase().includes(key))
    .slice(0, 5)
}

function candidate(zone: string): Candidate {
  return { label: zone, value: zone }
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}
