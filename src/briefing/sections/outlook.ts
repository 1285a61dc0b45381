/** Outlook: the positioning reading and the one sentence that follows from it. Never a forecast, never advice. */
import type { StatementKey } from '#src/i18n/keys.ts'
import type { Reading } from '#src/market/reading.ts'
import type { PositioningReading } from '#src/services/positioning.ts'
import { type Section, state } from '../section.ts'

/** Open interest this far below its peak has been cut, fraction. */
const CUT = -0.2

export function outlookSection({ value, missing }: Reading<PositioningReading>): Section {
  const levels = [
    { name: 'leverage', level: value.leverage },
    { name: 'funding', level: value.fundingSign === 'negative' ? 'negative' : value.funding },
    { name: 'spotShare', level: value.spotShare },
    { name: 'volatility', level: toned(value.volatility) },
  ].flatMap(({ name, level }) => (level === undefined ? [] : [{ name, level }]))
  // Fewer than two gauges read no positioning.
  if (levels.length < 2) return { name: 'outlook', statements: [], missing }
  const evidence = {
    rule: 'high from the 80th percentile of the own year on, low to the 20th',
    leveragePercentile: value.leveragePercentile ?? null,
    fundingPercentile: value.fundingPercentile ?? null,
    spotSharePercentile: value.spotSharePercentile ?? null,
    volatilityPercentile: value.volatilityPercentile ?? null,
    drawdown90d: value.drawdown90d ?? null,
  }
  return {
    name: 'outlook',
    statements: [state('outlook.levels', { levels }, evidence), state(conclusion(value), {}, evidence)],
    missing,
  }
}

/** The first rule that holds. */
function conclusion(value: PositioningReading): StatementKey {
  const fell = value.drawdown90d !== undefined && value.drawdown90d <= CUT
  // Far below its peak and high all the same is no leverage that has been cut.
  const cut = value.leverage === 'low' || (fell && value.leverage !== 'high')
  const negative = value.fundingSign === 'negative'
  // A rate below zero is never called high, whatever the days before it were.
  const funding = negative ? undefined : value.funding
  if (cut && negative && value.spotShare === 'high') return 'outlook.unwoundSpotLed'
  if (cut && negative) return 'outlook.unwoundNegative'
  if (value.leverage === 'high' && funding === 'high') return 'outlook.crowdedLongs'
  if (value.leverage === 'high') return 'outlook.leverageHigh'
  if (cut) return 'outlook.unwound'
  if (value.volatility === 'high') return 'outlook.stormy'
  if (negative) return 'outlook.negativeFunding'
  // Only a leverage that is known can be called unstretched.
  if (value.volatility === 'low') return value.leverage === undefined ? 'outlook.still' : 'outlook.calm'
  if (funding === 'high') return 'outlook.fundingHigh'
  if (funding === 'low') return 'outlook.fundingLow'
  if (value.spotShare === 'high') return 'outlook.spotHigh'
  if (value.spotShare === 'low') return 'outlook.spotLow'
  return 'outlook.balanced'
}

/** Volatility is called elevated or subdued rather than high or low. */
function toned(level: PositioningReading['volatility']): string | undefined {
  return level === 'high' ? 'elevated' : level === 'low' ? 'subdued' : level
}
