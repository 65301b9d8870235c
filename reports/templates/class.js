(() => {
  const table = document.getElementById("students");
  const body = table.tBodies[0];
  const controls = document.getElementById("controls");
  const search = document.getElementById("search");
  const status = document.getElementById("status");
  const shown = document.getElementById("shown");
  controls.hidden = false;
  const key = (row, column) => {
    const cell = row.cells[column];
    const value = cell.dataset.value ?? cell.textContent.trim();
    return value !== "" && !isNaN(value) ? Number(value) : value.toLocaleLowerCase();
  };
  const filter = () => {
    const words = search.value.toLocaleLowerCase();
    let count = 0;
    for (const row of body.rows) {
      const fits = row.textContent.toLocaleLowerCase().includes(words) && (!status.value || row.dataset.status === status.value);
      row.hidden = !fits;
      count += fits;
    }
    shown.textContent = count;
  };
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].sort((a, b) => {
        const [x, y] = [key(a, column), key(b, column)];
        return (typeof x === typeof y ? (x > y) - (x < y) : typeof x === "number" ? -1 : 1) * (down ? -1 : 1);
      });
      body.append(...rows);
    });
  });
  search.addEventListener("input", filter);
  status.addEventListener("change", filter);
  filter();
})();
