// Builds the files that the host serves: ES modules with shared chunks, two style sheets, images.
import { build } from "esbuild";
import { cp, mkdir, rm } from "node:fs/promises";

const common = { bundle: true, minify: true, sourcemap: true, logLevel: "info", target: ["es2022"] };

await rm("dist", { recursive: true, force: true });
await mkdir("dist/img", { recursive: true });

await build({
  ...common,
  entryPoints: ["workbench", "sample-view", "series-view", "portal", "fields"].map((name) => `src/js/${name}.ts`),
  outdir: "dist/js",
  format: "esm",
  splitting: true,
  chunkNames: "chunk-[hash]",
  // The libraries import their style sheets; workbench.css already contains them.
  loader: { ".css": "empty" },
  legalComments: "linked",
});

await build({
  ...common,
  entryPoints: ["src/css/app.css", "src/css/workbench.css"],
  outdir: "dist/css",
  legalComments: "none",
});

await cp("src/img", "dist/img", { recursive: true });
