/** The walls of design.md, section 2. */
const only = (name, module, folder) => ({
  name,
  comment: `${module} is imported by ${folder} only`,
  severity: 'error',
  from: { path: '^(models|workflows|nodes|server|client)/', pathNot: `^${folder}` },
  to: { path: `node_modules/(${module})(/|$)` },
})
const apart = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { path: to } })

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    apart('models-know-only-themselves', '^models/', '^(workflows|nodes|server|client)/'),
    apart('workflows-know-only-themselves', '^workflows/', '^(models|nodes|server|client)/'),
    apart('nodes-know-no-shell', '^nodes/', '^(server|client)/'),
    apart('server-knows-no-client', '^server/', '^client/'),
    apart('client-knows-no-server', '^client/', '^server/'),
    {
      name: 'pure-folders-know-only-zod',
      severity: 'error',
      from: { path: '^(models|workflows|nodes)/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: 'node_modules/zod' },
    },
    only('onnxruntime-behind-its-wall', 'onnxruntime-node', 'server/inference/'),
    only('ffmpeg-behind-its-wall', 'fluent-ffmpeg|@ffmpeg-installer|@ffprobe-installer', 'server/media/'),
    only('express-behind-its-wall', 'express|multer|helmet|prom-client', 'server/http/'),
    only('socket-io-behind-its-wall', 'socket\\.io', 'server/realtime/'),
    only('database-behind-its-wall', '@photostructure', 'server/storage/'),
    only('react-flow-behind-its-wall', '@xyflow', 'client/canvas/'),
    only('immer-behind-its-wall', 'immer', 'client/document/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.build|models/(library|training)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: '.tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs'] },
  },
}
