/* How a site stands, as a mark: octagon, ring, disc, half, square, dashes. As the lamp of the lanes. */

export const SIZE = 24; // pixels of a mark with its rim
const MID = SIZE / 2;

export function disc(c, r) {
  c.beginPath();
  c.arc(MID, MID, r, 0, 2 * Math.PI);
}

export function corners(c, r, count, turn = 0) {
  c.beginPath();
  for (let n = 0; n < count; n += 1) {
    const at = ((n + turn) / count) * 2 * Math.PI;
    c.lineTo(MID + r * Math.sin(at), MID - r * Math.cos(at));
  }
  c.closePath();
}

export function paint(c, fill, stroke, width = 2) {
  if (fill) {
    c.fillStyle = fill;
    c.fill();
  }
  if (!stroke) return;
  c.strokeStyle = stroke;
  c.lineWidth = width;
  c.stroke();
}

// A rim in the colour of the paper keeps a mark apart from what lies below it.
function rim(c, of, r) {
  disc(c, r + 2.5);
  paint(c, of.panel);
}

export const SITES = {
  stopped(c, of, r) {
    rim(c, of, r);
    corners(c, r + 1, 8, 0.5);
    paint(c, of.alarm);
    c.fillStyle = of["on-alarm"];
    c.fillRect(MID - r / 2, MID - r / 7, r, r / 3.5);
  },
  gap(c, of, r) {
    rim(c, of, r);
    disc(c, r - 1.5);
    paint(c, of.panel, of.alarm, 3.5);
  },
  dark(c, of, r) {
    rim(c, of, r);
    disc(c, r - 0.5);
    paint(c, of.clock, of["ink-2"], 2);
  },
  partial(c, of, r) {
    rim(c, of, r);
    disc(c, r - 1);
    paint(c, of.panel, of.ink, 2);
    c.beginPath();
    c.arc(MID, MID, r - 1, Math.PI / 2, 1.5 * Math.PI);
    paint(c, of.ink);
  },
  generator(c, of, r) {
    rim(c, of, r);
    c.beginPath();
    c.rect(MID - r + 1.5, MID - r + 1.5, 2 * r - 3, 2 * r - 3);
    paint(c, of.lamp, of["lamp-edge"], 2);
    disc(c, r / 3);
    paint(c, "#111714");
  },
  unknown(c, of, r) {
    rim(c, of, r);
    disc(c, r - 1);
    c.setLineDash([3, 2.5]);
    paint(c, of.panel, of["line-strong"], 2);
    c.setLineDash([]);
  },
  keeps(c, of, r) {
    rim(c, of, r);
    disc(c, r - 1);
    paint(c, of.panel, of["lamp-edge"], 2);
    disc(c, r / 2);
    paint(c, of.lamp, of["lamp-edge"], 1);
  },
  lit(c, of, r) {
    rim(c, of, r);
    disc(c, r - 1);
    paint(c, of.lamp, of["lamp-edge"], 2);
  },
};
