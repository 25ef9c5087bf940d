import { send } from "../lib/http";
import type { NextTask } from "./types";

const API = "/api/v1";

/** The task calls of the API; annotations and submissions go through the outbox instead. */
export const tasks = {
  /** The next task, or null when nothing is left. `prefer` asks for one whose lease ended; the server may give another. */
  next: (projectId: string, prefer?: string): Promise<NextTask | null> =>
    send<NextTask>(`${API}/annotation-projects/${projectId}/tasks/next${prefer ? `?preferredId=${encodeURIComponent(prefer)}` : ""}`, { method: "POST" }),

  heartbeat: (taskId: string, leaseToken: string): Promise<{ leaseUntil: string } | null> =>
    send(`${API}/tasks/${taskId}/heartbeat`, { method: "POST", body: { leaseToken } }),

  /** `keepalive` lets the call outlive the page that sends it. */
  release: (taskId: string, leaseToken: string): Promise<unknown> =>
    send(`${API}/tasks/${taskId}/release`, { method: "POST", body: { leaseToken }, keepalive: true }),

  skip: (taskId: string, leaseToken: string, reason: string): Promise<unknown> =>
    send(`${API}/tasks/${taskId}/skip`, { method: "POST", body: { leaseToken, reason } }),
};
