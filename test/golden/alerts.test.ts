/**
 * What is answered to lines of `/alert`, to each row of what people type wrong, and to presses: word by word, in both languages.
 * Renewed as the other answers: `UPDATE_GOLDEN=1 npm test -- test/golden`.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { Reply } from '#src/chat/request.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { choiceOf, createAlertBot, privatelyIn, shownIn } from '../support/alertbot.ts'
import { sampleHistory } from '../support/histories.ts'

const RENEW = process.env.UPDATE_GOLDEN === '1'
const folder = fileURLToPath(new URL('./alerts/', import.meta.url))

const LINES = [
  ...['btc > 90000', 'btc < 95000', 'btc 90000', 'btc < 87500', 'btc > 90010', 'bitcon < 90k', 'btc eth < 90k'],
  ...['btc < 0', 'btc < -5', 'btc 9万%', 'btc 5%', 'btc -5% 2h', 'btc funding > 3%', 'btc < 1350万円'],
  ...['pepe oi -10%', 'btc < 80000 hold 3h', 'btc < 80000 every 1m', 'btc < 80000 until 2030'],
  ...['btc < 80000 here', 'watchlist -5% 24h', 'btc funding', 'btc < 80000 please', 'total 3兆割れ', 'btc stale 30m'],
  ...['eth -5% 1h each 4h silent until 31 Dec', 'btc funding negative 20x', 'eth ±0.5% 1h ?', '+0.3% 5m sol ?'],
]

it.each(LOCALES)('alerts are answered in %s as they were', async (locale) => {
  const history = await sampleHistory()
  const { ask, click } = await createAlertBot(() => history)
  const me = privatelyIn(locale)
  const said: string[] = []
  const keep = (typed: string, reply: Reply) => {
    said.push(`\`${typed}\`\n\n${shownIn(reply)}\n`)
    return reply
  }
  const press = async (reply: Reply, choice: string) => keep(choice.replace(/=.{11}$/u, '=…'), await click(reply, choice, me))
  const asked = keep('/alert', await ask('alert', me))
  const card = await press(await press(asked, 'offer=0'), 'offer=0')
  await press(card, 'screen=manner')
  const saved = await press(card, 'save')
  await press(saved, 'edit')
  for (const line of LINES) keep(`/alert ${line}`, await ask(`alert ${line}`, me))
  const list = keep('/alerts', await ask('alerts', me))
  const item = await press(list, choiceOf(list, /^1 /u))
  await press(item, 'snooze=1h')
  await press(item, 'history')
  const deleted = await press(item, 'delete')
  await press(deleted, 'restore')
  await press(deleted, 'list')

  const text = said.join('\n')
  if (RENEW) {
    await mkdir(folder, { recursive: true })
    await writeFile(`${folder}${locale}.md`, text)
  }
  expect(text, 'If the change is meant: UPDATE_GOLDEN=1 npm test -- test/golden').toBe(
    await readFile(`${folder}${locale}.md`, 'utf8'),
  )
})
