/** What may be watched, for those who typed no condition: coins to begin with, then presses made from a coin's data. */
import { valueNow } from '#src/alerts/now.ts'
import { describeCondition } from '#src/briefing/alertcondition.ts'
import { describeValue } from '#src/briefing/alertfigures.ts'
import { readAlertLine } from '#src/bot/alerts/line.ts'
import { typedCoin } from '#src/bot/alerts/coins.ts'
import { symbolsOf } from '#src/bot/arguments/symbols.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import { exactDigits } from '#src/i18n/exact.ts'
import type { Asset } from '#src/market/asset.ts'
import { floorToDay } from '#src/market/time.ts'
import { rankedCoins } from '#src/services/universe.ts'
import { button, inPairs, saying } from './controls.ts'
import { formNamed } from './forms.ts'
import { nextRound, roundLevels } from '#src/market/roundlevels.ts'
import { type AlertScene, keptOf } from './scene.ts'

/** Coins that are offered. */
const COINS = 5

/** Which coin, or the market as a whole. */
export function askWhat(scene: AlertScene): MessageAnswer {
  const { words, history } = scene
  const coins = rankedCoins(history, floorToDay(history.now)).slice(0, COINS)
  const symbols = symbolsOf(history)
  const total = history.totalMarketCap?.values.at(-1)
  const more = [
    ...(total === undefined ? [] : [`total < ${exactDigits(nextRound(total, 'below'))}`]),
    'any low 12w',
  ]
  const buttons = [
    ...coins.map(({ asset }) => ({ line: typedCoin(asset, symbols), label: asset.symbol })),
    ...more.flatMap((line) => labelled(line, scene)),
  ]
  const form = formNamed('change', undefined, scene)
  const other = { ...button('change', words.say('alerts:buttons.other')), ...(form && { form }) }
  return saying(
    words.say('alerts:ask.what'),
    [...inPairs(buttons.map(({ label }, index) => button(`offer=${index}`, label))), [other]],
    { ...keptOf(scene), ...Object.fromEntries(buttons.map(({ line }, index) => [`offer${index}`, line])) },
  )
}

/** Five presses: the round levels around the price, a large day, a turn of funding, an extreme. */
export function askAbout(asset: Asset, scene: AlertScene): MessageAnswer {
  const { words, history } = scene
  const now = valueNow({ kind: 'price', asset: asset.id }, history)
  const text =
    now === undefined
      ? words.say('alerts:ask.aboutUnknown', { coin: asset.symbol })
      : words.say('alerts:ask.about', {
          coin: asset.symbol,
          value: describeValue({ kind: 'price', asset: asset.id }, now.value, words),
        })
  const lines = suggestedLines(asset, scene).flatMap((line) => labelled(line, scene))
  return saying(
    text,
    lines.map(({ label }, index) => [button(`offer=${index}`, label)]),
    { ...keptOf(scene), ...Object.fromEntries(lines.map(({ line }, index) => [`offer${index}`, line])) },
  )
}

/** Lines about a coin that its data make sense of, at most five. */
export function suggestedLines(asset: Asset, { history }: Pick<AlertScene, 'history'>): readonly string[] {
  const coin = typedCoin(asset, symbolsOf(history))
  const price = valueNow({ kind: 'price', asset: asset.id }, history)?.value
  const levels = (['below', 'above'] as const).flatMap((side) => {
    const [level] = price === undefined ? [] : roundLevels(price, side, 1)
    return level === undefined ? [] : [`${coin} ${side === 'below' ? '<' : '>'} ${exactDigits(level)}`]
  })
  const hasFunding = history.fundingVenues(asset.id).length > 0
  return [
    ...levels,
    `${coin} ±5% 24h`,
    ...(hasFunding ? [`${coin} funding flips`] : [`${coin} -10% 7d`]),
    ['bitcoin', 'ethereum'].includes(asset.id) ? `${coin} low 12w` : `${coin} 5% step`,
  ]
}

/** A line with its condition in words, where it can be read. */
function labelled(
  line: string,
  { history, words, personal }: AlertScene,
): readonly { readonly line: string; readonly label: string }[] {
  const read = readAlertLine(line, { history, words, now: personal.now })
  if (read.kind !== 'draft') return []
  return [{ line, label: describeCondition(read.draft.condition, words, history) }]
}
