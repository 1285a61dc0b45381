/**
 * Ticker streams beside a loopback market, each in its venue's own protocol: OKX's `tickers` channel, Bybit's `tickers` topics (a
 * snapshot, then what changed), Binance's `miniTicker` streams. Nothing is pushed by itself.
 */
import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'

export interface LoopbackStreams {
  /** Pushes a price of now to those that subscribed to it; `over` to values of the message beside it. */
  push(venue: StreamingVenue, instrument: string, price: number | string, over?: object): void
  /** Instruments that are subscribed to at a venue, over all its open connections. */
  subscribed(venue: StreamingVenue): readonly string[]
  /** Messages of subscriptions that a venue has got, with how many instruments each named. */
  readonly subscriptions: readonly { readonly venue: string; readonly count: number }[]
  /** Connections that are open. */
  open(venue: StreamingVenue): number
  /** Connections that were ever opened at a venue. */
  opened(venue: StreamingVenue): number
  /** Says nothing more and answers nothing, over connections that stay open. */
  freeze(venue: StreamingVenue, isFrozen: boolean): void
  isFrozen(venue: StreamingVenue): boolean
  /** Ends all connections of a venue, as a cable does. */
  drop(venue: StreamingVenue): void
  close(): void
}

export type StreamingVenue = keyof typeof PROTOCOLS

interface Protocol {
  /** The instruments that a message subscribes to, and the answer; undefined where it is none. */
  subscribe(
    message: unknown,
  ): { readonly instruments: readonly string[]; readonly answer: object } | undefined
  /** What a message that only asks for a sign of life is answered with. */
  alive(text: string): string | undefined
  push(
    instrument: string,
    price: string,
    at: { readonly now: number; readonly isFirst: boolean },
    over: object,
  ): object
}

const PROTOCOLS = {
  okx: {
    subscribe(message) {
      const { op, args = [] } = message as { op?: string; args?: { channel: string; instId: string }[] }
      const instruments = args.filter(({ channel }) => channel === 'tickers').map(({ instId }) => instId)
      return op === 'subscribe' ? { instruments, answer: { event: 'subscribe', arg: args[0] } } : undefined
    },
    alive: (text) => (text === 'ping' ? 'pong' : undefined),
    push: (instId, last, { now }, over) => ({
      arg: { channel: 'tickers', instId },
      data: [{ instType: 'SPOT', instId, last, askPx: last, bidPx: last, ts: String(now), ...over }],
    }),
  },
  bybit: {
    subscribe(message) {
      const { op, req_id, args = [] } = message as { op?: string; req_id?: string; args?: string[] }
      const instruments = args.map((topic) => topic.replace('tickers.', ''))
      return op === 'subscribe' ? { instruments, answer: { success: true, op, req_id } } : undefined
    },
    alive: (text) => (text.includes('"ping"') ? '{"success":true,"ret_msg":"pong","op":"ping"}' : undefined),
    push: (symbol, indexPrice, { now, isFirst }, over) => ({
      topic: `tickers.${symbol}`,
      type: isFirst ? 'snapshot' : 'delta',
      // What was paid on the venue itself is another price, and does not come with every change.
      data: { symbol, indexPrice, ...(isFirst && { lastPrice: '1', markPrice: '2' }), ...over },
      ts: now,
    }),
  },
  binance: {
    subscribe(message) {
      const { method, params = [], id } = message as { method?: string; params?: string[]; id?: number }
      const instruments = params.map((stream) => stream.replace('@miniTicker', '').toUpperCase())
      return method === 'SUBSCRIBE' ? { instruments, answer: { result: null, id } } : undefined
    },
    alive: () => undefined,
    push: (s, c, { now: E }, over) => ({
      e: '24hrMiniTicker',
      E,
      s,
      c,
      o: c,
      h: c,
      l: c,
      v: '1',
      q: '1',
      ...over,
    }),
  },
} satisfies Record<string, Protocol>

interface Connection {
  readonly venue: StreamingVenue
  readonly socket: WebSocket
  readonly instruments: Set<string>
}

export function createStreams(server: Server, now: () => number): LoopbackStreams {
  const sockets = new WebSocketServer({ server })
  const connections: Connection[] = []
  const opened: string[] = []
  const pushed = new Set<string>()
  const frozen = new Set<string>()
  const subscriptions: { venue: string; count: number }[] = []
  const of = (venue: string) =>
    connections.filter((one) => one.venue === venue && one.socket.readyState === one.socket.OPEN)

  sockets.on('connection', (socket, { url = '' }) => {
    const venue = url.split('/')[1] as StreamingVenue
    const connection: Connection = { venue, socket, instruments: new Set() }
    connections.push(connection)
    opened.push(venue)
    pushed.clear()
    socket.on('message', (data) => {
      const text = String(data)
      const protocol: Protocol = PROTOCOLS[venue]
      if (frozen.has(venue)) return
      const alive = protocol.alive(text)
      if (alive !== undefined) return socket.send(alive)
      const subscribed = protocol.subscribe(JSON.parse(text))
      if (!subscribed) return
      subscriptions.push({ venue, count: subscribed.instruments.length })
      for (const one of subscribed.instruments) connection.instruments.add(one)
      socket.send(JSON.stringify(subscribed.answer))
    })
  })
  return {
    push(venue, instrument, price, over = {}) {
      if (frozen.has(venue)) return
      const name = `${venue} ${instrument}`
      const isFirst = !pushed.has(name)
      const message = PROTOCOLS[venue].push(instrument, String(price), { now: now(), isFirst }, over)
      for (const { socket, instruments } of of(venue)) {
        if (!instruments.has(instrument)) continue
        pushed.add(name)
        socket.send(JSON.stringify(message))
      }
    },
    subscribed: (venue) => of(venue).flatMap(({ instruments }) => [...instruments]),
    subscriptions,
    open: (venue) => of(venue).length,
    opened: (venue) => opened.filter((one) => one === venue).length,
    freeze: (venue, isFrozen) => void (isFrozen ? frozen.add(venue) : frozen.delete(venue)),
    isFrozen: (venue) => frozen.has(venue),
    drop(venue) {
      for (const { socket } of of(venue)) socket.terminate()
    },
    close() {
      for (const { socket } of connections) socket.terminate()
      sockets.close()
    },
  }
}
