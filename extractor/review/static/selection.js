// The selected words as the server wants them: the stretch that an edge is in, and what of it stands before the edge.

function edge(range, piece, atStart) {
  const inside = document.createRange();
  inside.selectNodeContents(piece);
  const node = atStart ? range.startContainer : range.endContainer;
  const offset = atStart ? range.startOffset : range.endOffset;
  if (piece.contains(node)) inside.setEnd(node, offset);
  else if (atStart) inside.collapse(true);
  return { at: Number(piece.dataset.at), before: inside.toString() };
}

// null where nothing in the text is selected
export function selection(text) {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return null;
  const pieces = [...text.querySelectorAll("[data-at]")].filter((piece) => range.intersectsNode(piece));
  if (!pieces.length) return null;
  return {
    words: chosen.toString().replace(/\s+/g, " ").trim(),
    place: { start: edge(range, pieces[0], true), end: edge(range, pieces.at(-1), false) },
  };
}
