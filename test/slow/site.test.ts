/** The site in a folder: the same editions make the same bytes, and only what changed is made anew. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { BriefingJson } from '#src/editions/figures.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { broken } from '../support/sitelinks.ts'
import { corrected, emptySite, HOME, newest } from '../support/writtensite.ts'

describe('a site in a folder', () => {
  it('has every edition in both languages with its pictures and data, and no link that leads nowhere', async () => {
    const site = await emptySite()
    const editions = await newest(3)
    expect(await site.write(editions)).toEqual({ editions: 3, made: 6 })
    const files = await site.files()
    const weeks = await editions.weeks()
    for (const locale of LOCALES) {
      for (const { edition } of weeks) {
        const names = [...files.keys()].filter((path) => path.startsWith(`/${locale}/${edition}/`))
        expect(names).toEqual(expect.arrayContaining([`/${locale}/${edition}/index.html`]))
        expect(names).toContain(`/${locale}/${edition}/sheet.png`)
        expect(names).toContain(`/${locale}/${edition}/funding.svg`)
        expect(names).toContain(`/${locale}/${edition}/edition.json`)
        const { sections } = JSON.parse(files.get(`/${locale}/${edition}/edition.json`) ?? '') as BriefingJson
        const pictures = sections.flatMap(({ charts }) => charts.map(({ file }) => file[locale] ?? ''))
        expect(pictures.length).toBeGreaterThan(5)
        for (const one of pictures) expect(names).toContain(`/${locale}/${edition}/${one}`)
      }
    }
    expect(broken(files, HOME)).toEqual([])
  })

  it('is the same bytes again, and nothing is made anew of what has not changed', async () => {
    const [site, other] = [await emptySite(), await emptySite()]
    await site.write(await newest(2))
    await other.write(await newest(2))
    const first = await site.files()
    expect(await other.files()).toEqual(first)
    expect(await site.write(await newest(2))).toEqual({ editions: 2, made: 0 })
    expect(await site.files()).toEqual(first)
  })

  it('is the same bytes from one thread, two and three', async () => {
    const editions = await newest(4)
    const written: unknown[] = []
    for (const threads of [1, 2, 3]) {
      const site = await emptySite()
      await site.write(editions, 'one', threads)
      written.push(await site.files())
    }
    expect(written[1]).toEqual(written[0])
    expect(written[2]).toEqual(written[0])
  })

  it('leaves no file of a revision that the next one does not have', async () => {
    const [site, other] = [await emptySite(), await emptySite()]
    const editions = await newest(1)
    await other.write(editions)
    const [week] = await editions.weeks()
    await site.write(editions)
    for (const place of ['ja', 'embed/ja']) {
      await mkdir(join(site.folder, place, week?.edition ?? '', 'mood'), { recursive: true })
      await writeFile(
        join(site.folder, place, week?.edition ?? '', 'mood/index.html'),
        'of a chart that is no more',
      )
    }
    await mkdir(join(site.folder, '.begun'))
    await writeFile(join(site.folder, '.begun/half'), 'of a writing that was killed')
    await rm(join(site.folder, 'en', week?.edition ?? '', 'index.html'))
    expect(await site.write(editions)).toEqual({ editions: 1, made: 2 })
    expect(await site.files()).toEqual(await other.files())
  })

  it('makes the new edition, and the one before it, which leads to it now', async () => {
    const site = await emptySite()
    const all = await newest(3)
    const before = { ...all, weeks: async () => (await all.weeks()).slice(1) }
    await site.write(before)
    const [last, previous] = await all.weeks()
    expect((await site.files()).get(`/en/${previous?.edition}/index.html`)).not.toContain('rel="next"')
    expect(await site.write(all)).toEqual({ editions: 3, made: 4 })
    const files = await site.files()
    expect(files.get(`/en/${previous?.edition}/index.html`)).toContain(
      `rel="next" href="/en/${last?.edition}"`,
    )
    const grown = await emptySite()
    await grown.write(all)
    expect(await grown.files()).toEqual(files)
  })

  it('makes all anew for another version of the program', async () => {
    const site = await emptySite()
    await site.write(await newest(1))
    expect(await site.write(await newest(1), 'two')).toEqual({ editions: 1, made: 2 })
  })

  it('shows a corrected edition at its address, with the revision before it', async () => {
    const site = await emptySite()
    const editions = await newest(1)
    const [week] = await editions.weeks()
    if (!week) throw new Error('the sample has no edition')
    const first = await editions.read(week, 1)
    const second = {
      ...first,
      revision: 2,
      id: '0123456789ab',
      correction: {
        of: 1,
        changes: [
          { figure: 'funding.bitcoin.mean', unit: 'fraction per 8 hours', before: 0.0001, after: 0.0002 },
        ],
      } as const,
    }
    await site.write(corrected(editions, second))
    const page = (await site.files()).get(`/en/${week.edition}/index.html`) ?? ''
    expect(page).toContain('Revision 2, corrected')
    expect(page).toMatch(/0\.0100% → 0\.0200%/)
    expect(page).toContain(`href="/en/${week.edition}/r1"`)
    expect(page).toMatch(/Revision 1, 00:00 UTC on 24 Nov[^<]*<\/a> As it was first published\./)
    expect(page).toMatch(/<b>Revision 2, 08:00 UTC on 24 Nov[^<]*<\/b> Correction \(r2\): /)
    const before = (await site.files()).get(`/en/${week.edition}/r1/index.html`) ?? ''
    expect(before).toContain('First revision')
    expect(before).toContain(`href="/en/${week.edition}">This is revision 1`)
    // The log is on both.
    expect(before).toMatch(/<b>Revision 1, [^<]*<\/b> As it was first published\./)
    expect(before).toMatch(/Revision 2, [^<]*<\/a> Correction \(r2\): [^<]*0\.0100% → 0\.0200%/)
    expect(before).toContain('<meta name="robots" content="noindex">')
    expect(before).toContain(`<link rel="canonical" href="${HOME}/en/${week.edition}/r1">`)
    expect(broken(await site.files(), HOME)).toEqual([])
  })

  it('says on every page that it is a sample', async () => {
    const site = await emptySite()
    await site.write(await newest(1))
    const pages = [...(await site.files())].filter(([path]) =>
      /^\/(?:embed\/)?(?:ja|en)\/.*\.html$/.test(path),
    )
    expect(pages.length).toBeGreaterThan(50)
    const silent = pages.filter(([, page]) => !/サンプル(?:版|データ)|[Ss]ample (?:edition|data)/.test(page))
    expect(silent.map(([path]) => path)).toEqual([])
  })

  it('says at the address of an edition that was withdrawn what became of it', async () => {
    const site = await emptySite()
    const all = await newest(3)
    await site.write(all)
    const [last] = await all.weeks()
    const name = last?.edition ?? ''
    const left = { ...all, weeks: async () => (await all.weeks()).slice(1) }
    await site.write(left)
    const files = await site.files()
    for (const [locale, words] of [
      ['ja', '取り下げ：2025年11月24日号'],
      ['en', 'Withdrawn: the edition of 24 Nov 2025'],
    ]) {
      const under = [...files.keys()].filter((path) => path.startsWith(`/${locale}/${name}/`))
      expect(under).toEqual([`/${locale}/${name}/index.html`])
      expect(files.get(under[0] ?? '')).toContain(words)
      expect(files.get(under[0] ?? '')).toContain('<meta name="robots" content="noindex">')
      expect([...files.keys()].filter((path) => path.startsWith(`/embed/${locale}/${name}/`))).toEqual([])
    }
    const others = [...files].filter(([path, text]) => !path.includes(name) && text.includes(`/${name}`))
    expect(others.map(([path]) => path)).toEqual([])
    expect(broken(files, HOME)).toEqual([])
    // Nor does a later writing forget it, until it is published again.
    await site.write(left)
    expect(await site.files()).toEqual(files)
    await site.write(all)
    expect((await site.files()).get(`/en/${name}/index.html`)).not.toContain('Withdrawn')
  })

  it('has no page of a year whose editions were all withdrawn', async () => {
    const site = await emptySite()
    const all = await newest(48)
    const weeks = await all.weeks()
    const [last, old] = [weeks[0], weeks.find(({ edition }) => edition.startsWith('2024'))]
    if (!last || !old) throw new Error('the sample has one year alone')
    const some = (those: typeof weeks) => ({ ...all, weeks: async () => those })
    await site.write(some([last, old]))
    expect([...(await site.files()).keys()]).toContain('/ja/2024/index.html')
    await site.write(some([last]))
    const files = await site.files()
    expect([...files.keys()].filter((path) => /^\/(?:ja|en)\/2024\//.test(path))).toEqual([])
    expect(broken(files, HOME)).toEqual([])
  })
})
