// What the keyboard's focus looks like, computed. Runs in the page under test, before the first Tab.
(() => {
  "use strict";
  const minWidth = 2; // px
  const minContrast = 3;
  const tolerance = 0.75; // px: layouts have fractions
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const seen = new Set();
  let last = null;

  const looks = element => {
    const { outlineStyle, outlineWidth, outlineOffset, outlineColor, boxShadow } = getComputedStyle(element);
    const width = outlineStyle === "none" ? 0 : parseFloat(outlineWidth);
    return { outline: width ? { width, offset: parseFloat(outlineOffset), color: outlineColor } : null, boxShadow };
  };
  document.activeElement?.blur();
  const before = new Map([...document.querySelectorAll("*")].map(element => [element, JSON.stringify(looks(element))]));

  /** The colour of a pixel on which these were painted, one over the other. */
  const paint = colors => {
    canvas.clearRect(0, 0, 1, 1);
    for (const color of colors) {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
    }
    return canvas.getImageData(0, 0, 1, 1).data;
  };

  /** @returns the background colours at an element, lowest first; null where a picture lies among them. */
  const groundOf = element => {
    const colors = [];
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(at);
      if (backgroundImage !== "none") return null;
      colors.unshift(backgroundColor);
      if (paint([backgroundColor])[3] === 255) return colors;
    }
    return ["Canvas", ...colors];
  };

  const luminance = ([r, g, b]) => {
    const [red, green, blue] = [r, g, b].map(v => v / 255).map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  const contrast = (color, ground) => {
    const [light, dark] = [luminance(paint([...ground, color])), luminance(paint(ground))].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };

  /** What appeared on a box with the focus. `reach`: px beyond the border box. */
  const ringOf = box => {
    const now = looks(box);
    if (JSON.stringify(now) === before.get(box)) return null;
    if (now.outline) return { ...now.outline, reach: now.outline.offset + now.outline.width, isInside: now.outline.offset < 0 };
    const shadow = /^(.+?\)) 0px 0px 0px (\d+(?:\.\d+)?)px( inset)?/.exec(now.boxShadow);
    return shadow && { color: shadow[1], width: Number(shadow[2]), reach: shadow[3] ? 0 : Number(shadow[2]), isInside: !!shadow[3] };
  };

  const sides = { left: -1, top: -1, right: 1, bottom: 1 };
  const isOut = (ring, clip, names) => names.filter(side => (ring[side] - clip[side]) * sides[side] > tolerance);

  /** @returns what cuts the ring off, or null. */
  const clipOf = (box, reach) => {
    const { left, top, right, bottom } = box.getBoundingClientRect();
    const grow = Math.max(0, reach);
    const ring = { left: left - grow, top: top - grow, right: right + grow, bottom: bottom + grow };
    let position = getComputedStyle(box).position;
    for (let at = box.parentElement; at && at !== document.body && position !== "fixed"; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (position === "absolute" && style.position === "static") continue;
      position = style.position;
      const edge = at.getBoundingClientRect();
      const inner = { left: edge.left + at.clientLeft, top: edge.top + at.clientTop };
      const clip = { ...inner, right: inner.left + at.clientWidth, bottom: inner.top + at.clientHeight };
      const names = [...(style.overflowX === "visible" ? [] : ["left", "right"]), ...(style.overflowY === "visible" ? [] : ["top", "bottom"])];
      const cut = isOut(ring, clip, names);
      if (cut.length) return `${cut} cut off by ${describe(at)}`;
    }
    const isFixed = position === "fixed";
    const screen = { left: 0, right: document.documentElement.clientWidth, top: isFixed ? 0 : -scrollY,
      bottom: isFixed ? innerHeight : Math.max(innerHeight, document.documentElement.scrollHeight) - scrollY };
    const cut = isOut(ring, screen, Object.keys(sides));
    return cut.length ? `${cut} beyond the screen` : null;
  };

  const describe = element => {
    const name = element.dataset?.testId ?? element.id ?? "";
    const text = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${element.localName}${name ? " " + name : ""}${element.className && typeof element.className === "string" ? " ." + element.className : ""}> ${text}`;
  };

  const faultOf = box => {
    const ring = ringOf(box);
    if (!ring) return "no ring";
    const { width, height } = box.getBoundingClientRect();
    if (width <= 2 || height <= 2 || getComputedStyle(box).opacity === "0") return "a ring on something invisible";
    if (ring.width < minWidth) return `a ring of ${ring.width} px`;
    const ground = groundOf(ring.isInside ? box : box.parentElement ?? box);
    const ratio = ground && contrast(ring.color, ground);
    if (ratio !== null && ratio < minContrast) return `a ring of contrast ${ratio.toFixed(2)} (${ring.color} on rgb ${paint(ground).slice(0, 3)})`;
    return clipOf(box, ring.reach);
  };

  const isFocusable = element => element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0 && !element.disabled
    && element.getBoundingClientRect().width > 0 && !element.closest("[inert]");

  const focusable = () => {
    const scope = [...document.querySelectorAll("[role=dialog], dialog[open]")].at(-1) ?? document;
    return [...scope.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(isFocusable);
  };

  window.focusRings = {
    /**
     * @returns null when nothing here has the focus. "new": for the first time; "same": still, for a date has several stops;
     * "known": once round.
     */
    look() {
      const focused = document.activeElement;
      if (!document.hasFocus() || !focused || focused === document.body || focused.localName === "iframe") return null;
      const kind = focused === last ? "same" : seen.has(focused) ? "known" : "new";
      seen.add(last = focused);
      const boxes = [focused, focused.nextElementSibling, focused.parentElement, focused.parentElement?.parentElement].filter(box => box);
      const faults = boxes.map(faultOf);
      const fault = faults.includes(null) ? null
        : [...faults.filter(text => text.includes("contrast") || text.includes("cut") || text.includes("px")), ...faults][0];
      return { kind, fault: fault && `${describe(focused)}: ${fault}` };
    },
    /** Gives each element the focus as Tab does, without the keys. @returns what is wrong with the rings. */
    async visit() {
      const faults = [];
      for (const element of focusable()) {
        element.focus({ focusVisible: true });
        while (!document.hasFocus()) await new Promise(requestAnimationFrame); // a frame of another site gets it a little later
        faults.push(document.activeElement === element ? window.focusRings.look().fault : `${describe(element)}: takes no focus`);
      }
      return faults.filter(fault => fault);
    },
    /** @returns what could have the focus and never had it: of radio buttons in a group, one stands for all. */
    missed() {
      const groups = new Set([...seen].filter(element => element.type === "radio").map(element => element.name));
      return focusable().filter(element => !seen.has(element) && !(element.type === "radio" && groups.has(element.name)))
        .map(element => `${describe(element)}: never reached by Tab`);
    },
    count: () => seen.size,
  };
})();
