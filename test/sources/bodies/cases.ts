/** Every data service with each of its feeds, and small bodies in its wire format. */
import { createAlternative } from '#src/sources/alternative.ts'
import { createBinanceArchive } from '#src/sources/archive/supplier.ts'
import { createBls } from '#src/sources/bls.ts'
import { createCoinGecko } from '#src/sources/coingecko/supplier.ts'
import { createDefiLlama } from '#src/sources/defillama.ts'
import { createDeribitDvol } from '#src/sources/deribit.ts'
import { createFedFunds } from '#src/sources/fedfunds/supplier.ts'
import { createFred } from '#src/sources/fred.ts'
import { createFredCsv } from '#src/sources/fred/csv.ts'
import { createKalshi } from '#src/sources/kalshi.ts'
import { createKrakenUsd } from '#src/sources/krakenusd.ts'
import { createMof } from '#src/sources/mof.ts'
import { createOns } from '#src/sources/ons.ts'
import { createPolymarket } from '#src/sources/polymarket.ts'
import { createTreasury } from '#src/sources/treasury.ts'
import { createYahoo } from '#src/sources/yahoo.ts'
import type { SupplierCase } from '../../contracts/supplier.ts'
import { COINS, NOW, WEEK } from './week.ts'
import { alternative, binanceArchive, coinGecko, defiLlama, deribit, krakenUsd } from './coins.ts'
import { bls, fred, fredCsv, ons } from './economy.ts'
import { futures, kalshi, mof, polymarket, treasury, yahoo } from './markets.ts'

const common = { now: NOW, ask: WEEK, assets: COINS }
const bitcoin = { ...common, ask: { ...WEEK, assets: ['bitcoin'] } }

export const CASES: readonly SupplierCase[] = [
  { ...common, name: 'coingecko', create: createCoinGecko, feed: 'assets', answer: coinGecko },
  {
    ...common,
    name: 'coingecko',
    create: createCoinGecko,
    feed: 'caps',
    reach: 'now',
    answer: coinGecko,
    senseless: ['NaN', {}, -1],
  },
  {
    ...bitcoin,
    name: 'coingecko',
    create: createCoinGecko,
    feed: 'caps',
    reach: 'past',
    answer: coinGecko,
    senseless: ['NaN', {}, -1],
    neverStale: true,
  },
  { ...common, name: 'coingecko', create: createCoinGecko, feed: 'global', answer: coinGecko },
  {
    ...common,
    name: 'coingecko',
    create: createCoinGecko,
    feed: 'interest.now',
    answer: coinGecko,
    senseless: [],
  },
  {
    ...common,
    name: 'coingecko',
    create: createCoinGecko,
    feed: 'volume.spot',
    answer: coinGecko,
    senseless: ['NaN', {}, -1],
    neverStale: true,
  },
  {
    ...bitcoin,
    name: 'deribit-dvol',
    create: createDeribitDvol,
    feed: 'volatility.implied',
    answer: deribit,
  },
  { ...common, name: 'bls', create: createBls, feed: 'macro', answer: bls },
  { ...common, name: 'fred', create: createFred, feed: 'macro', answer: fred },
  {
    ...common,
    name: 'fred',
    create: createFred,
    feed: 'curves',
    answer: fred,
    senseless: ['NaN', {}],
    mayBeEmpty: false,
    neverStale: true,
  },
  { ...common, name: 'fred-csv', create: createFredCsv, feed: 'macro', answer: fredCsv },
  {
    ...common,
    name: 'treasury',
    create: createTreasury,
    feed: 'curves',
    answer: treasury,
    senseless: ['NaN', 'abc', -3.9],
  },
  { ...common, name: 'mof', create: createMof, feed: 'curves', answer: mof, senseless: ['NaN', '?', -1.5] },
  { ...common, name: 'yahoo', create: createYahoo, feed: 'cross', answer: yahoo, senseless: ['NaN', {}] },
  {
    ...common,
    name: 'polymarket',
    create: createPolymarket,
    feed: 'odds',
    answer: polymarket,
    senseless: ['NaN', 1.5, -0.2, {}],
  },
  {
    ...common,
    name: 'kalshi',
    create: createKalshi,
    feed: 'odds',
    answer: kalshi,
    senseless: ['NaN', 150, -1, {}],
  },
  {
    ...common,
    name: 'fedfunds',
    create: createFedFunds,
    feed: 'odds',
    answer: futures,
    senseless: ['NaN', 0, -1, 300],
  },
  {
    ...common,
    name: 'ons',
    create: createOns,
    feed: 'macro',
    answer: ons,
    senseless: ['NaN', 'Infinity', '0x1f', {}, 60, -30],
  },
  {
    ...common,
    name: 'alternative',
    create: createAlternative,
    feed: 'sentiment',
    answer: alternative,
    senseless: ['NaN', '101', -1, {}],
  },
  {
    ...common,
    name: 'defillama',
    create: createDefiLlama,
    feed: 'closes.witness',
    ask: { ...WEEK, assets: ['bitcoin', 'pepe', 'unknown', 'tether'] },
    answer: defiLlama,
  },
  { ...common, name: 'kraken-usd', create: createKrakenUsd, feed: 'closes.dollars', answer: krakenUsd },
  {
    ...common,
    name: 'binance-archive',
    create: createBinanceArchive,
    feed: 'interest.archive',
    ask: { assets: ['bitcoin'], ...WEEK },
    answer: binanceArchive,
    // A day without a file is a day without one; and its facts are as old as they are.
    mayBeEmpty: true,
    neverStale: true,
  },
]
