/** One word per idea: the words that readers see, and those that another word of ours has replaced. */
import { describe, expect, it } from 'vitest'
import { AREAS } from '#src/i18n/sentences.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { filesIn, textOf } from './files.ts'
import { sentencesOf } from './sentences.ts'

/** The word of an idea, and what is not said in its place. */
const JAPANESE: readonly (readonly [word: string, others: RegExp])[] = [
  // Kinds of charts keep their established names: 棒グラフ.
  ['チャート', /(?<!棒|折れ線|面)グラフ/u],
  ['週報', /週次まとめ|週間まとめ|ウィークリー|週次レポート/u],
  ['UTC', /協定世界時|世界標準時/u],
  ['パーセンタイル', /百分位/u],
  ['運営者', /運用者|オペレーター/u],
  ['管理者', /モデレーター/u],
  ['個別チャット', /個人チャット|個別のチャット|プライベートチャット|ダイレクトメッセージ/u],
  ['データ提供元', /取得先|情報源|データ源|(?<!データ)提供元/u],
  ['ピーク', /最大値/u],
  ['大台', /節目|大台の通過/u],
  ['セクション', /項目/u],
  ['取引高', /出来高|売買高/u],
  ['騰落率ランキング', /値動き上位/u],
  ['締め日', /週末日/u],
  ['バージョン', /新しい版|古い版|元の版|（版は/u],
  ['暗号資産', /仮想通貨|暗号通貨/u],
  ['記録済みデータ', /記録された履歴/u],
  ['市場データ', /相場データ/u],
]

const ENGLISH: readonly (readonly [word: string, others: RegExp])[] = [
  ['briefing', /\brecaps?\b/iu],
  ['source', /\bsuppliers?\b/iu],
  ['moderator', /\bmanagers?\b|\bthose who manage|\byou manage\b/iu],
  ['operator', /\bwhoever runs|\bthose who run/iu],
  ['private chat', /\bdirect messages?\b|\bDMs?\b|\bour private chat/u],
  ['equities', /\bstocks\b/iu],
  ['no longer', /\bnot (?:\w+ )?any ?more\b/iu],
]

const BRITISH =
  /\b\w*(?:colour|favour|labour|behaviour|centre|grey|(?:real|annual|organ|recogn|summar|normal|synchron)is(?:e|ed|ing|ation)|analys(?:e|ed|ing)|cancell(?:ed|ing)|(?<!Open Government )licences?|whilst|towards)\b/iu

/** What happened in the past is told by counts from the record alone. */
const TENDENCY = /傾向|出にくい|なりがち|しやすいとされ|\btends?\b|\busually\b|\b(?:has|have) meant\b/iu

describe('Japanese', () => {
  const texts = [...localeTexts('ja'), ...documents(['README.ja.md', ...filesIn(['docs'], '.ja.md')])]

  it.each(JAPANESE)('says %s', (_, others) => {
    expect(texts.filter(({ text }) => others.test(text)).map(({ key }) => key)).toEqual([])
  })
})

describe('English', () => {
  it.each(ENGLISH)('says %s', (_, others) => {
    expect(
      localeTexts('en')
        .filter(({ text }) => others.test(text))
        .map(({ key }) => key),
    ).toEqual([])
  })

  it('is spelled as in the United States', () => {
    const guides = ['README.md', 'CHANGELOG.md', 'SECURITY.md', ...filesIn(['docs'], '.md')]
    const texts = [...localeTexts('en'), ...documents(guides)]
    expect(texts.filter(({ text }) => BRITISH.test(text)).map(({ key }) => key)).toEqual([])
  })
})

it('states no tendency: what earlier weeks showed is told as counts', () => {
  const telling = (['ja', 'en'] as const).flatMap((locale) =>
    localeTexts(locale).filter(({ text }) => TENDENCY.test(text)),
  )
  expect(telling.map(({ key, text }) => `${key}: ${text}`)).toEqual([])
})

/** Every sentence of a language, without the names of its values. */
function localeTexts(locale: Locale) {
  return AREAS.flatMap((area) =>
    [...sentencesOf(locale, area)]
      // What people may type is in their words.
      .filter(([key]) => !key.endsWith('.aliases'))
      .map(([key, text]) => ({
        key: `${locale} ${area}:${key}`,
        text: text.replace(/\{\{[^}]*\}\}/gu, ''),
      })),
  )
}

/** Lines of documents, without what is typed or named in code. */
function documents(paths: readonly string[]) {
  return paths.flatMap((path) =>
    textOf(path)
      .split('\n')
      .map((line, i) => ({
        key: `${path}:${i + 1}`,
        text: line.replace(/`[^`]*`|\([^)]*\.md[^)]*\)/gu, ''),
      })),
  )
}

it('English sentences have curly apostrophes', () => {
  const straight = AREAS.flatMap((area) => [...sentencesOf('en', area)].filter(([, text]) => /'/u.test(text)))
  expect(straight).toEqual([])
})

it('English sentences leave the article before a number to its format: an eighth', () => {
  const written = AREAS.flatMap((area) =>
    [...sentencesOf('en', area)].filter(([, text]) => /\ban? \{\{\w+, (?!an[A-Z])/iu.test(text)),
  )
  expect(written).toEqual([])
})
