/** The sample's last edition says each of the model briefing's thirteen kinds of sentence, with the model's figures. */
import { beforeAll, describe, expect, it } from 'vitest'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { composed, editionOf, linesOf, readHistory, sampleFolder } from '../support/editions.ts'

const text: Partial<Record<Locale, string>> = {}

beforeAll(async () => {
  const edition = editionOf(await readHistory(sampleFolder), '2025-11-24')
  for (const locale of LOCALES) text[locale] = linesOf(composed(edition, locale)).join('\n')
})

/** The kind, and what both languages must hold: each pattern somewhere in the edition. */
const KINDS: readonly (readonly [kind: string, ja: readonly RegExp[], en: readonly RegExp[]])[] = [
  [
    'crypto the worst of the major assets, third week in a row',
    [/最下位.*3週|3週.*最下位/, /7\.2%/],
    [/last (?:among|of).*(?:third week|three weeks)|last.*third week/, /7\.2%/],
  ],
  ['total below 3 trillion for the first time since April', [/2\.98兆ドル/, /4月28日以来初めて3兆ドル/], [/\$2\.98T/, /below \$3T.*first time since 28 April/]],
  ['payrolls and unemployment', [/11万9,000人増/, /4\.4%/], [/119,000/, /4\.4%/]],
  ['odds of a December cut', [/12月10日の会合の利下げ確率.*30/], [/10 December.*30(?:\.0)?%|30(?:\.0)?%.*10 December/]],
  ['the Japanese curve steepening', [/日本の(?:利回り曲線|2年債利回り).*ベアスティープ化/, /9bp/], [/Japan.*bear steepening|Japan.*bear-steepened/, /9 bp/]],
  ['UK inflation and the US holiday ahead', [/英国の消費者物価指数.*3\.6%/, /感謝祭/], [/UK inflation.*3\.6%/, /Thanksgiving/]],
  [
    'funding negative for the first time since late October, near 115,000 dollars',
    [/11万5,000ドル付近だった10月下旬以来初めて.*マイナス/],
    [/negative.*first time since late October.*\$115,000/],
  ],
  ['the longest negative run since 26 October', [/マイナス.*10月26日以来の長さ/], [/negative.*longest.*since 26 October/]],
  ['spot volume held up, spot’s share highest since August', [/4,230億ドル/, /98%/, /底堅/, /21\.0%.*8月以来/], [/\$423B/, /98%/, /held up/, /21\.0%.*since August/]],
  ['correlation concentrated in the top ten, which fell most', [/0\.74/, /0\.55/, /8\.4%.*5\.1%/], [/0\.74/, /0\.55/, /8\.4%.*5\.1%/]],
  ['volatility back to nearly 50', [/49\.8%/, /41\.0%/], [/49\.8%/, /41\.0%/]],
  ['sectors', [/L2が?14\.9%/, /ゲーム12\.0%/, /DePIN 11\.4%/, /AI 10\.5%/], [/L2.*14\.9%/, /gaming 12\.0%/, /DePIN 11\.4%/, /AI 10\.5%/]],
  ['open interest from 230 to 135 billion, mostly from other coins', [/1,350億ドル/, /2,300億ドル/, /41%/, /62%/], [/\$135B/, /\$230B/, /41%/, /62%/]],
  ['a view of positioning, with what would change it', [/見方：.*整理/, /割り込む場合/], [/Our view:.*unwound/, /A break of/]],
]

describe('the sample’s last edition', () => {
  it.each(KINDS)('says: %s', (_, ja, en) => {
    for (const pattern of ja) expect(text.ja).toMatch(pattern)
    for (const pattern of en) expect(text.en).toMatch(pattern)
  })
})
