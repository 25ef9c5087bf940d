// Before the first paint: the kept theme, or the system's, so that a dark page never flashes white.
(() => {
  let mode = null;
  try { mode = localStorage.getItem("governance.theme"); } catch { /* storage can be forbidden */ }
  const dark = mode === "dark" || (mode !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
