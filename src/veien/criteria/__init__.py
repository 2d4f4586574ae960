"""The award model: criteria, weights, anchors and the price form, tried before they bind."""
