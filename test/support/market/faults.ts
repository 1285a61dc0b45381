/** Ways in which a supplier of the loopback market fails. */

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

const CHANGES: Partial<Record<Fault, (digits: string) => string | number | null>> = {
  empty: () => null,
  'not-a-number': () => 'NaN',
  zero: () => 0,
  negative: (digits) => -Math.abs(Number(digits)),
}
