// the honest neighbour that the canaries lean on
export interface Mover {
  readonly move: () => Promise<void>
}

export const work = async (): Promise<number> => 1
