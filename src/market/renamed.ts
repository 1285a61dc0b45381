/** Tickers that coins had before, and tickers of a thousand or a million of them: what venues list and people type. */

/** Old or local tickers of coins that go by another name; only one for one, never where units changed (MKR, AGIX). */
export const RENAMED: ReadonlyMap<string, string> = new Map([
  ['XBT', 'BTC'],
  ['XDG', 'DOGE'],
  ['MATIC', 'POL'],
  ['RNDR', 'RENDER'],
  ['FTM', 'S'],
  ['EOS', 'A'],
  ['RAYSOL', 'RAY'],
  ['DODOX', 'DODO'],
  ['BEAMX', 'BEAM'],
])

/** Of those, the tickers that a coin itself bore before it took another: readers know it by them. */
export const FORMER: ReadonlySet<string> = new Set(['MATIC', 'RNDR', 'FTM', 'EOS'])

/** What a ticker may be a multiple of: `1000SHIB` is 1000 SHIB, `kPEPE` 1000 PEPE, `1MBABYDOGE` a million. */
export interface Multiple {
  readonly ticker: string
  readonly multiple: number
}

/** Likeliest first; none where the ticker has no such form. It is one only where the ticker as it stands is no coin's. */
export function multiplesIn(ticker: string): readonly Multiple[] {
  return FORMS.flatMap(([pattern, multipleOf]) => {
    const { coin, unit } = pattern.exec(ticker)?.groups ?? {}
    return coin === undefined ? [] : [{ ticker: coin, multiple: multipleOf(unit ?? '') }]
  })
}

const FORMS: readonly (readonly [pattern: RegExp, multipleOf: (unit: string) => number])[] = [
  [/^(?<unit>10{3,7})(?<coin>\D.*)$/, Number],
  [/^(?<unit>1M)(?<coin>[A-Z].*)$/, () => 1_000_000],
  [/^(?<coin>.*[A-Z])(?<unit>10{3,7})$/, Number],
  [/^(?<unit>k)(?<coin>[A-Z].*)$/, () => 1000],
]
