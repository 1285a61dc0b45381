/** The nonce of a part: the same for every try, another for every other part and every resending by a person. */

/** At most 25 characters, from a UUID: 22 of base64url, the part, and the count of resendings where there were any. */
export function nonceOf(delivery: string, part: number, resends: number): string {
  const id = Buffer.from(delivery.replaceAll('-', ''), 'hex').toString('base64url')
  return `${id}${part.toString(36)}${resends === 0 ? '' : (resends % 36).toString(36)}`
}
