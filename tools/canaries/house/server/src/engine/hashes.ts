// canary: dependency/hashing-in-the-disk-adapter
import { createBLAKE3 } from 'hash-wasm'

export const hashed = createBLAKE3
