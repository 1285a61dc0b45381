/** The kinds of fact that a history knows, named as the files of the dataset folder are. */

export type HistoryTable =
  | 'prices_daily'
  | 'prices_hourly'
  | 'market_caps'
  | 'total_market_cap'
  | 'funding'
  | 'open_interest'
  | 'spot_volume'
  | 'perp_volume'
  | 'cross_assets'
  | 'macro'
  | 'rate_odds'
  | 'yield_curves'
  | 'sentiment'
  | 'calendar'
