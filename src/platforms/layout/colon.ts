/** The colon between a name and its value, as the name's script writes it. */

export function colonAfter(name: string): string {
  return /[\p{Ideographic}ぁ-ヿ）」％]$/u.test(name) ? '：' : ': '
}
