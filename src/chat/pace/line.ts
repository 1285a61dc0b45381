/** Those who wait to send: a line of chats or members, each with their own in its order, served in turn. */

export interface Waiting {
  readonly weight: number
  readonly go: () => void
  /** It waits no longer and is dropped when it is reached. */
  dropped: boolean
}

export interface Line<Chat> {
  add(chat: Chat, one: Waiting): void
  /**
   * Who is next: the first in line of a chat that may send at `now`. `readyAt` says when a chat may send its first;
   * chats that may not yet stand aside until then.
   */
  next(now: number, readyAt: (chat: Chat, one: Waiting) => number): readonly [Chat, Waiting] | undefined
  /** The one that `next` gave leaves; its chat goes to the end of the line. */
  serve(): void
  /** When the first chat that stands aside comes back. */
  nextReturn(): number
}

interface Place<Chat> {
  readonly chat: Chat
  readonly waiting: Queue<Waiting>
}

export function createLine<Chat>(): Line<Chat> {
  const places = new Map<Chat, Place<Chat>>()
  const queue = createQueue<Place<Chat>>()
  const aside = createHeap<Place<Chat>>()
  return {
    add(chat, one) {
      const known = places.get(chat)
      if (known) return known.waiting.push(one)
      const place = { chat, waiting: createQueue<Waiting>() }
      place.waiting.push(one)
      places.set(chat, place)
      queue.push(place)
    },
    next(now, readyAt) {
      while (aside.firstAt() <= now) {
        const place = aside.shift()
        if (place) queue.push(place)
      }
      for (let place = queue.first(); place; place = queue.first()) {
        while (place.waiting.first()?.dropped) place.waiting.shift()
        const one = place.waiting.first()
        if (!one) {
          queue.shift()
          places.delete(place.chat)
          continue
        }
        const at = readyAt(place.chat, one)
        if (at <= now) return [place.chat, one]
        queue.shift()
        aside.push(at, place)
      }
      return undefined
    },
    serve() {
      const place = queue.shift()
      if (!place) return
      place.waiting.shift()
      if (place.waiting.first()) queue.push(place)
      else places.delete(place.chat)
    },
    nextReturn: () => aside.firstAt(),
  }
}

interface Queue<Item> {
  push(item: Item): void
  first(): Item | undefined
  shift(): Item | undefined
}

/** An array's own `shift` moves all that follow. */
function createQueue<Item>(): Queue<Item> {
  let items: Item[] = []
  let head = 0
  return {
    push(item) {
      items.push(item)
    },
    first: () => items[head],
    shift() {
      const item = items[head]
      if (head < items.length) head++
      if (head > 1000 && head * 2 > items.length) {
        items = items.slice(head)
        head = 0
      }
      return item
    },
  }
}

/** Items by their time, those of one time in their order: a binary heap. */
function createHeap<Item>() {
  const heap: { readonly at: number; readonly turn: number; readonly item: Item }[] = []
  let turns = 0
  const at = (index: number) => heap[index]?.at ?? Number.POSITIVE_INFINITY
  /** Whether one comes before another. */
  const isFirst = (index: number, other: number): boolean => {
    const [a, b] = [heap[index], heap[other]]
    if (!a || !b) return a !== undefined
    return a.at < b.at || (a.at === b.at && a.turn < b.turn)
  }
  const swap = (a: number, b: number): void => {
    const [one, other] = [heap[a], heap[b]]
    if (one && other) [heap[a], heap[b]] = [other, one]
  }
  return {
    firstAt: () => at(0),
    push(time: number, item: Item): void {
      heap.push({ at: time, turn: turns++, item })
      for (let index = heap.length - 1; index > 0; ) {
        const parent = (index - 1) >> 1
        if (!isFirst(index, parent)) break
        swap(parent, index)
        index = parent
      }
    },
    shift(): Item | undefined {
      const first = heap[0]?.item
      swap(0, heap.length - 1)
      heap.pop()
      for (let index = 0; ; ) {
        const child = isFirst(2 * index + 2, 2 * index + 1) ? 2 * index + 2 : 2 * index + 1
        if (!isFirst(child, index)) break
        swap(child, index)
        index = child
      }
      return first
    },
  }
}
