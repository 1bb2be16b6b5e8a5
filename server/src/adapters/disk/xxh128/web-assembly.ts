/** The part of WebAssembly that is used here. Node has it; its type package does not say so. */

/** Memory that a module and this program share. Its buffer begins on a page of the machine. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer
}

interface Wasm {
  readonly Memory: new (descriptor: { readonly initial: number }) => WasmMemory
  readonly Module: new (code: Uint8Array) => object
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: WasmMemory } }
  ) => { readonly exports: Readonly<Record<string, unknown>> }
  readonly validate: (code: Uint8Array) => boolean
}

declare const WebAssembly: Wasm

/** It. */
export const wasm: Wasm = WebAssembly

/** Bytes of the pages that a memory is made of. */
export const wasmPage = 64 * 1024
