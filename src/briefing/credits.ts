/** Words that the terms of a source ask to be shown beside its figures: theirs, in no translation. */

/** By the name that source lines give a supplier, as its file in src/sources/ has them. */
const CREDITS: Readonly<Record<string, string>> = {
  CoinGecko: 'Data provided by CoinGecko (https://www.coingecko.com)',
  FRED: 'This product uses the FRED® API but is not endorsed or certified by the Federal Reserve Bank of St. Louis.',
  'St. Louis Fed': 'Retrieved from FRED, Federal Reserve Bank of St. Louis (https://fred.stlouisfed.org)',
  ONS: 'Contains public sector information licensed under the Open Government Licence v3.0.',
}

/** One line for all sources that figures were made from; empty where none of them asks for words. */
export function creditsOf(sources: readonly string[]): string {
  return [...new Set(sources)]
    .sort()
    .flatMap((source) => CREDITS[source] ?? [])
    .join(' · ')
}
