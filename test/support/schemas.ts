/** What the standards ask of the files of the site, as schemas: XML by RELAX NG, JSON by JSON Schema. */
import { readFile } from 'node:fs/promises'
import { type AnySchema, Ajv2020 } from 'ajv/dist/2020.js'
import addFormatsModule from 'ajv-formats'
import { validateXML } from 'xmllint-wasm'

/** What is wrong with a document by `schemas/<name>.rng`; nothing where it is valid. */
export async function faultsOfXml(document: string, name: 'atom' | 'sitemap'): Promise<string[]> {
  const schema = await readFile(new URL(`./schemas/${name}.rng`, import.meta.url), 'utf8')
  const { errors } = await validateXML({
    xml: [{ fileName: `${name}.xml`, contents: document }],
    schema: [schema],
    extension: 'relaxng',
  })
  return errors.map(({ message }) => message)
}

/** What is wrong with a value by a schema; nothing where it is valid. */
export function faultsOfJson(value: unknown, schema: AnySchema): string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  const addFormats = addFormatsModule as unknown as (ajv: Ajv2020) => void
  addFormats(ajv)
  const validate = ajv.compile(schema)
  validate(value)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

const address = { type: 'string', format: 'uri', pattern: '^https?://' }
const text = { type: 'string', minLength: 1 }
const time = { type: 'string', format: 'date-time' }

/** https://www.jsonfeed.org/version/1.1/, without what no feed of ours has. */
export const JSON_FEED = {
  type: 'object',
  required: ['version', 'title', 'items'],
  additionalProperties: false,
  properties: {
    version: { const: 'https://jsonfeed.org/version/1.1' },
    title: text,
    home_page_url: address,
    feed_url: address,
    description: text,
    icon: address,
    language: { enum: ['ja', 'en'] },
    authors: {
      type: 'array',
      items: {
        type: 'object',
        anyOf: [{ required: ['name'] }, { required: ['url'] }, { required: ['avatar'] }],
        additionalProperties: false,
        properties: { name: text, url: address, avatar: address },
      },
    },
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id'],
        anyOf: [{ required: ['content_html'] }, { required: ['content_text'] }],
        additionalProperties: false,
        properties: {
          id: text,
          url: address,
          title: text,
          content_text: text,
          image: address,
          date_published: time,
          date_modified: time,
          attachments: {
            type: 'array',
            items: {
              type: 'object',
              required: ['url', 'mime_type'],
              additionalProperties: false,
              properties: {
                url: address,
                mime_type: { type: 'string', pattern: '^[a-z]+/[a-z+.-]+$' },
                title: text,
                size_in_bytes: { type: 'integer', minimum: 1 },
              },
            },
          },
        },
      },
    },
  },
}

/** https://oembed.com, 2.3.4: a response of type `rich`. */
export const OEMBED = {
  type: 'object',
  required: ['type', 'version', 'html', 'width', 'height'],
  properties: {
    type: { const: 'rich' },
    version: { const: '1.0' },
    title: text,
    provider_name: text,
    provider_url: address,
    html: { type: 'string', pattern: '^<iframe src="https?://' },
    width: { type: 'integer', minimum: 1 },
    height: { type: 'integer', minimum: 1 },
    thumbnail_url: address,
    thumbnail_width: { type: 'integer', minimum: 1 },
    thumbnail_height: { type: 'integer', minimum: 1 },
  },
  // A thumbnail has both its sizes.
  dependentRequired: { thumbnail_url: ['thumbnail_width', 'thumbnail_height'] },
}

const organization = {
  type: 'object',
  required: ['@type', 'name', 'url'],
  properties: { '@type': { const: 'Organization' }, name: text, url: address },
}

/** https://schema.org/NewsArticle, with what search engines expect of an article. */
export const NEWS_ARTICLE = {
  type: 'object',
  required: [
    ...['@context', '@type', 'headline', 'image', 'datePublished', 'dateModified', 'author', 'publisher'],
    ...['description', 'inLanguage', 'mainEntityOfPage', 'url'],
  ],
  additionalProperties: false,
  properties: {
    '@context': { const: 'https://schema.org' },
    '@type': { const: 'NewsArticle' },
    // Longer ones are cut in results.
    headline: { ...text, maxLength: 110 },
    description: text,
    image: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['@type', 'url', 'width', 'height'],
        properties: {
          '@type': { const: 'ImageObject' },
          url: address,
          width: { type: 'integer', minimum: 696 },
          height: { type: 'integer' },
          caption: text,
        },
      },
    },
    datePublished: time,
    dateModified: time,
    author: { type: 'array', minItems: 1, items: organization },
    publisher: organization,
    isPartOf: {
      type: 'object',
      required: ['@type', 'name'],
      properties: { '@type': { const: 'Periodical' }, name: text, url: address },
    },
    inLanguage: { enum: ['ja', 'en'] },
    url: address,
    mainEntityOfPage: address,
    version: { type: 'integer', minimum: 1 },
    correction: { type: 'array', minItems: 1, items: text },
    isAccessibleForFree: { type: 'boolean' },
  },
}

const words = { type: 'object', minProperties: 1, additionalProperties: { type: 'string' } }

/** `edition.json`: what programs may rely on. */
export const EDITION = {
  type: 'object',
  required: [
    'edition',
    'revision',
    'id',
    'window',
    'data',
    'figures',
    'thread',
    'sections',
    'extremes',
    'missing',
  ],
  properties: {
    edition: { type: 'string', format: 'date' },
    revision: { type: 'integer', minimum: 1 },
    id: { type: 'string', pattern: '^[0-9a-f]{12}$' },
    window: {
      type: 'object',
      required: ['from', 'to', 'zone'],
      properties: { from: time, to: time, zone: text },
    },
    data: { type: 'object', required: ['kind', 'name'], properties: { kind: text, name: text } },
    figures: {
      type: 'object',
      minProperties: 20,
      additionalProperties: {
        type: 'object',
        required: ['value', 'unit', 'asOf', 'sources'],
        properties: {
          unit: text,
          asOf: time,
          sources: { type: 'array', items: text },
          coverage: {
            type: 'object',
            required: ['used', 'expected'],
            properties: { used: { type: 'integer' }, expected: { type: 'integer' } },
          },
        },
      },
    },
    sections: {
      type: 'array',
      minItems: 5,
      items: {
        type: 'object',
        required: ['topic', 'statements', 'charts', 'missing'],
        properties: {
          topic: text,
          statements: {
            type: 'array',
            items: { type: 'object', required: ['text'], properties: { text: words } },
          },
          charts: {
            type: 'array',
            items: { type: 'object', required: ['file', 'alt'], properties: { file: words, alt: words } },
          },
          missing: { type: 'array', items: text },
        },
      },
    },
    extremes: { type: 'array' },
    missing: {
      type: 'array',
      items: { type: 'object', required: ['figure', 'reason'], properties: { figure: text, reason: text } },
    },
  },
}
