"use strict";
(() => {
  const $ = (query, root = document) => [...root.querySelectorAll(query)];
  const byId = (id) => document.getElementById(id);
  const value = (cell) => {
    const given = cell.dataset.v ?? cell.textContent.trim();
    if (given === "") return null;
    const number = Number(String(given).replaceAll(",", "").replace("−", "-"));
    return Number.isNaN(number) ? given : number;
  };
  const compare = (a, b) => {
    if (a === null || b === null) return (a === null) - (b === null);
    if (typeof a === "number" && typeof b === "number") return a - b;
    return String(a).localeCompare(String(b));
  };
  const sort = (table, column, down) => {
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => [value(row.cells[column]), row]);
    rows.sort(([a], [b]) => (a === null || b === null ? compare(a, b) : (down ? -1 : 1) * compare(a, b)));
    body.append(...rows.map(([, row]) => row));
    filterRows();
    $("th", table.tHead).forEach((head, place) =>
      head.setAttribute("aria-sort", place === column ? (down ? "descending" : "ascending") : "none"));
  };
  const makeSortable = (table) => {
    $("th", table.tHead).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const number = head.classList.contains("number");
        const now = head.getAttribute("aria-sort");
        sort(table, column, now === "none" ? number : now === "ascending");
      });
    });
  };
  $("table.sortable").forEach(makeSortable);

  // What is chosen in the filters; a field that a page does not have chooses nothing.
  const chosen = () => ({
    find: (byId("find")?.value ?? "").toLowerCase(),
    outlet: byId("outlet")?.value ?? "",
    actor: byId("actor")?.value ?? "",
    from: byId("from")?.value ?? "",
    to: byId("to")?.value ?? "",
  });
  const inPeriod = (day, now) =>
    (!now.from && !now.to) || (Boolean(day) && (!now.from || day >= now.from) && (!now.to || day <= now.to));
  const filterRows = () => {
    const now = chosen();
    let shown = 0;
    $("table[data-filtered]").forEach((table) => {
      const fitting = [...table.tBodies[0].rows].filter((row) => {
        row.hidden = !fits(row, now);
        return !row.hidden;
      });
      shown += fitting.length;
      shorten(table, fitting);
    });
    const status = byId("shown");
    if (status) status.textContent = `${shown.toLocaleString("en")} rows`;
  };
  const fits = (row, now) =>
        (!now.find || row.textContent.toLowerCase().includes(now.find)) &&
        (!now.outlet || row.dataset.outlet === undefined || row.dataset.outlet === now.outlet) &&
        (!now.actor || row.dataset.actor === undefined || row.dataset.actor.split(" ").includes(now.actor)) &&
        (row.dataset.day === undefined || inPeriod(row.dataset.day, now));
  // Of a long table the first rows, until the rest is asked for.
  const shorten = (table, fitting) => {
    const most = Number(table.dataset.most ?? Infinity);
    const long = fitting.length > most * 1.4;
    let more = table.parentElement.nextElementSibling;
    if (!more?.matches("button.more")) {
      if (!long) return;
      more = document.createElement("button");
      more.className = "plain more";
      more.type = "button";
      more.addEventListener("click", () => {
        table.toggleAttribute("data-whole");
        filterRows();
      });
      table.parentElement.after(more);
    }
    more.hidden = !long;
    const whole = table.hasAttribute("data-whole");
    more.textContent = whole ? `Show the first ${most} rows` : `Show all ${fitting.length.toLocaleString("en")} rows`;
    if (long && !whole) fitting.slice(most).forEach((row) => { row.hidden = true; });
  };

  const data = byId("data") ? JSON.parse(byId("data").textContent) : null;

  // Sums over the articles of a period: what a number of the first table is made of.
  const fixed = (number, digits) => {
    if (!Number.isFinite(number)) return "";
    const some = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    return (Number(number.toFixed(digits)) + 0).toLocaleString("en", some).replace("-", "−");
  };
  const recount = async () => {
    if (!data) return;
    const numbers = await partOf("numbers");
    const now = chosen();
    const sums = data.outlets.map(() => ({ n: 0, top: data.measures.map(() => 0), below: data.measures.map(() => 0) }));
    const counts = data.measures.map(([name]) => name.endsWith("_count"));
    data.articles.forEach(([outlet, day], article) => {
      if (!inPeriod(day, now)) return;
      const sum = sums[outlet];
      sum.n += 1;
      numbers[article].forEach((pair, place) => {
        if (pair === 0) return;
        sum.top[place] += pair[0];
        sum.below[place] += pair[1];
      });
    });
    $("table.side-by-side tbody tr").forEach((row) => {
      const sum = sums[Number(row.dataset.place)];
      row.cells[1].textContent = sum.n.toLocaleString("en");
      row.cells[1].dataset.v = sum.n;
      row.closest("table").dataset.measures.split(" ").map(Number).forEach((place, column) => {
        const cell = row.cells[column + 2];
        const counted = counts[place] ? sum.top[place] : sum.top[place] / sum.below[place];
        cell.dataset.v = Number.isFinite(counted) ? counted : "";
        const button = cell.querySelector("button");
        if (button) button.textContent = fixed(counted, data.measures[place][2]);
      });
    });
    const status = byId("articles-shown");
    if (status) status.textContent = sums.reduce((all, sum) => all + sum.n, 0).toLocaleString("en");
  };

  // Numbers and evidence: inside the page, packed, or in files beside it that are loaded when asked for.
  let packed = null;
  const unpack = async () => {
    const bytes = Uint8Array.from(atob(byId("evidence").textContent.trim()), (mark) => mark.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  };
  const loaded = new Map();
  window.framingEvidence = (file, rows) => loaded.get(file)?.(rows);
  const load = (file) =>
    new Promise((resolve, reject) => {
      loaded.set(file, resolve);
      const script = document.createElement("script");
      script.src = `evidence/${file}.js`;
      script.onerror = () => reject(new Error(`evidence/${file}.js cannot be read`));
      document.head.append(script);
    });
  const cache = new Map();
  const partOf = async (part) => {
    if (!data.folder) {
      packed ??= unpack();
      return (await packed)[part];
    }
    if (!cache.has(part)) cache.set(part, load(part));
    return cache.get(part);
  };
  // How many places stand behind a number, and those that are here; its kind as in the page's parts.
  const evidenceOf = async (outlet, key) => {
    const kind = key.split("|")[0].split("_")[0];
    return (await partOf(`${data.outlets.indexOf(outlet)}-${kind}`))?.[key] ?? [0, []];
  };
  const add = (parent, tag, text, name) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.textContent = text;
    parent.append(made);
    return made;
  };
  const item = (row) => {
    const [place, left, match, right, told] = row;
    const [outlet, day, title, id] = data.articles[place];
    const made = document.createElement("li");
    const words = add(made, "blockquote", "");
    words.append(`${left} `);
    add(words, "mark", match);
    words.append(/^[.,;:!?’”)]/.test(right) ? right : ` ${right}`);
    add(made, "div", told, "of");
    add(made, "div", [data.outlets[outlet], day, title || id].filter(Boolean).join(" · "), "of");
    return made;
  };
  const show = async (button) => {
    const dialog = byId("behind");
    const key = button.dataset.key;
    const row = button.closest("tr");
    const outlet = row.dataset.outlet;
    const measure = data.measures.find(([name]) => name === key)?.[1];
    const list = $("ol", dialog)[0];
    $("h3", dialog)[0].textContent = `${outlet}: ${measure ?? `${row.cells[1].textContent}, ${row.cells[2].textContent}`}`;
    const about = $("p.note", dialog)[0];
    about.textContent = "…";
    list.replaceChildren();
    dialog.showModal();
    try {
      const now = chosen();
      const [all, found] = await evidenceOf(outlet, key);
      const rows = found.filter((one) => inPeriod(data.articles[one[0]][1], now));
      const timed = now.from || now.to;
      const partly = found.length < all;
      const kept = `${found.length} of ${all.toLocaleString("en")} places`;
      const some = !partly ? `${rows.length} places` : timed ? `${rows.length} in the period, of a sample of ${kept}` : kept;
      const days = (now.from ? ` --since ${now.from}` : "") + (now.to ? ` --until ${now.to}` : "");
      const how = partly && measure ? ` All of them: framing evidence ${key} ${data.corpus} --outlet "${outlet}"${days} -o kwic.html` : "";
      about.textContent = `${some}.${how}`;
      list.append(...rows.map(item));
      const none = partly && timed ? "No place of the sample lies in the period." : "Nothing was counted here.";
      if (!rows.length) add(list, "li", none);
    } catch (error) {
      about.textContent = String(error.message ?? error);
    }
  };
  $("button.n").forEach((button) => {
    button.type = "button";
    button.setAttribute("aria-haspopup", "dialog");
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.n");
    if (button) show(button);
    if (event.target.matches("dialog, dialog .close")) event.target.closest("dialog").close();
  });
  ["find", "outlet", "actor", "from", "to"].forEach((id) =>
    ["input", "change"].forEach((kind) =>
      byId(id)?.addEventListener(kind, () => {
        filterRows();
        if (id === "from" || id === "to") recount();
      })));
  byId("clear")?.addEventListener("click", () => {
    ["find", "outlet", "actor", "from", "to"].forEach((id) => { if (byId(id)) byId(id).value = ""; });
    filterRows();
    recount();
  });
  // Scatters of words: finding one lights it up in each of them; pointing at one tells of it.
  const told = byId("told");
  const findTerm = (words) => {
    const found = $(".term").filter((term) => {
      const fits = Boolean(words) && term.dataset.term.includes(words);
      term.classList.toggle("found", fits);
      return fits;
    });
    document.body.classList.toggle("searching", Boolean(words));
    if (told) told.textContent = words ? `${found.length.toLocaleString("en")} points` : "";
  };
  byId("term")?.addEventListener("input", (event) => findTerm(event.target.value.trim().toLowerCase()));
  ["pointerover", "focusin"].forEach((kind) => document.addEventListener(kind, (event) => {
    const term = event.target.closest?.(".term");
    if (term && told) told.textContent = `${term.dataset.term}: ${term.dataset.told}`;
  }));
  filterRows();
})();
