/** What people type for a term of the glossary, beside its name: short forms, kana, other words of the trade. */
import type { Term } from './glossary.ts'

/** Compared without case, width, spaces and dots: `Open Interest`, `ｏｐｅｎ－ｉｎｔｅｒｅｓｔ` and `openinterest` are one. */
export const ALIASES: Readonly<Record<Term, readonly string[]>> = {
  funding: listed(
    'funding rate, funding fee, FR, ファンディングレート, ファンディングフィー, ファンディング, 資金調達, 調達率, 資金調達手数料, 資金調達コスト',
  ),
  openinterest: listed('OI, 建玉, 未決済建玉, 未決済残高, 建玉数, オープンインタレスト, 取組高'),
  volatility: listed(
    'RV, HV, vol, realized vol, realised volatility, realised vol, historical volatility, ボラ, ボラティリティ, 実現ボラ, ヒストリカルボラティリティ, 実績ボラティリティ, 変動率',
  ),
  assets: listed(
    'cross asset, cross asset ranking, asset classes, 資産別, 資産クラス, クロスアセット, 資産別ランキング',
  ),
  marketcap: listed(
    'mcap, cap, market capitalization, market capitalisation, total market cap, マーケットキャップ, 時総',
  ),
  sectors: listed('sector, sector indices, narrative, narratives, セクター, ナラティブ, 業種'),
  correlation: listed('corr, correlations, 相関係数, コリレーション, 連動'),
  volume: listed('trading volumes, spot volume, turnover, 出来高, 売買高, 売買代金, ボリューム, 現物取引高'),
  macro: listed('macroeconomics, cpi, inflation, マクロ, マクロ指標, 経済指標, 経済統計, 消費者物価指数'),
  movers: listed(
    'gainers, losers, top movers, gainers and losers, 騰落率, 騰落, 値動き, 値動き上位, 値上がり率, 値下がり率, 上昇率, 上昇率ランキング',
  ),
  price: listed('prices, ath, all-time high, 値段, 最高値, 史上最高値'),
  chart: listed('candles, candlestick, candlesticks, ohlc, wick, チャート, ローソク, 陽線, 陰線, ひげ'),
  compare: listed('compare, comparisons, 銘柄比較'),
  positioning: listed('positions, market positioning, 需給, ポジショニング, ポジション, 持ち高'),
  perpetual: listed(
    'perp, perps, perpetuals, perpetual swap, perpetual contract, 無期限, 永久先物, 無期限契約, パーペチュアル, パーペ',
  ),
  spot: listed('spot market, spot trading, spot share, 現物取引, 現物比率, スポット'),
  annualized: listed('apr, annualised, annual rate, annualized rate, 年率, 年利'),
  settlement: listed('settlements, funding settlement, funding interval, 確定値, 精算, セトルメント'),
  streak: listed('streak, streaks, runs, negative run, straight weeks, 継続, 連続記録, マイナス圏の継続'),
  percentile: listed(
    'percentiles, percent rank, quantile, standing, 百分位, パーセンタイル順位, 記録での位置',
  ),
  drawdown: listed(
    'dd, mdd, max drawdown, maximum drawdown, from its peak, ドローダウン, 最大下落率, ピーク',
  ),
  quadrant: listed(
    'quadrants, new longs, new shorts, short covering, long unwinding, 象限, 新規のロング, 新規のショート, 新規の売り, ショートの買い戻し, ショートカバー, ロングの解消',
  ),
  leverage: listed('leveraged, deleveraging, margin, レバ, レバレッジの解消, デレバレッジ, 証拠金'),
  liquidation: listed('liquidations, liq, liquidated, 清算, ロスカット, 強制決済, 強制ロスカット, ロスカ'),
  implied: listed(
    'iv, dvol, implied vol, implied volatility index, インプライド, インプライドボラティリティ, 予想ボラティリティ',
  ),
  breadth: listed(
    'market breadth, advance decline, rising coins, 値上がり銘柄, 値上がり比率, 値上がり銘柄数, 騰落銘柄',
  ),
  median: listed('medians, メジアン, メディアン'),
  top30: listed('top 30, top 30 index, 上位30, 上位30銘柄, トップ30'),
  dominance: listed(
    'dominance, btc.d, btc dominance, bitcoin dominance, eth dominance, share, market share, ドミナンス, BTCドミナンス, ビットコインドミナンス, シェア',
  ),
  roundlevel: listed('round number, milestone, milestones, 大台割れ, 大台乗せ, 節目, 心理的節目'),
  yieldcurve: listed(
    'curve, 2s10s, slope, bear steepening, bull steepening, bear flattening, bull flattening, steepening, flattening, イールドカーブ, 長短金利差, 逆イールド, スティープ化, フラット化, ベアスティープ化, ブルスティープ化, ベアフラット化, ブルフラット化',
  ),
  odds: listed(
    'rate cut, rate cut odds, odds, fed, fomc, fedwatch, prediction market, polymarket, kalshi, 利下げ, 利上げ, 利上げ確率, 据え置き確率, 予測市場',
  ),
  payrolls: listed(
    'nfp, nonfarm payrolls, jobs report, payroll, unemployment, 雇用統計, 米雇用統計, 雇用者数, 失業率',
  ),
  feargreed: listed(
    'fg, fgi, f&g, fear and greed, fear & greed, fear greed, fear index, fear and greed index, sentiment, extreme fear, extreme greed, 恐怖指数, 恐怖強欲指数, 恐怖と強欲指数, 恐怖と強欲, 恐怖・欲望指数, 市場心理, センチメント, 極度の恐怖, 極度の強欲',
  ),
  coverage: listed('missing data, データなし, カバレッジ, 網羅率'),
}

function listed(text: string): string[] {
  return text.split(',').map((one) => one.trim())
}
