/** A bounded number of things under way at once: started without waiting, waited for only at the end. */
export type Lanes = {
  /** How many more may start. */
  readonly free: () => number
  /** Starts one; `onEnd` is told when its lane is free again. It must not throw: whoever starts it has caught its errors. */
  readonly start: (work: () => Promise<void>, onEnd: () => void) => void
  /** Resolves when nothing is under way. */
  readonly idle: () => Promise<void>
}

/** So many lanes. */
export function createLanes(count: number): Lanes {
  const underWay = new Set<Promise<void>>()
  return {
    free: () => count - underWay.size,
    start(work, onEnd) {
      const going = work().finally(() => {
        underWay.delete(going)
        onEnd()
      })
      underWay.add(going)
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}
