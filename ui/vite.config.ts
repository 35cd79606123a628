import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { build, type Plugin, type Rolldown } from 'vite'
import { defineConfig } from 'vitest/config'

const TARGET = 'es2022'
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

/** Puts the script that asks for the page's data before the others, whole and not as a module: as one it would run after those of the page, which take long. */
const early = (): Plugin => {
  let file = ''
  return {
    name: 'early',
    apply: 'build',
    async generateBundle() {
      const built = (await build({
        configFile: false,
        logLevel: 'warn',
        build: { write: false, target: TARGET, modulePreload: { polyfill: false }, rolldownOptions: { input: 'src/early/main.ts', output: { format: 'iife' } } },
      })) as Rolldown.RolldownOutput
      file = this.getFileName(this.emitFile({ type: 'asset', name: 'early.js', source: built.output[0].code }))
    },
    transformIndexHtml: { order: 'post', handler: () => (file ? [{ tag: 'script', attrs: { src: `/${file}` }, injectTo: 'head-prepend' }] : []) },
  }
}

// everything that carries a content hash lies below one folder, which the server lets browsers keep for ever
export default defineConfig({
  plugins: [react(), early(), compressed()],
  build: {
    assetsDir: 'ui-assets',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    target: TARGET,
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
