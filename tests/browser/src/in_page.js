// What runs in the page under test: an object of functions, which `Page::in_page` calls by name.

(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];

  // The one element of a selector; or an error that says how many there are.
  const only = (selector) => {
    const found = all(selector);
    if (found.length !== 1) throw new Error(`${found.length} elements are ${selector}`);
    return found[0];
  };

  const bounds = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  };

  // Where a mouse hits the element: in the middle, when it rests and nothing covers it.
  const target = async (selector) => {
    const element = only(selector);
    const { top, bottom } = element.getBoundingClientRect();
    const isInside = top >= 0 && bottom <= innerHeight;
    if (!isInside) element.scrollIntoView({ block: "nearest", behavior: "instant" });
    const before = JSON.stringify(bounds(element));
    await new Promise((done) => setTimeout(done, 20));
    const at = bounds(element);
    if (before !== JSON.stringify(at)) throw new Error(`${selector} moves`);
    const [x, y] = [at.x + at.width / 2, at.y + at.height / 2];
    const hit = document.elementFromPoint(x, y);
    const isHit = hit && (element.contains(hit) || hit.closest("label")?.control === element);
    if (!isHit) {
      // Perhaps by a bar that stays at an edge of the window: the next look is at the middle.
      element.scrollIntoView({ block: "center", behavior: "instant" });
      throw new Error(`${selector} is covered by ${hit?.outerHTML.slice(0, 80)}`);
    }
    return { x, y };
  };

  // Makes a field ready for another text.
  const focus = (selector) => {
    const field = only(selector);
    field.focus();
    field.select?.();
    if (document.activeElement !== field) throw new Error(`${selector} takes no focus`);
  };

  const select = (selector, value) => {
    const field = only(selector);
    field.value = value;
    if (field.value !== value) throw new Error(`${selector} has no choice ${value}`);
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  };

  // Texts of less than 12 px, or of less contrast than 4.5:1 (WCAG AA).
  const unreadable = () => {
    const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
    const linear = (it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4);
    const light = (colour) => {
      const [r, g, b] = channels(colour).map((it) => linear(it / 255));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
      if (!element) return "rgb(255, 255, 255)";
      const colour = getComputedStyle(element).backgroundColor;
      return (channels(colour)[3] ?? 1) === 1 ? colour : behind(element.parentElement);
    };
    const found = new Set();
    const unseen = "script, style, option, title, .unseen, .unseen *, .skip";
    for (const element of all(`body *:not(${unseen})`)) {
      const isText = (it) => it.nodeType === Node.TEXT_NODE && it.data.trim();
      if (![...element.childNodes].some(isText) || !element.checkVisibility()) continue;
      const style = getComputedStyle(element);
      const ink = element.closest("svg") ? style.fill : style.color;
      const [a, b] = [light(ink), light(behind(element))].sort((x, y) => y - x);
      const contrast = (a + 0.05) / (b + 0.05);
      const inside = element.parentElement.className;
      const name = `${element.tagName}.${element.getAttribute("class") ?? ""} in ${inside}`;
      if (parseFloat(style.fontSize) < 12) found.add(`${name}: ${style.fontSize}`);
      if (contrast < 4.5) found.add(`${name}: contrast ${contrast.toFixed(2)}`);
    }
    return [...found];
  };

  return {
    unreadable,
    target,
    focus,
    select,
    count: (selector) => all(selector).length,
    texts: (selector) => all(selector).map((it) => it.textContent),
    text: (selector) => only(selector).textContent,
    attribute: (selector, name) => only(selector).getAttribute(name),
    bounds: (selector) => bounds(only(selector)),
    isChecked: (selector) => only(selector).checked,
    value: (selector) => only(selector).value,
  };
})()
