/** How services refuse in their own words, as the loopback market answers any question of theirs. */
import type { SupplierAnswer, SupplierFault } from '#src/sources/supplier.ts'

export interface Refusal {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Objects as JSON. */
  readonly body: object | string
  /** What it must be taken for. */
  readonly means: {
    readonly fault: SupplierFault
    /** Milliseconds. */
    readonly retryAfter?: number
    readonly answer?: SupplierAnswer
    /** Part of what the log says. */
    readonly says?: RegExp
  }
}

const MINUTE = 60_000
const PAGE = '<!DOCTYPE html>\n<html><head><title>Just a moment...</title></head></html>'
const html: Refusal = {
  status: 200,
  body: PAGE,
  means: { fault: 'malformed', answer: 'page', says: /page of HTML/ },
}
const geckoCode = (error_code: number, error_message: string) => ({ status: { error_code, error_message } })

/** By supplier, then by what is refused. */
export const REFUSALS: Readonly<Record<string, Readonly<Record<string, Refusal>>>> = {
  coingecko: {
    'too often, 429': {
      status: 429,
      body: geckoCode(429, "You've exceeded the Rate Limit."),
      means: { fault: 'limited' },
    },
    'too often, 200': {
      status: 200,
      body: geckoCode(429, "You've exceeded the Rate Limit."),
      means: { fault: 'limited', retryAfter: MINUTE },
    },
    'too far back': {
      status: 401,
      body: { error: geckoCode(10012, 'Your request exceeds the allowed time range.') },
      means: { fault: 'unknown' },
    },
    'no key': {
      status: 401,
      body: geckoCode(10002, 'API Key Missing'),
      means: { fault: 'denied', says: /set COINGECKO_KEY/ },
    },
    'paid key': {
      status: 400,
      body: geckoCode(10010, 'If you are using Pro API key, please change your root URL'),
      means: { fault: 'denied', says: /COINGECKO_KEY is a key of a paid plan/ },
    },
    'other key': {
      status: 400,
      body: geckoCode(10011, 'If you are using Demo API key, please change your root URL'),
      means: { fault: 'denied', says: /COINGECKO_KEY/ },
    },
    firewall: {
      status: 403,
      body: geckoCode(1020, 'Access Denied'),
      means: { fault: 'blocked', says: /firewall/ },
    },
    'firewall, in words': { status: 200, body: 'error code: 1020', means: { fault: 'blocked' } },
    page: html,
  },
  binance: {
    'too often': {
      status: 429,
      headers: { 'retry-after': '90' },
      body: { code: -1003, msg: 'Too many requests; current limit of IP is 2400 requests per minute.' },
      means: { fault: 'limited', retryAfter: 90_000 },
    },
    banned: {
      status: 418,
      headers: { 'retry-after': '700' },
      body: { code: -1003, msg: 'Way too many requests; IP banned.' },
      means: { fault: 'limited', retryAfter: 700_000 },
    },
    'banned, no header': {
      status: 418,
      body: { code: -1003, msg: 'Way too many requests; IP banned.' },
      means: { fault: 'limited', retryAfter: 2 * MINUTE },
    },
    'too often, 400': {
      status: 400,
      body: { code: -1003, msg: 'Too much request weight used.' },
      means: { fault: 'limited' },
    },
    'not here': {
      status: 451,
      body: { code: 0, msg: 'Service unavailable from a restricted location' },
      means: { fault: 'blocked' },
    },
    page: html,
  },
  bybit: {
    'too many visits': {
      status: 200,
      body: { retCode: 10006, retMsg: 'Too many visits. Exceeded the API Rate Limit.', result: {}, time: 1 },
      means: { fault: 'limited', says: /10006/ },
    },
    'too frequent': {
      status: 403,
      body: '403, access too frequent',
      means: { fault: 'limited', retryAfter: 10 * MINUTE },
    },
    'not here': {
      status: 403,
      body: 'The Amazon CloudFront distribution is configured to block access from your country.',
      means: { fault: 'blocked' },
    },
    page: html,
  },
  okx: {
    'too often': {
      status: 429,
      body: { code: '50011', msg: 'Too Many Requests', data: [] },
      means: { fault: 'limited', retryAfter: 2000 },
    },
    'too often, 200': {
      status: 200,
      body: { code: '50011', msg: 'Too Many Requests', data: [] },
      means: { fault: 'limited', retryAfter: 2000 },
    },
    page: html,
  },
  hyperliquid: {
    'too often': { status: 429, body: 'null', means: { fault: 'limited', retryAfter: MINUTE } },
    'cannot read it': {
      status: 422,
      body: 'Failed to deserialize the JSON body into the target type',
      means: { fault: 'malformed', answer: 'unread', says: /422/ },
    },
    page: html,
  },
  kraken: {
    'too often': { status: 200, body: { error: ['EAPI:Rate limit exceeded'] }, means: { fault: 'limited' } },
    'too many': { status: 200, body: { error: ['EGeneral:Too many requests'] }, means: { fault: 'limited' } },
    'no such pair': {
      status: 200,
      body: { error: ['EQuery:Unknown asset pair'] },
      means: { fault: 'unknown' },
    },
    busy: { status: 200, body: { error: ['EService:Busy'] }, means: { fault: 'down' } },
    'anything else': { status: 200, body: { error: ['EFuture:Unheard of'] }, means: { fault: 'malformed' } },
    page: html,
  },
  treasury: {
    'too often': { status: 200, body: 'Exceeded the daily hits limit', means: { fault: 'limited' } },
    page: html,
  },
}
