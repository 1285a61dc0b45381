/** Ways in which a supplier of the loopback market fails. */
import { SPOILS } from './spoiled.ts'

export const FAULTS = [
  'timeout',
  'reset',
  'limited',
  'blocked',
  'forbidden',
  'denied',
  'down',
  'html',
  'text',
  'empty',
  'not-a-number',
  'zero',
  'negative',
  'future',
  'stale',
  'skew',
  'frozen',
  'unsorted',
  ...SPOILS,
] as const

export type Fault = (typeof FAULTS)[number]

export const STATUS_FAULTS: Partial<Record<Fault, number>> = {
  limited: 429,
  blocked: 451,
  forbidden: 403,
  denied: 401,
  down: 500,
}

export function bodyWithFault(
  fault: Fault | undefined,
  content: Buffer | string,
  type: string,
): { content: Buffer | string; type: string } {
  if (fault === 'html') return { content: '<!doctype html><title>Just a moment</title>', type: 'text/html' }
  if (fault === 'text') return { content: 'Too Many Requests', type: 'text/plain' }
  if (fault === 'unsorted') return { content: unsorted(content, type), type }
  const change = fault && CHANGES[fault]
  if (!change) return { content, type }
  if (type === 'text/csv') {
    const [encoding] = Buffer.isBuffer(content) ? (['latin1'] as const) : (['utf8'] as const)
    const text = Buffer.isBuffer(content) ? content.toString(encoding) : content
    const changed = text.replace(
      /,(-?\d+(?:\.\d+)?)(?=[,\n])/g,
      (_, digits: string) => `,${change(digits) ?? ''}`,
    )
    return { content: fault === 'empty' ? '' : Buffer.from(changed, encoding), type }
  }
  const changed = JSON.stringify(JSON.parse(String(content)), (_, value: unknown) => {
    if (Array.isArray(value)) return fault === 'empty' ? [] : value
    const isFigure = typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
    return isFigure ? change(String(value)) : value
  })
  return { content: changed, type }
}

/** Rows in the opposite order; the columns of a row stay. */
function unsorted(content: Buffer | string, type: string): Buffer | string {
  if (type === 'text/csv') {
    const isBytes = Buffer.isBuffer(content)
    const lines = (isBytes ? content.toString('latin1') : content).trimEnd().split('\n')
    const head = lines.findIndex((line) => /\d/.test(line) && /^[^,]*\d/.test(line.split(',')[0] ?? ''))
    const turned = `${[...lines.slice(0, head), ...lines.slice(head).toReversed()].join('\n')}\n`
    return isBytes ? Buffer.from(turned, 'latin1') : turned
  }
  return JSON.stringify(JSON.parse(String(content)), (_, value: unknown) =>
    Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null)
      ? value.toReversed()
      : value,
  )
}

const CHANGES: Partial<Record<Fault, (digits: string) => string | number | null>> = {
  empty: () => null,
  'not-a-number': () => 'NaN',
  zero: () => 0,
  negative: (digits) => -Math.abs(Number(digits)),
}
