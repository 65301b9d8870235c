(() => {
  const byId = name => document.getElementById(name);
  const table = byId("students"), body = table.tBodies[0], controls = byId("controls");
  const data = byId("everyone"), SHOWN = 200;
  const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const collator = new Intl.Collator(document.documentElement.lang, {numeric: true, sensitivity: "base"});
  const LETTERS = {met: "m", partial: "p", unmet: "u", unverifiable: "?", pending: "j", blocked: "b", waived: "w", missed: "pub"};

  const maps = [...document.querySelectorAll("table.heat")];
  const values = row => [...row.cells].map(cell => cell.dataset.value ?? cell.textContent.trim());
  const ofRow = (row, place) => ({
    row, maps: maps.map(map => map.tBodies[0].rows[place]), values: values(row),
    status: row.dataset.status, outcomes: row.dataset.outcomes,
  });
  const ofData = ([slug, status, outcomes, grade, order, name, id, group, told]) => ({
    maps: [], status, outcomes, values: [name, id, group, order, "", told],
    get row() {
      const row = document.createElement("tr"), link = document.createElement("a"), cell = text => row.insertCell().append(text);
      link.href = `students/${slug}.html`;
      link.dir = "auto";
      link.append(name);
      [link, id, group, grade, "", told].forEach(cell);
      row.cells[1].className = "id";
      row.cells[3].className = "n";
      row.cells[4].className = "wide-only";
      return row;
    },
  });
  let records = data ? JSON.parse(data.textContent).map(ofData) : [...body.rows].map(ofRow);
  for (const one of records) one.text = ` ${fold([one.values[0], one.values[1], one.values[2]].join(" "))}`;

  const wanted = () => {
    const words = fold(byId("search").value).split(" ").filter(Boolean);
    const [status, group, outcome, criterion] = ["status", "group", "outcome", "criterion"].map(name => byId(name).value);
    const place = criterion && [...byId("criterion").options].findIndex(one => one.value === criterion) - 1;
    const letters = LETTERS[outcome] ?? "";
    return one => words.every(word => one.text.includes(word))
      && (!status || one.status === status) && (!group || one.values[2] === group)
      && (!letters || (criterion ? letters.includes(one.outcomes[place]) : [...one.outcomes].some(letter => letters.includes(letter))));
  };
  const show = () => {
    const fits = wanted();
    let count = 0;
    if (data) body.replaceChildren();
    for (const one of records) {
      const hidden = !fits(one);
      count += !hidden;
      if (!data) for (const row of [one.row, ...one.maps]) row.hidden = hidden;
      else if (!hidden && count <= SHOWN) body.append(one.row);
    }
    byId("shown").textContent = count > SHOWN && data ? `${count} (${SHOWN})` : count;
    for (const link of document.querySelectorAll("a.everywhere")) link.hash = `q=${encodeURIComponent(byId("search").value)}`;
    rove(body, "a");
  };

  const order = (column, down) => {
    const compare = (a, b) => {
      const [x, y] = [a.values[column], b.values[column]];
      if (x === "" || y === "") return (x === "") - (y === "");
      const difference = isNaN(x) || isNaN(y) ? collator.compare(x, y) : x - y;
      return down ? -difference : difference;
    };
    records = [...records].sort(compare);
    if (!data) {
      body.append(...records.map(one => one.row));
      maps.forEach((map, number) => map.tBodies[0].append(...records.map(one => one.maps[number])));
    }
    show();
  };
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    if (head.classList.contains("wide-only")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      order(column, down);
    });
  });

  // One stop of the Tab key for a whole table; arrows go on from there.
  const rove = (part, what) => {
    const seen = [...part.querySelectorAll(`tr:not([hidden]) ${what}`)];
    for (const one of part.querySelectorAll(what)) one.tabIndex = -1;
    if (seen.length) (seen.find(one => one === document.activeElement) ?? seen[0]).tabIndex = 0;
  };
  const go = (from, to) => {
    if (!to) return;
    from.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  };
  const beside = (row, step) => {
    do row = step > 0 ? row.nextElementSibling : row.previousElementSibling; while (row?.hidden);
    return row;
  };
  body.addEventListener("keydown", event => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key], link = event.target.closest("a");
    if (!step || !link) return;
    event.preventDefault();
    go(link, beside(link.closest("tr"), step)?.querySelector("a"));
  });
  for (const map of maps) {
    const cells = map.tBodies[0], heads = map.tHead.rows[0].cells;
    map.setAttribute("role", "grid");
    const first = cells.querySelector("td");
    if (first) first.tabIndex = 0;
    cells.addEventListener("click", event => {
      const cell = event.target.closest("td");
      if (cell) go(cells.querySelector("[tabindex='0']"), cell);
    });
    cells.addEventListener("keydown", event => {
      const cell = event.target, row = cell.parentElement, place = cell.cellIndex;
      const to = {
        ArrowRight: () => row.cells[place + 1], ArrowLeft: () => place > 1 && row.cells[place - 1],
        ArrowDown: () => beside(row, 1)?.cells[place], ArrowUp: () => beside(row, -1)?.cells[place],
        Home: () => row.cells[1], End: () => row.cells[row.cells.length - 1],
        Enter: () => void byId("told").querySelector("a")?.click(),
      }[event.key];
      if (!to) return;
      event.preventDefault();
      go(cell, to());
    });
    cells.addEventListener("focusin", event => {
      const cell = event.target, row = cell.parentElement, link = document.createElement("a");
      const criterion = heads[cell.cellIndex].textContent;
      link.href = `students/${row.dataset.slug}.html#${criterion}`;
      link.append(`${row.cells[0].textContent} – ${heads[cell.cellIndex].title}`);
      byId("told").replaceChildren(link, ` – ${cell.textContent}`);
    });
  }

  const {copy, copied} = byId("content").dataset;
  for (const command of copy ? document.querySelectorAll("code.command") : []) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy noprint";
    button.append(copy);
    button.addEventListener("click", async () => {
      await navigator.clipboard?.writeText(command.textContent);
      getSelection().selectAllChildren(command);
      button.textContent = copied;
    });
    command.after(" ", button);
  }

  for (const group of [...new Set(records.map(one => one.values[2]).filter(Boolean))].sort(collator.compare)) byId("group").append(new Option(group, group));
  byId("group").parentElement.hidden = byId("group").options.length < 3;
  const missed = criterion => {
    byId("criterion").value = criterion;
    byId("outcome").value = "missed";
  };
  for (const link of document.querySelectorAll("a[data-missed][href^='#']")) link.addEventListener("click", () => {
    missed(link.dataset.missed);
    show();
  });
  const asked = new URLSearchParams(location.hash.slice(1));
  if (asked.has("q")) byId("search").value = asked.get("q");
  if (asked.has("missed")) missed(asked.get("missed"));
  controls.hidden = false;
  for (const field of controls.querySelectorAll("input, select")) for (const kind of ["input", "change"]) field.addEventListener(kind, show);
  show();
})();
