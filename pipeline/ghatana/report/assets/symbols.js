// A status by colour and shape: no two share a shape, so colour alone never tells.

const SHAPES = {
  completed: [["circle", { cx: 8, cy: 8, r: 5.5, fill: "currentColor" }]],
  ongoing: [
    ["circle", { cx: 8, cy: 8, r: 5, fill: "none", stroke: "currentColor", "stroke-width": 2 }],
    ["path", { d: "M8 3a5 5 0 0 1 0 10z", fill: "currentColor" }],
  ],
  planned: [["circle", { cx: 8, cy: 8, r: 4.75, class: "hollow", stroke: "currentColor", "stroke-width": 2.5 }]],
  proposed: [["path", { d: "M8 2.2 13.8 8 8 13.8 2.2 8z", class: "hollow", stroke: "currentColor", "stroke-width": 2 }]],
  delayed: [["path", { d: "M4 3h3v10H4zM9 3h3v10H9z", fill: "currentColor" }]],
  cancelled: [["path", { d: "M3.5 3.5l9 9M12.5 3.5l-9 9", fill: "none", stroke: "currentColor", "stroke-width": 2.6 }]],
  failed: [["path", { d: "M1.8 3h12.4L8 14z", fill: "currentColor" }]],
  denied: [
    ["circle", { cx: 8, cy: 8, r: 5.2, class: "hollow", stroke: "currentColor", "stroke-width": 2 }],
    ["path", { d: "M4.3 11.7l7.4-7.4", fill: "none", stroke: "currentColor", "stroke-width": 2 }],
  ],
};

const shapes = (status) => (SHAPES[status] ?? SHAPES.planned).map(([tag, attributes]) => svg(tag, attributes));

const symbol = (status) =>
  svg("svg", { class: `symbol s-${status}`, viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    shapes(status));

const statusLabel = (status) => el("span", { class: "status" }, symbol(status), t(`status.${status}`));

// Gradients for bars whose end is open: one for each status and side, since a gradient takes its colour where it stands.
function drawDefs() {
  const gradients = about.statuses.flatMap((status) =>
    ["earliest", "latest"].map((side) => {
      const stops = side === "earliest" ? [0, 1] : [1, 0];
      return svg("linearGradient", { id: `open-${side}-${status}`, class: `s-${status}` },
        stops.map((opacity, i) =>
          svg("stop", { offset: i, "stop-color": "currentColor", "stop-opacity": opacity })));
    }));
  byId("defs").append(svg("defs", {}, gradients));
}
