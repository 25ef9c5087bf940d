// Starts the blob service of Azurite on a free port in the folder that is given, and ends it with the process that started it.
// Standard input closes also when that process is killed; then the folder goes as well.
const { rmSync } = require("node:fs");
const folder = process.argv[2];

const end = () => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.exit(0);
};
process.stdin.on("end", end).on("close", end).resume();

process.argv.splice(
  2,
  1,
  ...["--blobHost", "127.0.0.1", "--blobPort", "0", "--location", folder],
  ...["--disableTelemetry", "--skipApiVersionCheck", "--silent"],
);
require("azurite/dist/src/blob/main");
