import { asProblem, OfflineError, ProblemError, send, type Problem } from "../lib/http";
import type { PendingChange, PendingSubmit } from "./outbox-store";
import type { NextTask } from "./types";

/** The result of a request, as the outbox needs to know it. */
export type Outcome<T> =
  | { kind: "ok"; value: T }
  | { kind: "offline"; problem: Problem }
  | { kind: "later"; problem: Problem }
  | { kind: "signed-out"; problem: Problem }
  | { kind: "lease"; problem: Problem }
  | { kind: "revision"; problem: Problem }
  | { kind: "refused"; problem: Problem };

export interface Transport {
  save(change: PendingChange): Promise<Outcome<null>>;
  submit(submit: PendingSubmit): Promise<Outcome<NextTask | null>>;
}

/** A revision conflict contains `currentRevision`; every other conflict is a lost lease. */
export const classify = (error: unknown): Exclude<Outcome<never>, { kind: "ok" }> => {
  const problem = asProblem(error);
  if (error instanceof OfflineError) return { kind: "offline", problem };
  if (!(error instanceof ProblemError)) return { kind: "later", problem };
  const { status } = problem;
  if (status === 401) return { kind: "signed-out", problem };
  if (status === 409) return { kind: problem.currentRevision === undefined ? "lease" : "revision", problem };
  if (status === 408 || status === 425 || status === 429 || status >= 500) return { kind: "later", problem };
  return { kind: "refused", problem };
};

const outcome = async <T>(request: () => Promise<T>): Promise<Outcome<T>> => {
  try {
    return { kind: "ok", value: await request() };
  } catch (error) {
    return classify(error);
  }
};

const API = "/api/v1";

export const httpTransport: Transport = {
  async save(change) {
    const { annotationId, taskId, leaseToken, revision, body } = change;
    const url = `${API}/annotations/${annotationId}`;
    if (body) {
      return outcome(async () => {
        await send(url, { method: "PUT", body: { taskId, leaseToken, revision, body } });
        return null;
      });
    }
    const query = new URLSearchParams({ taskId, leaseToken, revision: String(revision) });
    const result = await outcome(async () => {
      await send(`${url}?${query}`, { method: "DELETE" });
      return null;
    });
    // Created and deleted before it was sent: the server does not have it, as intended.
    return result.kind === "refused" && result.problem.status === 404 ? { kind: "ok", value: null } : result;
  },
  submit({ taskId, leaseToken, annotations }) {
    return outcome(async () => {
      const answer = await send<{ next: NextTask | null }>(`${API}/tasks/${taskId}/submit`, { method: "POST", body: { leaseToken, annotations } });
      return answer?.next ?? null;
    });
  },
};
