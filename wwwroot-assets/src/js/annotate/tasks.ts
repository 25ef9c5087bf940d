import { send } from "../lib/http";
import type { NextTask } from "./types";

const API = "/api/v1";

/** The task calls of the API; annotations and submissions go through the outbox instead. */
export const tasks = {
  /** The next task, or null if there is none. `prefer` asks for a task whose lease was lost; the server may return another. */
  next: (projectId: string, prefer?: string): Promise<NextTask | null> =>
    send<NextTask>(`${API}/annotation-projects/${projectId}/tasks/next${prefer ? `?preferredId=${encodeURIComponent(prefer)}` : ""}`, { method: "POST" }),

  heartbeat: (taskId: string, leaseToken: string): Promise<{ leaseUntil: string } | null> =>
    send(`${API}/tasks/${taskId}/heartbeat`, { method: "POST", body: { leaseToken } }),

  /** `keepalive` lets the request finish after the page is closed. */
  release: (taskId: string, leaseToken: string): Promise<unknown> =>
    send(`${API}/tasks/${taskId}/release`, { method: "POST", body: { leaseToken }, keepalive: true }),

  skip: (taskId: string, leaseToken: string, reason: string): Promise<unknown> =>
    send(`${API}/tasks/${taskId}/skip`, { method: "POST", body: { leaseToken, reason } }),
};
