/** Who supplied a file: the names that source lines may print. */

/** Spelling in an `origin`, case-sensitive, and the name to print. */
const KNOWN_SUPPLIERS: readonly (readonly [spelling: string, name: string])[] = [
  ['Binance', 'Binance'],
  ['Bybit', 'Bybit'],
  ['OKX', 'OKX'],
  ['Hyperliquid', 'Hyperliquid'],
  ['Deribit', 'Deribit'],
  ['CoinGecko', 'CoinGecko'],
  ['CoinGlass', 'CoinGlass'],
  ['CoinMarketCap', 'CoinMarketCap'],
  ['Coinalyze', 'Coinalyze'],
  ['DefiLlama', 'DefiLlama'],
  ['alternative.me', 'alternative.me'],
  ['Yahoo', 'Yahoo'],
  ['FRED', 'FRED'],
  ['St. Louis Fed', 'St. Louis Fed'],
  ['BLS', 'BLS'],
  ['ONS', 'ONS'],
  ['US Treasury', 'US Treasury'],
  ['MOF', 'Japan MOF'],
  ['Polymarket', 'Polymarket'],
  ['Kalshi', 'Kalshi'],
]

/**
 * The known suppliers whose names occur in an `origin`, in the order of the text. An origin is prose for people
 * ("venue all: CoinGlass (NC); …"), so nothing else of it is printed.
 */
export function suppliersIn(origin: string): readonly string[] {
  const found = KNOWN_SUPPLIERS.map(([spelling, name]) => ({ at: wordAt(origin, spelling), name }))
  return found
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name)
}

/**
 * Suppliers of the parts that an `origin` tells apart: `ust: FRED; jgb: Japan MOF` names those of two curves,
 * `venue all: CoinGlass` that of one venue.
 */
export function suppliersByPart(origin: string): ReadonlyMap<string, readonly string[]> {
  const parts = new Map<string, readonly string[]>()
  for (const clause of origin.split(';')) {
    const { part, prose } = PART.exec(clause)?.groups ?? {}
    const suppliers = suppliersIn(prose ?? '')
    if (part !== undefined && suppliers.length > 0) parts.set(part, suppliers)
  }
  return parts
}

/** `ust: …`, or `venue all: …`. */
const PART = /^\s*(?:[a-z]+ )?(?<part>[a-z\d-]+): (?<prose>.+)$/

/** Where `word` stands as a word of its own, or -1: BLS is not in "BLSH". */
function wordAt(text: string, word: string): number {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + word.length])) return at
  }
  return -1
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character)
}
