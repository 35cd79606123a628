import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const server = process.env.AIRFLOW_SERVER ?? 'http://localhost:8080'

/** Compresses as hard as can be, once: the server would take seconds for it at the first request. */
const compressed = (): Plugin => ({
  name: 'compressed',
  apply: 'build',
  async writeBundle({ dir = 'dist' }, bundle) {
    const press = promisify(brotliCompress)
    const files = Object.values(bundle).filter((file) => /\.(js|css)$/.test(file.fileName))
    await Promise.all(
      files.map(async (file) => {
        const plain = Buffer.from(file.type === 'chunk' ? file.code : file.source)
        await writeFile(join(dir, `${file.fileName}.br`), await press(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }))
      }),
    )
  },
})

/** Puts the script that asks for the page's data before the others, which take longer to come. */
const early = (): Plugin => {
  let reference = ''
  return {
    name: 'early',
    apply: 'build',
    buildStart() {
      reference = this.emitFile({ type: 'chunk', id: 'src/early/main.ts', name: 'early' })
    },
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const chunk = Object.values(bundle ?? {}).find((file) => file.type === 'chunk' && file.isEntry && file.name === 'early')
        return reference && chunk ? [{ tag: 'script', attrs: { type: 'module', async: true, src: `/${chunk.fileName}` }, injectTo: 'head-prepend' }] : []
      },
    },
  }
}

// everything that carries a content hash lies below one folder, which the server lets browsers keep for ever
export default defineConfig({
  plugins: [react(), early(), compressed()],
  build: {
    assetsDir: 'ui-assets',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    target: 'es2022',
    // what most pages use is one file: fifty small ones compress badly, and are fetched six at a time
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'parts', test: /node_modules\//, minShareCount: 2 },
            { name: 'shared', test: /src\/shared\//, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': server, '/ui/': server, '/auth': server } },
  test: { environment: 'jsdom', isolate: false, include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], setupFiles: ['src/words.setup.ts'] },
})
