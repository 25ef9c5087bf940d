/** A refusal by the server (problem+json), or a substitute if the response has none. */
export interface Problem {
  status: number;
  title: string;
  detail?: string | undefined;
  type?: string | undefined;
  errors?: Record<string, string[]> | undefined;
  /** Extension: the revision on the server, with a revision conflict. */
  currentRevision?: number | undefined;
}

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

/** The request did not reach the server, or its response was lost. */
export class OfflineError extends Error {}

const IN_WORDS: Record<number, string> = {
  401: "You are signed out",
  403: "You do not have permission for this",
  404: "This does not exist or has been deleted",
  409: "Somebody else has changed this in the meantime",
  413: "This is larger than the server accepts",
  429: "Too many requests",
  503: "The server is not ready",
};

export const readProblem = async (response: Response): Promise<Problem> => {
  const fallback: Problem = {
    status: response.status,
    title: IN_WORDS[response.status] ?? `The server responded with status ${response.status}`,
  };
  if (!/json/.test(response.headers.get("content-type") ?? "")) return fallback;
  try {
    const body = (await response.json()) as Partial<Problem>;
    return { ...fallback, ...body, status: response.status, title: body.title ?? fallback.title };
  } catch {
    return fallback;
  }
};

/** The full text of a problem, for the details that can be copied. */
export const problemDetail = (problem: Problem): string =>
  [problem.detail, ...Object.entries(problem.errors ?? {}).map(([field, texts]) => `${field}: ${texts.join(" ")}`),
    `status ${problem.status}${problem.type ? `, ${problem.type}` : ""}`]
    .filter(Boolean)
    .join("\n");

/** Converts any thrown value to a problem. */
export const asProblem = (error: unknown): Problem => {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof OfflineError) return { status: 0, title: "The server cannot be reached", detail: error.message };
  return { status: 0, title: "Something went wrong on this page", detail: String(error) };
};

/** The window hears this when the server refused something as gone or not permitted. */
export const REFUSED_EVENT = "governance:refused";

const GONE = [403, 404, 410];

/** Whether a refusal can mean that a sample is gone or may not be seen any more. */
export const mayBeGone = (problem: Problem): boolean => GONE.includes(problem.status);

export interface SendOptions {
  method?: string;
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** Lets the request finish after the page is closed. */
  keepalive?: boolean;
}

/**
 * Sends a request to the portal's API. Returns the parsed JSON, or null for an empty response.
 * The header on unsafe requests protects against forged ones, because a form on another site cannot set it.
 */
export const send = async <T>(url: string, options: SendOptions = {}): Promise<T | null> => {
  const method = options.method ?? "GET";
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") headers["X-Governance-Request"] = "1";
  const init: RequestInit = { method, headers, credentials: "same-origin", keepalive: options.keepalive ?? false };
  if (options.body !== undefined) {
    headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(options.body);
  }
  if (options.signal) init.signal = options.signal;

  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if ((error as Error).name === "AbortError") throw error;
    throw new OfflineError(String(error));
  }
  // A cookie challenge can redirect to the sign-in page, which fetch follows to a 200.
  if (response.redirected && /html/.test(response.headers.get("content-type") ?? ""))
    throw new ProblemError({ status: 401, title: IN_WORDS[401]! });
  if (!response.ok) {
    if (GONE.includes(response.status) && typeof window !== "undefined") window.dispatchEvent(new Event(REFUSED_EVENT));
    throw new ProblemError(await readProblem(response));
  }
  if (response.status === 204) return null;
  const text = await response.text();
  return text ? (JSON.parse(text) as T) : null;
};
