/** What the page shows beside its chat: pages of the public site, which the program makes; plain content here. */
import type { LanguageCode } from '#src/chat/request.ts'

export interface FrontPage {
  readonly language: LanguageCode
  /** This page's own address, and that of the same page in every language, from the root. */
  readonly path: string
  readonly paths: Readonly<Partial<Record<LanguageCode, string>>>
  readonly title: string
  /** Beside the name: the edition's number. */
  readonly number?: string
  /** Markup of what is read, with its h1. */
  readonly body: string
  /** CSS: the colours of its drawings. */
  readonly inks: string
}

export interface FrontFile {
  readonly type: string
  readonly body: string | Uint8Array
}

export interface Front {
  /** The newest edition; undefined where there is none yet. */
  newest(language: LanguageCode): Promise<FrontPage | undefined>
  /** The page of an address; undefined where there is none. */
  at(path: string): Promise<FrontPage | undefined>
  /** What a page links to: a chart as CSV, PNG or SVG, an edition as JSON. */
  file(path: string): Promise<FrontFile | undefined>
  /** The site's own style. */
  readonly style: Promise<string>
}
