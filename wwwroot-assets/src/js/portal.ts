// Browser functions for the pages that the server renders. Imported as a module through interop.
import { readProblem, type Problem } from "./lib/http";
import { mount, type SampleHandle } from "./sample-view";
import type { SampleDetail } from "./types";

export type ThemeMode = "light" | "dark" | "system";

const THEME_KEY = "governance.theme";
const prefersDark = (): MediaQueryList => matchMedia("(prefers-color-scheme: dark)");

const stored = (): ThemeMode => {
  try {
    const mode = localStorage.getItem(THEME_KEY);
    return mode === "light" || mode === "dark" ? mode : "system";
  } catch {
    // Storage can be forbidden; the page then follows the system.
    return "system";
  }
};

const apply = (mode: ThemeMode): "light" | "dark" => {
  const shown = mode === "system" ? (prefersDark().matches ? "dark" : "light") : mode;
  document.documentElement.dataset["theme"] = shown;
  document.documentElement.style.colorScheme = shown;
  return shown;
};

/** Applies the stored theme, or follows the system without one; returns the theme that is shown. */
export const initTheme = (): "light" | "dark" => {
  prefersDark().addEventListener("change", () => stored() === "system" && apply("system"));
  return apply(stored());
};

export const getThemeMode = (): ThemeMode => stored();

export const setTheme = (mode: ThemeMode): "light" | "dark" => {
  try {
    if (mode === "system") localStorage.removeItem(THEME_KEY);
    else localStorage.setItem(THEME_KEY, mode);
  } catch {
    // Storage is not available: the theme applies to this page only.
  }
  return apply(mode);
};

/** Copies text; false if the browser refuses. */
export const copyText = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
};

/** The clipboard API is missing on plain http, where copying a selected field still works. */
const copyBySelection = (text: string): boolean => {
  const field = document.createElement("textarea");
  field.value = text;
  field.style.cssText = "position:fixed;inset:0 auto auto 0;opacity:0";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
};

const isTyping = (element: Element | null): boolean =>
  element !== null && (/^(input|textarea|select)$/i.test(element.tagName) || (element as HTMLElement).isContentEditable);

/** `/` focuses the search field, except from other fields. */
export const onSlash = (selector: string): { destroy(): void } => {
  const listener = (event: KeyboardEvent): void => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(document.activeElement)) return;
    const field = document.querySelector<HTMLElement>(selector);
    if (!field) return;
    event.preventDefault();
    field.focus();
    if (field instanceof HTMLInputElement) field.select();
  };
  document.addEventListener("keydown", listener);
  return { destroy: () => document.removeEventListener("keydown", listener) };
};

export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/**
 * The text of a large field and a line break, as bytes: a stream crosses the circuit in pieces, unlike one long text, and
 * an empty stream cannot cross it.
 */
export const readText = (field: HTMLTextAreaElement): Uint8Array => new TextEncoder().encode(`${field.value}\n`);

export const printPage = (): void => window.print();

/** Starts a download by HTTP, so that the bytes do not cross the page's circuit. */
export const download = (url: string, name = ""): void => {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
};

/** Shows a sample that the page has read, as the API's JSON. */
export const mountSample = (el: HTMLElement, json: string, zone: string): SampleHandle =>
  mount(el, { sample: JSON.parse(json) as SampleDetail, zone });

interface DotnetRef {
  invokeMethodAsync(name: string, ...args: unknown[]): Promise<unknown>;
}

export interface UploadHandle {
  /** Cancels the upload and reports it. */
  cancel(): void;
  /** Cancels the upload without a report, because the page is gone. */
  leave(): void;
}

const PROGRESS_EVERY_MS = 200;

/**
 * Streams the selected file to the server by HTTP. Progress is throttled, because every call crosses the circuit.
 * With fields it is sent as a form: the fields first, then the part `file`. Without fields the body is the file, and
 * `X-File-Name` contains its encoded name.
 */
export const uploadFile = (
  input: HTMLInputElement, url: string, dotnet: DotnetRef, fields: Record<string, string> | null = null,
): UploadHandle => {
  const request = new XMLHttpRequest();
  let listening = true;
  const tell = (name: string, ...args: unknown[]): void => {
    if (listening) void dotnet.invokeMethodAsync(name, ...args);
  };
  const failed = (problem: Problem): void => tell("OnUploadFailed", problem);
  const file = input.files?.[0];
  if (!file) {
    failed({ status: 0, title: "No file is selected" });
    return { cancel: () => undefined, leave: () => undefined };
  }
  let told = 0;
  request.upload.addEventListener("progress", (event) => {
    const now = performance.now();
    if (now - told < PROGRESS_EVERY_MS && event.loaded < event.total) return;
    told = now;
    tell("OnUploadProgress", event.loaded, event.total);
  });
  request.addEventListener("load", () => {
    if (request.status >= 200 && request.status < 300) tell("OnUploadDone", request.responseText);
    else void uploadProblem(request).then(failed);
  });
  request.addEventListener("error", () => failed({ status: 0, title: "The connection was lost, and nothing of this upload was stored" }));
  request.addEventListener("abort", () => failed({ status: 0, title: "The upload was cancelled" }));
  request.open("POST", url);
  request.setRequestHeader("X-Governance-Request", "1");
  if (fields) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", file, file.name);
    request.send(form);
  } else {
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.send(file);
  }
  return {
    cancel: () => request.abort(),
    leave: () => {
      listening = false;
      request.abort();
    },
  };
};

const uploadProblem = (request: XMLHttpRequest): Promise<Problem> =>
  readProblem(new Response(request.responseText, {
    status: request.status,
    headers: { "content-type": request.getResponseHeader("content-type") ?? "" },
  }));
