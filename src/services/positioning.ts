/** The positioning reading: leverage, funding, spot share and volatility, each against its own year. */

export type Level = 'high' | 'normal' | 'low'

export interface PositioningReading {
  /** Total open interest against its own year: percentile >= 80 high, <= 20 low. Undefined where under 180 days. */
  readonly leverage?: Level
  readonly leveragePercentile?: number
  /** Reference funding's daily mean against its own year. */
  readonly funding?: Level
  readonly fundingPercentile?: number
  /** Sign of the current rate over venues. */
  readonly fundingSign?: 'negative' | 'zero' | 'positive'
  readonly spotShare?: Level
  readonly spotSharePercentile?: number
  readonly volatility?: Level
  readonly volatilityPercentile?: number
  /** Drawdown of total (else bitcoin) open interest from its 90-day peak, 0 or negative. */
  readonly drawdown90d?: number
}
