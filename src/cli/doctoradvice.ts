/** What `doctor` says to do about what it found: once for all that have the same wrong with them. */
import type { Words } from '#src/i18n/words.ts'
import { type Probe, SupplierError } from '#src/sources/supplier.ts'
import { detailOf } from './details.ts'
import { spanOf } from './span.ts'
import type { DoctorProxy, Finding } from './check.ts'

/** Exchanges that answer where others do not. */
const ELSEWHERE = ['okx', 'hyperliquid', 'kraken']
/** Milliseconds between their clock and ours that spoil what is dated by either. */
const WORST_SKEW = 60_000

export function isWrong({ probe }: Pick<Finding, 'probe'>): boolean {
  return !probe || isOff(probe)
}

/** Whether its clock and ours are so far apart that nothing dated by either can be compared. */
export function isOff({ skew = 0 }: Probe): boolean {
  return Math.abs(skew) >= WORST_SKEW
}

/** The word for what is wrong, of `doctor:state`. */
export function stateOf({ probe, error }: Finding): string {
  if (probe) return isOff(probe) ? 'skew' : 'fine'
  if (isMisdated(error)) return 'misdated'
  return isSenseless(error) ? 'senseless' : faultOf(error)
}

/** What is wrong and what to do; below it what each of them says. */
export function adviceOn(
  words: Words,
  findings: readonly Finding[],
  proxy: DoctorProxy | undefined,
): string[] {
  const groups = Map.groupBy(findings.filter(isWrong), (finding) => groupOf(finding, findings, proxy))
  return [...groups].flatMap(([group, sick]) => {
    const names = sick.map(({ check }) => check.name)
    const others = exchangesBeside(findings)
    const [key = ''] = group.split(' ')
    const values = {
      name: names.join(words.grammar.comma),
      others: others.join(','),
      key: sick[0]?.check.key,
      proxy: proxy?.address,
      setting: proxy?.setting,
      span: spanOf(Math.abs(sick[0]?.probe?.skew ?? 0), words),
    }
    const isNone = key === 'blockedExchange' && others.length === 0
    const advice = words.find(`doctor:advice.${isNone ? 'blockedEverywhere' : key}`, values) ?? ''
    // Only errors of ours are known to keep secrets.
    const said = sick.flatMap(({ error }) =>
      error instanceof SupplierError ? `  ${detailOf(error, words)}` : [],
    )
    return [advice, ...said]
  })
}

/** The advice that it shares with others, and after a blank what more they have to have in common. */
function groupOf(
  { check, probe, error }: Finding,
  findings: readonly Finding[],
  proxy: DoctorProxy | undefined,
): string {
  if (probe) return clockGroup(probe, findings)
  const fault = faultOf(error)
  if (isMisdated(error)) return 'misdated'
  if (isSenseless(error)) return 'senseless'
  if (fault === 'blocked' && check.kind === 'exchange') return 'blockedExchange'
  if (proxy && ['unreached', 'timeout'].includes(fault)) return 'unreachedProxy'
  return fault === 'denied' && check.key !== undefined ? `deniedKey ${check.name}` : fault
}

/**
 * Whose clock is wrong: ours where several clocks are off alike and more of them than agree with ours; theirs where ours has
 * others that agree with it. Of a single clock that is off beside no other nothing is known.
 */
function clockGroup(probe: Probe, findings: readonly Finding[]): string {
  const distance = ({ skew = 0 }: Probe) => Math.round(skew / WORST_SKEW)
  const clocks = findings.flatMap((one) => (one.probe?.skew === undefined ? [] : [one.probe]))
  const alike = clocks.filter((one) => isOff(one) && distance(one) === distance(probe)).length
  const agreeing = clocks.filter((one) => !isOff(one)).length
  if (alike > 1 && alike > agreeing) return `skew ${distance(probe)}`
  return agreeing > 0 ? `skewTheirs ${distance(probe)}` : `skewAlone ${distance(probe)}`
}

/** Exchanges to go on with: those that answer, then those that answer where others do not; none that was found to fail. */
function exchangesBeside(findings: readonly Finding[]): readonly string[] {
  const exchanges = findings.filter(({ check }) => check.kind === 'exchange')
  const answering = exchanges.filter((one) => !isWrong(one)).map(({ check }) => check.name)
  // Of one that was not tried itself, the data service that reads from it shows how it is (`kraken-usd`).
  const failing = findings.filter(isWrong).map(({ check: { name } }) => name.split('-')[0])
  return [...new Set([...answering, ...ELSEWHERE.filter((name) => !failing.includes(name))])]
}

/** The last line: how many do not answer, and what that costs. */
export function summaryOf(words: Words, findings: readonly Finding[]): string {
  const sick = findings.filter(isWrong)
  if (sick.length === 0) return words.say('doctor:well')
  const values = { sick: sick.length, count: findings.length }
  const isPlatform = ({ check }: Finding) => check.kind === 'platform'
  const sources = findings.filter((one) => !isPlatform(one))
  if (sick.length === findings.length) return words.say('doctor:sickAll', values)
  if (sources.length > 0 && sources.every(isWrong)) return words.say('doctor:sickSources', values)
  return words.say(sick.some(isPlatform) ? 'doctor:sickPlatform' : 'doctor:sick', values)
}

/** Whether what came is dated ahead of now. */
function isMisdated(error: unknown): boolean {
  return error instanceof SupplierError && / is dated \S+, which is yet to come$/.test(error.message)
}

/** Whether what came holds no number where one must be. */
function isSenseless(error: unknown): boolean {
  if (!(error instanceof SupplierError)) return false
  return error.answer === 'senseless' || / is not a number| must be number/.test(error.message)
}

function faultOf(error: unknown): string {
  if (error instanceof SupplierError) return error.fault
  return error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'failed'
}
