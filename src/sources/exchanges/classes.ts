/** What a contract is written on where that is no coin: shares, commodities, indices, currencies, by marks or by ticker. */

/** `unknown` is a mark of the venue that is unknown here: what it stands for is not counted either. */
export type OtherClass = 'equity' | 'commodity' | 'index' | 'currency' | 'unknown'

/**
 * The class of a venue's mark: undefined for coins. `marks` names what each mark means; one that it does not name is
 * `unknown`. A venue that gives no mark at all is judged by the ticker.
 */
export function classOf(
  mark: unknown,
  marks: Readonly<Record<string, OtherClass | 'coin'>>,
  { ticker, price }: { readonly ticker: string; readonly price?: unknown },
): OtherClass | undefined {
  if (typeof mark !== 'string') return classOfTicker(ticker, price)
  const meant = Object.hasOwn(marks, mark) ? marks[mark] : 'unknown'
  return meant === 'coin' ? undefined : meant
}

/**
 * The class of a ticker that is known to be no coin's; undefined for all others. `price` in USD reports a share or an index
 * from a coin of the same ticker (SPX is the S&P 500 at 6,000 and a coin at 1); where it is not known, the coin is meant.
 */
export function classOfTicker(ticker: string, price?: unknown): OtherClass | undefined {
  const name = ticker.toUpperCase()
  const shared = SHARED_WITH_COINS[name]
  if (shared) return Number(price) > shared.above ? shared.class : undefined
  return BY_TICKER.get(name) ?? BY_TICKER.get(/^(\w{3,})X$/.exec(name)?.[1] ?? '')
}

/** Tickers that a coin has too; whatever costs more than this is not the coin. */
const SHARED_WITH_COINS: Readonly<Record<string, { readonly class: OtherClass; readonly above: number }>> = {
  SPX: { class: 'index', above: 500 },
  META: { class: 'equity', above: 100 },
  GOLD: { class: 'commodity', above: 500 },
  SILVER: { class: 'commodity', above: 10 },
  CL: { class: 'commodity', above: 20 },
  ARM: { class: 'equity', above: 20 },
  MU: { class: 'equity', above: 20 },
  APP: { class: 'equity', above: 50 },
}

const TICKERS: Readonly<Record<Exclude<OtherClass, 'unknown'>, string>> = {
  equity:
    'AAPL ABNB ADBE AMC AMD AMZN ASML AVGO BABA BIDU BMNR BRKB CIFR CLSK COIN COST CRCL CRM CSCO DIA EWJ EWY GLD GME ' +
    'GOOG GOOGL HIMS HOOD HYUNDAI INTC IREN IWM JPM LCID LLY MARA MRNA MRVL MSFT MSTR NFLX NIO NVDA ORCL PDD PFE PLTR ' +
    'PYPL QCOM QQQ RBLX RDDT RIOT RIVN RKLB SAMSUNG SBET SBUX SHOP SKHX SLV SMCI SNDK SOXL SOXX SPY SQQQ TLT TQQQ TSLA ' +
    'TSM UBER UNH USO VOO VTI WMT WULF XLE XOM',
  commodity:
    'BRENT BRENTOIL COPPER CRUDE NATGAS PALLADIUM PLATINUM UKOIL USOIL WTI XAG XAU XBR XCU XPD XPT XTI',
  index:
    'CN50 DAX DE40 DJ30 DJI DXY EU50 FRA40 FTSE FTSE100 GER40 HK50 HSI JP225 KOSPI KOSPI200 KR200 N225 NAS100 NDX ' +
    'NDX100 NI225 NK225 SP500 SPX500 UK100 US100 US30 US500 USA500 VIX XYZ100',
  currency: 'AUD BRL CAD CHF CNH CNY EUR EURUSD GBP GBPUSD INR JPY KRW MXN NZD SGD TRY USDJPY USDKRW',
}

const BY_TICKER: ReadonlyMap<string, OtherClass> = new Map(
  Object.entries(TICKERS).flatMap(([its, words]) =>
    words.split(' ').map((ticker) => [ticker, its as OtherClass] as const),
  ),
)
