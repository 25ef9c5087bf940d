/**
 * Text that is typed into a field travels over the page's circuit, which closes on a lone surrogate or a message over
 * 32 KB. This module replaces, cuts or removes such text first and tells the user at the field.
 */
type Field = HTMLInputElement | HTMLTextAreaElement;

/** Less than 32 KB, so that the rest of the message fits too. */
const MOST_BYTES = 28_000;
const HALF_CHARACTER = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const TEXT_TYPES = new Set(["text", "search", "email", "url", "tel", "password"]);

const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && TEXT_TYPES.has(target.type));

const count = (n: number): string => n.toLocaleString("en-US");

/** The text that can be sent, and what was changed; the problem is empty if nothing was. */
export const sendable = (text: string, longest: number): { text: string; problem: string } => {
  let [sent, problem] = [text, ""];
  if (sent.search(HALF_CHARACTER) >= 0) {
    sent = sent.replace(HALF_CHARACTER, "\ufffd");
    problem = "Broken characters were replaced by “\ufffd”. Check the text.";
  }
  if (longest >= 0 && sent.length > longest) {
    sent = sent.slice(0, longest).replace(/[\ud800-\udbff]$/, "");
    problem = `This field takes ${count(longest)} characters. The text was cut from ${count(text.length)}.`;
  }
  if (new TextEncoder().encode(JSON.stringify(sent)).length > MOST_BYTES) {
    sent = "";
    problem = "This text is too long to be sent from here, and was removed. Shorten it.";
  }
  return { text: sent, problem };
};

const check = (event: Event): void => {
  const field = event.target;
  if (!isField(field) || field.dataset["large"] !== undefined) return;
  const { text, problem } = sendable(field.value, field.maxLength);
  if (text !== field.value) field.value = text;
  field.setCustomValidity("");
  if (!problem) return;
  // Shown at the field, and cleared by the next change.
  field.setCustomValidity(problem);
  field.reportValidity();
  setTimeout(() => field.setCustomValidity(""), 4000);
};

/** Listens in the capture phase, before every listener of the page. */
export const guardFields = (): void => {
  for (const type of ["input", "change"]) window.addEventListener(type, check, true);
};

guardFields();
