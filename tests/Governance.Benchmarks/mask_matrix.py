"""The mask matrix as one writes it with numpy and scikit-learn: the other side of the benchmark `mask-matrix`.

Reads the arrays of the folder named, prints the point estimates and how long they and the bootstrap took, as JSON.
Top label, confidence and the label's correctness are computed once; a replicate draws one index vector for all masks.
"""
import json
import os
import sys
import time

import numpy as np
import sklearn
from sklearn.metrics import accuracy_score, log_loss

folder = sys.argv[1]
sizes = json.load(open(os.path.join(folder, "sizes.json")))
n, classes, bins = sizes["samples"], sizes["classes"], sizes["bins"]
probabilities = np.fromfile(os.path.join(folder, "probabilities.bin"), dtype="<f8").reshape(sizes["masks"], n, classes)
labels = np.fromfile(os.path.join(folder, "labels.bin"), dtype="<i4")
groups = np.fromfile(os.path.join(folder, "groups.bin"), dtype="<i4")
names = np.arange(classes)


def calibration_error(confidence, correct, bin_of):
    gap = np.bincount(bin_of, weights=correct - confidence, minlength=bins)
    return np.abs(gap).sum() / len(confidence)


def worst_group(correct, group):
    counts = np.bincount(group, minlength=sizes["groups"])
    hits = np.bincount(group, weights=correct, minlength=sizes["groups"])
    drawn = counts > 0
    return (hits[drawn] / counts[drawn]).min()


def figures(p, predicted, confidence, correct, bin_of, y, group):
    return [
        accuracy_score(y, predicted),
        calibration_error(confidence, correct, bin_of),
        log_loss(y, p, labels=names),
        worst_group(correct, group),
    ]


start = time.perf_counter()
prepared = []
for p in probabilities:
    predicted = p.argmax(axis=1)
    confidence = p[np.arange(n), predicted]
    bin_of = np.minimum((confidence * bins).astype(np.int64), bins - 1)
    prepared.append((p, predicted, confidence, (predicted == labels).astype(np.float64), bin_of))
estimates = [[float(f) for f in figures(*cell, labels, groups)] for cell in prepared]
once = time.perf_counter() - start

start = time.perf_counter()
random = np.random.default_rng(1)
drawn = np.empty((len(prepared), 4, sizes["replicates"]))
for r in range(sizes["replicates"]):
    index = random.integers(0, n, n)
    y, group = labels[index], groups[index]
    for m, (p, *rest) in enumerate(prepared):
        drawn[m, :, r] = figures(p[index], *(a[index] for a in rest), y, group)
intervals = np.percentile(drawn, [2.5, 97.5], axis=2)
replicates = time.perf_counter() - start

versions = f"numpy {np.__version__}, scikit-learn {sklearn.__version__}"
print(json.dumps({"once": once, "replicates": replicates, "estimates": estimates, "versions": versions}))
