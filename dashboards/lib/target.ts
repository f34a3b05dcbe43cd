const mark = "targeted";
/** Frames in which what is above a target may still change its height. */
const settling = 30;

/**
 * Marks what the address names and brings it into view. A browser does so once, with what the build drew; what the scripts drew in its
 * place it does not know. A reader who scrolls meanwhile is left where they are.
 */
export function showTarget(): void {
  document.querySelector(`.${mark}`)?.classList.remove(mark);
  const target = targetOf(location.hash);
  if (target === null) return;
  target.classList.add(mark);
  for (let node = target.parentElement; node !== null; node = node.parentElement)
    if (node instanceof HTMLDetailsElement) node.open = true;
  let left = settling;
  const stop = () => (left = 0);
  for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"])
    addEventListener(kind, stop, { once: true, passive: true });
  const settle = () => {
    if (left-- <= 0) return;
    target.scrollIntoView();
    requestAnimationFrame(settle);
  };
  settle();
}

function targetOf(hash: string): HTMLElement | null {
  if (hash.length < 2) return null;
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null;
  }
}
