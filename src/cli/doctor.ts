/** `doctor`: tries each source and platform once, and says of each what it is like from here and what to do. */
import type { Words } from '#src/i18n/words.ts'
import { gridOf } from '#src/platforms/layout/table.ts'
import { withoutSecrets } from '#src/sources/faults.ts'
import { type Budget, type Probe, SupplierError } from '#src/sources/supplier.ts'

/** One thing to try. */
export interface Check {
  /** As settings name it: `binance`, `discord`. */
  readonly name: string
  readonly kind: 'exchange' | 'service' | 'platform'
  /** Asks the smallest thing there is. Rejects with SupplierError. */
  probe(signal: AbortSignal): Promise<Probe>
  /** Reads what it tells as the collector does; resolves with the newest time in it. Rejects with SupplierError. */
  read?(signal: AbortSignal): Promise<number | undefined>
  budget?(): Budget | undefined
  /** The setting with its key, where it has one. */
  readonly key?: string | undefined
  close(): Promise<void>
}

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

export interface DoctorProxy {
  /** Without a name and password. */
  readonly address: string
  readonly setting: string
  /** Hosts that are reached without it; may be empty. */
  readonly except: string
}

/** Exchanges that answer where others do not. */
const ELSEWHERE = ['okx', 'hyperliquid', 'kraken']
/** Milliseconds between their clock and ours that spoil what is dated by either. */
const WORST_SKEW = 60_000
const TIMEOUT = 30_000

interface Finding {
  readonly check: Check
  readonly probe?: Probe
  readonly budget?: Budget | undefined
  readonly error?: unknown
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
  const advice = adviceOn(words, findings, proxy)
  // Backticks mark what is typed as it stands; a terminal shows it without.
  if (advice.length > 0) stdout.write(`\n${withoutSecrets(advice.join('\n').replaceAll('`', ''), secrets)}\n`)
  const sick = findings.filter(isWrong).length
  const last =
    sick === 0 ? words.say('doctor:well') : words.say('doctor:sick', { sick, count: checks.length })
  stdout.write(`\n${last}\n`)
  return sick === 0 ? 0 : 1
}

async function examine(check: Check, timeout: number): Promise<Finding> {
  try {
    const signal = AbortSignal.timeout(timeout)
    const probe = await check.probe(signal)
    // Whose clock is wrong is not asked for more: all that is dated would seem old, or yet to come.
    const newest = isOff(probe) ? undefined : await check.read?.(signal)
    return { check, probe: newest === undefined ? probe : { ...probe, newest }, budget: check.budget?.() }
  } catch (error) {
    return { check, error, budget: check.budget?.() }
  } finally {
    // What it could not let go of is no finding.
    await check.close().catch(() => {})
  }
}

function rowOf(words: Words, { check, probe, budget, error }: Finding): string[] {
  const fault = probe ? (isOff(probe) ? 'skew' : 'fine') : faultOf(error)
  const state = words.find(`doctor:state.${fault}`) ?? ''
  return [
    check.name,
    state,
    probe ? `${Math.round(probe.latency)} ms` : '–',
    probe?.newest === undefined ? '–' : new Date(probe.newest).toISOString().slice(0, 16).replace('T', ' '),
    budget ? leftOf(budget, words) : '–',
  ]
}

/** `2399/2400 in 60 s`. */
function leftOf({ left, of, per }: Budget, words: Words): string {
  return words.say('doctor:left', { left: Math.floor(left), of, seconds: Math.round(per / 1000) })
}

/** What is wrong and what to do, once for all that have the same wrong with them; below it what each of them says. */
function adviceOn(words: Words, findings: readonly Finding[], proxy: DoctorProxy | undefined): string[] {
  const groups = Map.groupBy(findings.filter(isWrong), ({ check, probe, error }) => {
    const fault = faultOf(error)
    // Where several clocks are off alike it is ours that is wrong: one sentence says so.
    if (probe) return `skew ${Math.round((probe.skew ?? 0) / WORST_SKEW)}`
    if (fault === 'blocked' && check.kind === 'exchange') return 'blockedExchange'
    if (proxy && ['unreached', 'timeout'].includes(fault)) return 'unreachedProxy'
    return fault === 'denied' && check.key !== undefined ? `deniedKey ${check.name}` : fault
  })
  return [...groups].flatMap(([group, sick]) => {
    const names = sick.map(({ check }) => check.name)
    const values = {
      name: names.join(words.locale === 'ja' ? '、' : ', '),
      others: ELSEWHERE.filter((other) => !names.includes(other)).join(','),
      key: sick[0]?.check.key,
      proxy: proxy?.address,
      setting: proxy?.setting,
      seconds: Math.round(Math.abs(sick[0]?.probe?.skew ?? 0) / 1000),
    }
    const advice = words.find(`doctor:advice.${group.split(' ')[0]}`, values) ?? ''
    // Only errors of ours are known to keep secrets.
    const said = sick.flatMap(({ error }) => (error instanceof SupplierError ? `  ${error.message}` : []))
    return [advice, ...said]
  })
}

function isWrong({ probe }: Finding): boolean {
  return !probe || isOff(probe)
}

function isOff({ skew = 0 }: Probe): boolean {
  return Math.abs(skew) >= WORST_SKEW
}

/** How everything is asked, where that is not straight; it ends with a line break. */
function proxyLine(words: Words, proxy: DoctorProxy | undefined): string {
  if (!proxy) return ''
  const { address, setting, except } = proxy
  const said = words.say('doctor:proxy', { address, setting })
  const line = `${said}${except === '' ? '' : ` ${words.say('doctor:except', { except })}`}`
  return `${line.replaceAll('`', '')}\n`
}

function faultOf(error: unknown): string {
  if (error instanceof SupplierError) return error.fault
  return error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'failed'
}
