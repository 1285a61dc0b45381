/** Settings of alerts: whether there are any, how many, and whether venues are asked each minute for them. */
import type { Setting } from './setting.ts'

export interface AlertsConfig {
  /** Whether members may set alerts, and alerts are judged. */
  readonly on: boolean
  /** The most alerts of all members and chats together. */
  readonly total: number
  /** How exchanges are asked for the prices of each minute, while an alert needs them. */
  readonly minutePrices: MinutePricesMode
}

/** `on`: one call an exchange for all coins; `stream`: a connection that pushes the watched ones, else that call; `off`: not at all. */
export type MinutePricesMode = (typeof MODES)[number]

const MODES = ['on', 'stream', 'off'] as const

export const ALERT_SETTINGS: readonly Setting[] = [
  {
    name: 'ALERTS',
    meaning: '`on` lets members and moderators set alerts, `off` judges and offers none',
    example: 'off',
    default: 'on',
  },
  {
    name: 'ALERTS_TOTAL',
    meaning: 'The most alerts of all members and chats together',
    example: '10000',
    default: '100000',
  },
  {
    name: 'MINUTE_PRICES',
    meaning:
      '`on` asks each exchange once a minute for the prices of all coins, only while an alert needs them; `stream` has the watched coins pushed by Binance, Bybit and OKX, and asks the others; `off` leaves such alerts without values',
    example: 'stream',
    default: 'on',
  },
]

/** Reads them; what is wrong goes to `problem`. */
export function readAlerts(
  text: (name: string) => string | undefined,
  problem: (name: string, what: string) => void,
): AlertsConfig {
  const isOn = (name: string) => {
    const value = text(name)?.toLowerCase() ?? 'on'
    if (value !== 'on' && value !== 'off') problem(name, 'is neither on nor off')
    return value !== 'off'
  }
  const mode = text('MINUTE_PRICES')?.toLowerCase() ?? 'on'
  const minutePrices = MODES.find((one) => one === mode)
  if (!minutePrices) problem('MINUTE_PRICES', 'is neither on, stream nor off')
  const total = text('ALERTS_TOTAL') ?? '100000'
  if (!/^[1-9]\d{0,6}$/.test(total)) problem('ALERTS_TOTAL', 'is no whole number from 1 to 9999999')
  return { on: isOn('ALERTS'), total: Number(total), minutePrices: minutePrices ?? 'on' }
}
