// Reconnect, else resume the circuit, else reload the page: this order loses the least.
const modal = document.getElementById("components-reconnect-modal");

// No attempt succeeds after the session has ended: reload the page, which leads to the sign-in and back.
const reloadIfSignedOut = async () => {
  try {
    if ((await fetch("/api/v1/me")).status === 401) location.reload();
  } catch {
    // The server does not answer: keep trying.
  }
};

const retryWhenVisible = async () => {
  if (document.visibilityState === "visible") await retry();
};

const resumeOrReload = async () => {
  if (await Blazor.resumeCircuit()) modal.close();
  else location.reload();
};

const retry = async () => {
  document.removeEventListener("visibilitychange", retryWhenVisible);
  try {
    // True: connected again. False: the server answers, but the circuit is gone. Thrown: the server does not answer.
    if (!(await Blazor.reconnect())) await resumeOrReload();
  } catch {
    document.addEventListener("visibilitychange", retryWhenVisible);
  }
};

const resume = async () => {
  try {
    await resumeOrReload();
  } catch {
    modal.classList.replace("components-reconnect-paused", "components-reconnect-resume-failed");
  }
};

modal.addEventListener("components-reconnect-state-changed", ({ detail: { state } }) => {
  if (state === "show") {
    modal.showModal();
    reloadIfSignedOut();
  } else if (state === "hide") modal.close();
  else if (state === "failed") document.addEventListener("visibilitychange", retryWhenVisible);
  else if (state === "rejected") location.reload();
});
document.getElementById("components-reconnect-button").addEventListener("click", retry);
document.getElementById("components-resume-button").addEventListener("click", resume);
