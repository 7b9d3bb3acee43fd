/**
 * What the page does: search, pan, zoom, hover. It reads the schema's names from the picture and never makes markup of
 * them. No library, no network.
 */
export const pageScript = String.raw`"use strict";
(() => {
  const svg = document.querySelector(".joinery-diagram");
  const input = document.querySelector("#search");
  const output = document.querySelector("#count");
  const tip = document.querySelector("#tip");
  const models = [...svg.querySelectorAll(".model")];
  const edges = [...svg.querySelectorAll(".edge")];

  // Titles become the page's own tooltips, which come at once and can hold more than a line.
  const tips = new Map();
  for (const title of [...svg.querySelectorAll("title")]) {
    tips.set(title.parentNode, title.textContent);
    title.remove();
  }
  const texts = new Map(models.map((model) => {
    const parts = [...model.querySelectorAll(".title, .row")];
    return [model, parts.map((part) => ({ part, text: (tips.get(part) || "").toLowerCase() }))];
  }));

  // The view is the part of the picture that is seen.
  const whole = svg.viewBox.baseVal;
  const picture = { width: whole.width, height: whole.height };
  const view = { x: 0, y: 0, scale: 1 };
  const show = () => {
    const { width, height } = svg.getBoundingClientRect();
    svg.setAttribute("viewBox", [view.x, view.y, width / view.scale, height / view.scale].join(" "));
  };
  const limit = (scale) => Math.min(4, Math.max(0.02, scale));
  // Shows a part of the picture in the middle of what the bar leaves free.
  const lookAt = (box, mostScale) => {
    const { width, height } = svg.getBoundingClientRect();
    const above = 52;
    view.scale = limit(Math.min(width / box.width, (height - above) / box.height, mostScale));
    view.x = box.x + box.width / 2 - width / view.scale / 2;
    view.y = box.y + box.height / 2 - (height + above) / view.scale / 2;
    show();
  };
  const fit = () => lookAt({ x: 0, y: 0, width: picture.width, height: picture.height }, 1.25);
  const zoom = (factor, x, y) => {
    const { left, top, width, height } = svg.getBoundingClientRect();
    const [dx, dy] = [(x === undefined ? width / 2 : x - left), (y === undefined ? height / 2 : y - top)];
    const scale = limit(view.scale * factor);
    view.x += dx / view.scale - dx / scale;
    view.y += dy / view.scale - dy / scale;
    view.scale = scale;
    show();
  };
  const move = (dx, dy) => {
    view.x -= dx / view.scale;
    view.y -= dy / view.scale;
    show();
  };

  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    if (event.shiftKey) move(-event.deltaY * lines || -event.deltaX * lines, 0);
    else zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0018)), event.clientX, event.clientY);
  }, { passive: false });

  // One pointer drags; two pinch.
  const pointers = new Map();
  let hasMoved = false;
  svg.addEventListener("pointerdown", (event) => {
    if (pointers.size === 0) hasMoved = false;
    pointers.set(event.pointerId, event);
  });
  addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
    if (!hasMoved && Math.hypot(dx, dy) < 4) return;
    hasMoved = true;
    svg.classList.add("held");
    const other = [...pointers.values()].find((pointer) => pointer.pointerId !== event.pointerId);
    if (other) {
      const span = (pointer) => Math.hypot(pointer.clientX - other.clientX, pointer.clientY - other.clientY);
      zoom(span(event) / (span(before) || 1), (event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2);
    } else move(dx, dy);
    pointers.set(event.pointerId, event);
  });
  const release = (event) => {
    pointers.delete(event.pointerId);
    if (pointers.size === 0) svg.classList.remove("held");
  };
  addEventListener("pointerup", release);
  addEventListener("pointercancel", release);

  // What stays in the light: what was searched for, or a model that was clicked, with what it is related to.
  let found = [];
  let current = -1;
  const light = (lit, related) => {
    svg.classList.toggle("dimmed", lit !== undefined);
    for (const model of models) model.classList.toggle("found", lit !== undefined && lit.has(model));
    for (const edge of edges) edge.classList.toggle("related", related(edge));
  };
  const touches = (edge, name) => edge.dataset.from === name || edge.dataset.to === name;
  const focus = (model) => {
    const name = model.dataset.name;
    const near = new Set(edges.filter((edge) => touches(edge, name)).flatMap((edge) => [edge.dataset.from, edge.dataset.to]));
    light(new Set(models.filter((each) => each === model || near.has(each.dataset.name))), (edge) => touches(edge, name));
  };
  const search = () => {
    const words = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    for (const model of models) model.classList.remove("current");
    current = -1;
    found = models.filter((model) => {
      const parts = texts.get(model);
      const isFound = words.every((word) => parts.some(({ text }) => text.includes(word)));
      for (const { part, text } of parts) part.classList.toggle("hit", isFound && words.some((word) => text.includes(word)));
      return isFound;
    });
    const names = new Set(found.map((model) => model.dataset.name));
    light(words.length === 0 ? undefined : new Set(found),
      (edge) => words.length > 0 && names.has(edge.dataset.from) && names.has(edge.dataset.to));
    output.textContent = (words.length === 0 ? "" : found.length + " of ") + models.length + (models.length === 1 ? " model" : " models");
  };
  // The one that was meant comes first: a model of that name, then a model with it in its name.
  const sortFound = () => {
    const word = input.value.trim().toLowerCase();
    const rank = ({ dataset: { name } }) => (name.toLowerCase() === word ? 0 : name.toLowerCase().includes(word) ? 1 : 2);
    return [...found].sort((a, b) => rank(a) - rank(b));
  };
  const visit = (step) => {
    const list = sortFound();
    if (list.length === 0) return;
    if (list[current]) list[current].classList.remove("current");
    current = (current + step + list.length) % list.length;
    const model = list[current];
    model.classList.add("current");
    const { e: x, f: y } = model.transform.baseVal.consolidate().matrix;
    const { width, height } = model.getBBox();
    lookAt({ x: x - 120, y: y - 120, width: width + 240, height: height + 240 }, 1);
  };
  input.addEventListener("input", search);
  const clear = () => {
    input.value = "";
    search();
  };

  svg.addEventListener("click", (event) => {
    if (hasMoved) return;
    const model = event.target.closest(".model");
    if (model) focus(model);
    else search();
  });

  svg.addEventListener("pointermove", (event) => {
    let node = event.target;
    while (node && node !== svg && !tips.has(node)) node = node.parentNode;
    const text = node && pointers.size === 0 ? tips.get(node) : undefined;
    tip.hidden = !text;
    if (!text) return;
    tip.textContent = text;
    const { width, height } = tip.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(event.clientX + 14, innerWidth - width - 4)) + "px";
    tip.style.top = (event.clientY + 18 + height > innerHeight ? event.clientY - height - 10 : event.clientY + 18) + "px";
  });
  svg.addEventListener("pointerleave", () => { tip.hidden = true; });

  const toggleTheme = () => {
    const root = document.documentElement;
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
  };
  const actions = { in: () => zoom(1.3), out: () => zoom(1 / 1.3), fit, theme: toggleTheme };
  for (const button of document.querySelectorAll("button")) button.addEventListener("click", actions[button.getAttribute("value")]);

  const arrows = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target === input;
    if (event.key === "Escape") clear();
    else if (event.key === "Enter" && isTyping) visit(event.shiftKey ? -1 : 1);
    else if (isTyping) return;
    else if (event.key === "/") input.focus();
    else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") fit();
    else if (arrows[event.key]) move(...arrows[event.key]);
    else return;
    event.preventDefault();
  });

  addEventListener("resize", show);
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  search();
  fit();
})();
`;
