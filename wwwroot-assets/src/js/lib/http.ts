/** What the server says about a refusal (problem+json), or what stands in for it when it says nothing. */
export interface Problem {
  status: number;
  title: string;
  detail?: string | undefined;
  type?: string | undefined;
  errors?: Record<string, string[]> | undefined;
  /** Extension: the revision that the server holds, given with a conflict of revisions. */
  currentRevision?: number | undefined;
}

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

/** The request did not reach the server or the answer did not come back. */
export class OfflineError extends Error {}

const IN_WORDS: Record<number, string> = {
  401: "You are signed out",
  403: "You may not do this",
  404: "This is not here any more",
  409: "Someone else has changed this meanwhile",
  413: "This is larger than the server takes",
  429: "Too many requests; it is tried again shortly",
  503: "The server is not ready; it is tried again shortly",
};

export const readProblem = async (response: Response): Promise<Problem> => {
  const fallback: Problem = {
    status: response.status,
    title: IN_WORDS[response.status] ?? `The server answered with ${response.status}`,
  };
  if (!/json/.test(response.headers.get("content-type") ?? "")) return fallback;
  try {
    const body = (await response.json()) as Partial<Problem>;
    return { ...fallback, ...body, status: response.status, title: body.title ?? fallback.title };
  } catch {
    return fallback;
  }
};

/** All words of a problem, for the fold that can be copied. */
export const problemDetail = (problem: Problem): string =>
  [problem.detail, ...Object.entries(problem.errors ?? {}).map(([field, texts]) => `${field}: ${texts.join(" ")}`),
    `status ${problem.status}${problem.type ? `, ${problem.type}` : ""}`]
    .filter(Boolean)
    .join("\n");

/** Any thrown value as a problem, so that one box can show it. */
export const asProblem = (error: unknown): Problem => {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof OfflineError) return { status: 0, title: "The server cannot be reached", detail: error.message };
  return { status: 0, title: "Something went wrong on this page", detail: String(error) };
};

export interface SendOptions {
  method?: string;
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
}

/**
 * One request to our own API. Answers the parsed JSON, or null for an empty answer.
 * The header on unsafe requests cannot be set by a foreign form, which is what keeps forged ones out.
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
  // A cookie challenge may answer with a redirect to the sign-in page, which fetch follows to a 200.
  if (response.redirected && /html/.test(response.headers.get("content-type") ?? ""))
    throw new ProblemError({ status: 401, title: IN_WORDS[401]! });
  if (!response.ok) throw new ProblemError(await readProblem(response));
  if (response.status === 204) return null;
  const text = await response.text();
  return text ? (JSON.parse(text) as T) : null;
};
