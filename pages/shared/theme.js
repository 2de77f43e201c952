// Whether a part of the page is drawn in the dark theme.
function isDark(element) {
  const colour = getComputedStyle(element).getPropertyValue("--st-background-color").trim()
  const probe = document.createElement("canvas").getContext("2d")
  probe.fillStyle = colour || "#ffffff"
  const hex = probe.fillStyle
  const [r, g, b] = [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16))
  return 0.299 * r + 0.587 * g + 0.114 * b < 128
}
