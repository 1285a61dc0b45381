/** ccxt's errors as ours: by their class, and by the status where the message has one. */
import { errorOfFailure, faultOfStatus, withoutSecrets } from '../faults.ts'
import { SupplierError, type SupplierFault } from '../supplier.ts'

/** Any error of a call as SupplierError; what is one already stays as it is. `where` is the method that was called. */
export function errorOfCcxt(supplier: string, where: string, error: unknown): SupplierError {
  if (error instanceof SupplierError) return error
  if (!(error instanceof Error)) return errorOfFailure(supplier, where, error)
  const fault = faultOf(error)
  if (fault === undefined) return errorOfFailure(supplier, where, error)
  return new SupplierError({ supplier, fault, detail: `${where}: ${excerptOf(error.message)}` })
}

/** By the names of ccxt's classes, the most special first. */
const FAULTS: readonly (readonly [name: string, fault: SupplierFault])[] = [
  ['DDoSProtection', 'limited'],
  ['RateLimitExceeded', 'limited'],
  ['RequestTimeout', 'timeout'],
  ['RestrictedLocation', 'blocked'],
  ['PermissionDenied', 'blocked'],
  ['AuthenticationError', 'denied'],
  ['BadSymbol', 'unknown'],
  ['ExchangeNotAvailable', 'down'],
  ['ExchangeClosedByUser', 'down'],
  ['NullResponse', 'empty'],
  ['NetworkError', 'unreached'],
  ['BaseError', 'malformed'],
]

function faultOf(error: Error): SupplierFault | undefined {
  const names = classesOf(error)
  if (!names.includes('BaseError')) return undefined
  // ccxt calls a geographical block (451) ExchangeNotAvailable, as if it would pass.
  const status = / (\d{3}) (?=[A-Z])/.exec(error.message)?.[1]
  const reported = status === undefined ? undefined : faultOfStatus(Number(status))
  if (reported === 'blocked' || reported === 'limited') return reported
  return FAULTS.find(([name]) => names.includes(name))?.[1]
}

function classesOf(error: Error): readonly string[] {
  const names: string[] = []
  for (let one = Object.getPrototypeOf(error); one !== null; one = Object.getPrototypeOf(one)) {
    names.push(one.constructor.name)
  }
  return names
}

/** What the venue said, without the address that ccxt puts before it. */
function excerptOf(message: string): string {
  const clean = withoutSecrets(message, [])
    .replace(/https?:\/\/\S+/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return clean.length > 160 ? `${clean.slice(0, 160)}…` : clean
}
