// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { OfflineError, ProblemError, readProblem, send } from "../src/js/lib/http";

let dark = false;
vi.stubGlobal("matchMedia", () => ({ matches: dark, addEventListener: () => undefined, removeEventListener: () => undefined }));
vi.stubGlobal("ResizeObserver", class { observe(): void {} disconnect(): void {} });
const portal = await import("../src/js/portal");

const theme = (): string | undefined => document.documentElement.dataset["theme"];

beforeEach(() => {
  localStorage.clear();
  document.body.replaceChildren();
  dark = false;
});
afterEach(() => vi.restoreAllMocks());

describe("the theme", () => {
  it("follows the system until a choice is made, and keeps the choice", () => {
    dark = true;
    expect(portal.initTheme()).toBe("dark");
    portal.setTheme("light");
    expect(theme()).toBe("light");
    expect(portal.initTheme()).toBe("light");
    portal.setTheme("system");
    expect(theme()).toBe("dark");
    expect(portal.getThemeMode()).toBe("system");
  });
});

describe("the slash key", () => {
  const press = (target: EventTarget): boolean => target.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true, cancelable: true }));

  it("goes to the search, but not out of another field, and stops when told", () => {
    document.body.innerHTML = "<input id=search><input id=other>";
    const [search, other] = [...document.querySelectorAll("input")] as [HTMLInputElement, HTMLInputElement];
    const handle = portal.onSlash("#search");
    other.focus();
    press(other);
    expect(document.activeElement).toBe(other);
    other.blur();
    expect(press(document.body)).toBe(false);
    expect(document.activeElement).toBe(search);
    search.blur();
    handle.destroy();
    press(document.body);
    expect(document.activeElement).not.toBe(search);
  });
});

describe("an upload", () => {
  it("reports what the server said", async () => {
    const calls: unknown[][] = [];
    const dotnet = { invokeMethodAsync: async (...call: unknown[]) => void calls.push(call) };
    const headers: Record<string, string> = {};
    let finish: () => void = () => undefined;
    vi.stubGlobal("XMLHttpRequest", class {
      status = 422;
      responseText = JSON.stringify({ title: "Not a table" });
      upload = { addEventListener: (_: string, act: (event: object) => void) => act({ loaded: 5, total: 5 }) };
      addEventListener(type: string, act: () => void): void { if (type === "load") finish = act; }
      open(): void {}
      setRequestHeader(name: string, value: string): void { headers[name] = value; }
      getResponseHeader(): string { return "application/problem+json"; }
      send(): void {}
      abort(): void {}
    });
    const file = new File(["hello"], "Pumpe Ü.csv", { type: "text/csv" });
    portal.uploadFile({ files: [file] } as unknown as HTMLInputElement, "/api/v1/uploads/1", dotnet);
    finish();
    await vi.waitFor(() => expect(calls).toHaveLength(2));
    expect(calls[0]).toEqual(["OnUploadProgress", 5, 5]);
    expect(calls[1]![1]).toMatchObject({ status: 422, title: "Not a table" });
    expect(headers).toMatchObject({ "X-Governance-Request": "1", "Content-Type": "text/csv", "X-File-Name": "Pumpe%20%C3%9C.csv" });
  });

  it("goes as a form with the fields first where there are some", () => {
    let sent: unknown;
    const headers: Record<string, string> = {};
    vi.stubGlobal("XMLHttpRequest", class {
      upload = { addEventListener: () => undefined };
      addEventListener(): void {}
      open(): void {}
      setRequestHeader(name: string, value: string): void { headers[name] = value; }
      send(body: unknown): void { sent = body; }
    });
    const file = new File(["x"], "Pumpe Ü.zip");
    portal.uploadFile({ files: [file] } as unknown as HTMLInputElement, "/x", { invokeMethodAsync: async () => undefined }, { map: "{}" });
    expect([...(sent as FormData).keys()]).toEqual(["map", "file"]);
    expect(((sent as FormData).get("file") as File).name).toBe("Pumpe Ü.zip");
    // The browser writes the type itself, with the boundary.
    expect(headers).toEqual({ "X-Governance-Request": "1" });
  });

  it("says that it was stopped, and nothing to a page that is left", () => {
    const calls: unknown[][] = [];
    vi.stubGlobal("XMLHttpRequest", class {
      upload = { addEventListener: () => undefined };
      private aborted: () => void = () => undefined;
      addEventListener(type: string, act: () => void): void { if (type === "abort") this.aborted = act; }
      open(): void {}
      setRequestHeader(): void {}
      send(): void {}
      abort(): void { this.aborted(); }
    });
    const input = { files: [new File(["x"], "x.zip")] } as unknown as HTMLInputElement;
    const dotnet = { invokeMethodAsync: async (...call: unknown[]) => void calls.push(call) };
    portal.uploadFile(input, "/x", dotnet).leave();
    expect(calls).toEqual([]);
    portal.uploadFile(input, "/x", dotnet).cancel();
    expect(calls).toEqual([["OnUploadFailed", { status: 0, title: "The upload was cancelled" }]]);
  });

  it("fails in words without a file", () => {
    const calls: unknown[][] = [];
    portal.uploadFile({ files: [] } as unknown as HTMLInputElement, "/x", { invokeMethodAsync: async (...call) => void calls.push(call) });
    expect(calls[0]).toEqual(["OnUploadFailed", { status: 0, title: "No file is selected" }]);
  });
});

describe("requests", () => {
  const answer = (response: Response): void => void vi.stubGlobal("fetch", vi.fn(async () => response));

  it("carry the header on unsafe methods only", async () => {
    const fetched = vi.fn(async () => new Response("{}"));
    vi.stubGlobal("fetch", fetched);
    await send("/a");
    await send("/a", { method: "POST", body: { x: 1 } });
    const [get, post] = fetched.mock.calls.map((call) => (call as unknown as [string, RequestInit])[1]);
    expect(get!.headers).not.toHaveProperty("X-Governance-Request");
    expect(post).toMatchObject({ credentials: "same-origin", body: '{"x":1}', headers: { "X-Governance-Request": "1" } });
  });

  it("tell a refusal from a network that is gone", async () => {
    answer(new Response(JSON.stringify({ title: "Lease lost", currentRevision: 4 }), { status: 409, headers: { "content-type": "application/problem+json" } }));
    await expect(send("/a")).rejects.toMatchObject({ problem: { status: 409, title: "Lease lost", currentRevision: 4 } });
    vi.stubGlobal("fetch", async () => { throw new TypeError("failed"); });
    await expect(send("/a")).rejects.toBeInstanceOf(OfflineError);
  });

  it("take a followed redirect to a page as signed out", async () => {
    const page = new Response("<html>", { headers: { "content-type": "text/html" } });
    Object.defineProperty(page, "redirected", { value: true });
    answer(page);
    await expect(send("/a")).rejects.toBeInstanceOf(ProblemError);
  });

  it("find words for an answer without any", async () => {
    expect(await readProblem(new Response("<html>", { status: 503 }))).toMatchObject({ status: 503, title: expect.stringContaining("not ready") });
    answer(new Response(null, { status: 204 }));
    expect(await send("/a")).toBeNull();
  });
});

describe("A large text", () => {
  it.each(["", "a", "ä\n", "😀"])("of %j crosses as bytes that are never none", (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    const bytes = portal.readText(field);
    expect(bytes.length).toBeGreaterThan(0);
    expect(new TextDecoder().decode(bytes)).toBe(`${text}\n`);
  });
});
