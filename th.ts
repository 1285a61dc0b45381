import { readDataset } from '#src/sources/dataset/read.ts'
import { weekEnding } from '#src/market/week.ts'
import { makeEdition } from '#src/editions/make.ts'
import { tellThread } from '#src/briefing/thread/tell.ts'
import { createWords } from '#src/i18n/words.ts'
import { dayOf, startOfDay, DAY } from '#src/market/time.ts'
const [folder = '../shared/dataset', from = '2025-03-03', to = '2025-11-17', lang = 'ja'] =
  process.argv.slice(2)
const { history } = await readDataset(folder)
for (let d = startOfDay(from); d <= startOfDay(to); d += 7 * DAY) {
  const week = weekEnding(dayOf(d))
  const e = makeEdition(history, week)
  const words = createWords(lang as 'ja', lang === 'ja' ? 'Asia/Tokyo' : 'UTC', week.end)
  const t = tellThread(e.thread, words)
  const j = lang === 'ja' ? '' : ' '
  console.log(
    `\n## ${week.edition} ${e.thread.quiet ? 'QUIET' : ''} ${t.headline}\nS: ${t.summary.join(j)}\nC: ${t.compact.join(j)}\nP: ${t.push}\nT: ${t.thenAndNow.join(j)}\nV: ${t.view ?? ''}`,
  )
}
