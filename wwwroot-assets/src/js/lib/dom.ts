type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: never) => void)>;

/** Creates an element with attributes, listeners (`onclick`) and children; text is never parsed as markup. */
export const h = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag);
  apply(element, attributes);
  element.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return element;
};

const apply = (element: Element, attributes: Attributes): void => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
};

const SVG = "http://www.w3.org/2000/svg";

/** Creates an icon: paths on a 24 by 24 grid in the text's colour, hidden from screen readers. */
export const icon = (...paths: string[]): SVGSVGElement => {
  const svg = document.createElementNS(SVG, "svg");
  apply(svg, { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" });
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
};

export const ICONS = {
  plus: ["M12 5v14", "M5 12h14"],
  minus: ["M5 12h14"],
  fit: ["M4 9V4h5", "M20 9V4h-5", "M4 15v5h5", "M20 15v5h-5"],
  help: ["M9.5 9a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1 1-1.1 1.9", "M12 17h.01", "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z"],
  undo: ["M9 14 4 9l5-5", "M4 9h10a6 6 0 0 1 0 12h-3"],
  redo: ["m15 14 5-5-5-5", "M20 9H10a6 6 0 0 0 0 12h3"],
  done: ["m5 13 4 4L19 7"],
  trash: ["M5 7h14", "M9 7V4h6v3", "M7 7l1 13h8l1-13"],
  hand: ["M8 12V6a1.5 1.5 0 0 1 3 0v5V4.5a1.5 1.5 0 0 1 3 0V11V6a1.5 1.5 0 0 1 3 0v8a6 6 0 0 1-6 6c-3 0-4-1.5-6-5l-1-2a1.5 1.5 0 0 1 2.5-1.5L8 13"],
  leave: ["M14 4h5v16h-5", "M4 12h10", "m8 8-4 4 4 4"],
} as const;

export const button = (
  label: string,
  onClick: () => void,
  options: { icon?: readonly string[]; class?: string; testId?: string; title?: string } = {},
): HTMLButtonElement =>
  h(
    "button",
    {
      type: "button",
      class: options.class ?? "btn",
      "data-testid": options.testId,
      title: options.title,
      "aria-label": options.icon ? label : null,
      onclick: onClick,
    },
    options.icon ? icon(...options.icon) : label,
  );

/** A random UUID; `randomUUID` is missing on origins that are not secure. */
export const uuid = (): string => {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

/** The error box of every component: what happened, details on request, and a button to try again. */
export const errorBox = (title: string, detail: string, retry?: () => void): HTMLElement =>
  h("div", { class: "error-box", role: "alert" },
    h("p", { class: "error-box__title" }, title),
    h("details", {}, h("summary", {}, "Details"), h("pre", {}, detail)),
    retry ? button("Try again", retry, { class: "btn btn--small" }) : null);
