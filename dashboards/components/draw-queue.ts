/** Draws charts one after the other, so that a click in between is answered, and those out of view when the reader comes near them. */
class DrawQueue {
  /** Charts that wait for their turn, as what draws them. */
  readonly #waiting = new Map<Element, () => void>();
  /** Charts that nobody is near, as what draws them. */
  readonly #far = new Map<Element, () => void>();
  #turn: ReturnType<typeof setTimeout> | undefined;
  #whenDrawn: (() => void)[] = [];
  #near: IntersectionObserver | undefined;

  /** Draws a chart once the reader is within a quarter of a screen of it, or prints the page. */
  drawWhenNear(place: Element, draw: () => void): void {
    this.#near ??= this.#watch();
    this.#far.set(place, draw);
    this.#near.observe(place);
  }

  /** Tells when no chart waits for its turn any more. */
  whenDrawn(tell: () => void): void {
    this.#whenDrawn.push(tell);
    this.#begin();
  }

  #watch(): IntersectionObserver {
    addEventListener("beforeprint", () => {
      for (const draw of [...this.#waiting.values(), ...this.#far.values()]) draw();
    });
    return new IntersectionObserver(
      (seen) => {
        for (const { target, isIntersecting } of seen) if (isIntersecting) this.#comeNear(target);
        this.#begin();
      },
      { rootMargin: "25% 0px" },
    );
  }

  #comeNear(place: Element): void {
    const draw = this.#far.get(place);
    this.#far.delete(place);
    this.#near?.unobserve(place);
    if (draw !== undefined) this.#waiting.set(place, draw);
  }

  #begin(): void {
    this.#turn ??= setTimeout(() => this.#drawNext());
  }

  #drawNext(): void {
    this.#turn = undefined;
    const [next] = this.#waiting;
    if (next !== undefined) {
      const [place, draw] = next;
      this.#waiting.delete(place);
      if (place.isConnected) draw();
      this.#begin();
      return;
    }
    for (const tell of this.#whenDrawn.splice(0)) tell();
  }
}

/** The one of the page. */
export const drawQueue = new DrawQueue();

/** Until the charts that the reader is near are drawn to their places; not in a tab that nobody sees, which draws nothing. */
export const chartsDrawn = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.hidden) resolve();
    else
      // In the first frame they get their width, in the second it is known which are near.
      requestAnimationFrame(() => requestAnimationFrame(() => drawQueue.whenDrawn(resolve)));
  });
