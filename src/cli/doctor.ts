/** `doctor`: tries each source and platform once, and says of each what it is like from here and what to do. */
import type { Words } from '#src/i18n/words.ts'
import { gridOf } from '#src/platforms/layout/table.ts'
import { withoutSecrets } from '#src/sources/faults.ts'
import type { Budget } from '#src/sources/supplier.ts'
import { spanOf } from './span.ts'
import type { Check, DoctorProxy, Finding, MinuteCost } from './check.ts'
import { adviceOn, isOff, isWrong, stateOf, summaryOf } from './doctoradvice.ts'

export interface DoctorParts {
  readonly words: Words
  readonly checks: readonly Check[]
  /** The proxy that they are tried through, by its setting; undefined where they are asked straight. */
  readonly proxy?: DoctorProxy | undefined
  readonly stdout: { write(text: string): void }
  /** Milliseconds for all of it, retries among them. */
  readonly timeout?: number
  /** What may never be printed: a server may send back what it was sent, also another's. */
  readonly secrets?: readonly string[]
}

const TIMEOUT = 30_000

interface Tried extends Finding {
  readonly minute?: MinuteCost | undefined
  readonly budget?: Budget | undefined
}

/** 0 where everything answers, 1 where something does not. Never rejects for what it finds. */
export async function doctor({
  words,
  checks,
  proxy,
  stdout,
  timeout = TIMEOUT,
  secrets = [],
}: DoctorParts): Promise<number> {
  stdout.write(`${words.say('doctor:trying', { count: checks.length })}\n${proxyLine(words, proxy)}\n`)
  const findings = await Promise.all(checks.map((check) => examine(check, timeout)))
  const column = (name: string, align: 'left' | 'right' = 'left') => ({
    title: words.find(`doctor:columns.${name}`) ?? name,
    align,
  })
  const table = {
    kind: 'table' as const,
    columns: [
      column('name'),
      column('state'),
      column('latency', 'right'),
      column('newest'),
      column('left', 'right'),
    ],
    rows: findings.map((finding) => rowOf(words, finding)),
  }
  // A terminal takes any width, and cuts nothing.
  const grid = gridOf(table, Number.POSITIVE_INFINITY)
  stdout.write(`${[grid?.head ?? '', ...(grid?.rows ?? [])].join('\n')}\n`)
  const minutes = findings.flatMap(({ check, minute }) =>
    minute ? [minuteText(check.name, minute, words)] : [],
  )
  if (minutes.length > 0)
    stdout.write(`\n${words.say('doctor:minute', { costs: minutes.join(words.grammar.comma) })}\n`)
  const advice = adviceOn(words, findings, proxy)
  // Backticks mark what is typed as it stands; a terminal shows it without.
  if (advice.length > 0) stdout.write(`\n${withoutSecrets(advice.join('\n').replaceAll('`', ''), secrets)}\n`)
  stdout.write(`\n${summaryOf(words, findings)}\n`)
  return findings.some(isWrong) ? 1 : 0
}

async function examine(check: Check, timeout: number): Promise<Tried> {
  try {
    const signal = AbortSignal.timeout(timeout)
    const probe = await check.probe(signal)
    // Whose clock is wrong is not asked for more: all that is dated would seem old, or yet to come.
    const newest = isOff(probe) ? undefined : await check.read?.(signal)
    const budget = check.budget?.()
    // That it answers was found already: what it costs is left out where it fails now.
    const minute = isOff(probe) ? undefined : await check.minute?.(signal).catch(() => undefined)
    return { check, probe: newest === undefined ? probe : { ...probe, newest }, budget, minute }
  } catch (error) {
    return { check, error, budget: check.budget?.() }
  } finally {
    // What it could not let go of is no finding.
    await check.close().catch(() => {})
  }
}

function rowOf(words: Words, { budget, ...finding }: Tried): string[] {
  const { check, probe } = finding
  const state = words.find(`doctor:state.${stateOf(finding)}`) ?? ''
  return [
    check.name,
    state,
    probe ? `${Math.round(probe.latency)} ms` : '–',
    probe?.newest === undefined ? '–' : new Date(probe.newest).toISOString().slice(0, 16).replace('T', ' '),
    budget ? leftOf(budget, words) : '–',
  ]
}

/** `2399/2400 in 60 s`, `25/25 in 1 day`. */
function leftOf({ left, of, per }: Budget, words: Words): string {
  return words.say('doctor:left', { left: Math.floor(left), of, span: spanOf(per, words) })
}

/** `binance 4/2400 in 60 s, 210 ms`. */
function minuteText(name: string, { weight, limit, took }: MinuteCost, words: Words): string {
  const share = leftOf({ ...limit, left: weight }, words)
  return words.say('doctor:minuteCost', { name, share, took: Math.round(took) })
}

/** How everything is asked, where that is not straight; it ends with a line break. */
function proxyLine(words: Words, proxy: DoctorProxy | undefined): string {
  if (!proxy) return ''
  const { address, setting, except } = proxy
  const said = words.say('doctor:proxy', { address, setting })
  const line = `${said}${except === '' ? '' : ` ${words.say('doctor:except', { except })}`}`
  return `${line.replaceAll('`', '')}\n`
}
