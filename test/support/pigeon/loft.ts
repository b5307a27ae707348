/** The vendor: where pigeons come from and go to. */

export type Letter = { readonly number: number; readonly from: string; readonly text: string }

export type Loft = {
  /** What people sent and the program has not taken in yet. */
  readonly arrived: Letter[]
  /** What the program sent, oldest first. */
  readonly flown: { readonly to: string; readonly text: string }[]
}

export function openLoft(): Loft & { readonly sends: (from: string, text: string) => void } {
  const loft: Loft = { arrived: [], flown: [] }
  let number = 0
  return {
    ...loft,
    sends(from, text) {
      number += 1
      loft.arrived.push({ number, from, text })
    },
  }
}
