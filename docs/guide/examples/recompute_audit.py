#!/usr/bin/env python3
"""Recompute the figures of an audit from its exported predictions, with numpy and nothing of the portal.

    curl -H "Authorization: Bearer $TOKEN" $PORTAL/api/v1/audits/$AUDIT             -o audit.json
    curl -H "Authorization: Bearer $TOKEN" $PORTAL/api/v1/audits/$AUDIT/predictions -o predictions.jsonl
    python3 recompute_audit.py audit.json predictions.jsonl

Prints each figure with the portal's value and the difference. Exits with 1 if a difference exceeds 1e-9, and with 2 if the
predictions are not those of the whole audit, because consent of some samples was withdrawn since.
"""

import json
import sys

import numpy as np

BINS = 15
LIMIT = 1e-9


def read(audit_path, predictions_path):
    """Return the report, the class names, and labels (n) and probabilities (n x classes) of the predictions."""
    with open(audit_path, encoding="utf-8") as file:
        report = json.load(file)["report"]
    with open(predictions_path, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    classes = [c["class"] for c in report["samples"]["classes"]]
    labels = np.array([classes.index(row["label"]) for row in rows])
    # The portal keeps single precision; the arithmetic is double.
    probabilities = np.array([row["probabilities"] for row in rows], dtype=np.float32).astype(np.float64)
    return report, labels, probabilities


def calibration_error(confidence, right):
    """Expected calibration error: |mean confidence - share of right answers|, weighted by the samples in each bin."""
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    error = 0.0
    for b in range(BINS):
        inside = bins == b
        if inside.any():
            error += inside.mean() * abs(confidence[inside].mean() - right[inside].mean())
    return error


def recompute(labels, probabilities):
    """Return each figure under the name that the report gives it."""
    n, count = probabilities.shape
    right = probabilities.argmax(axis=1) == labels
    frequency = np.bincount(labels, minlength=count) / n
    stated = frequency[frequency > 0]
    log_loss = -np.log(probabilities[np.arange(n), labels]).mean()
    confidence = probabilities.max(axis=1)
    return {
        "accuracy": right.mean(),
        "majority": frequency.max(),
        "gain": right.mean() - frequency.max(),
        "log-loss": log_loss,
        "log-loss-gain": -(stated * np.log(stated)).sum() - log_loss,
        "brier": ((probabilities - np.eye(count)[labels]) ** 2).sum(axis=1).mean(),
        "ece": calibration_error(confidence, right),
        "over-confidence": confidence.mean() - right.mean(),
    }


def main(audit_path, predictions_path):
    report, labels, probabilities = read(audit_path, predictions_path)
    if len(labels) != report["samples"]["count"]:
        print(f"The audit had {report['samples']['count']} samples; {len(labels)} predictions may be read now.")
        return 2
    core = report["core"]
    stated = {m["name"]: m["figure"]["value"] for m in core["overall"] + core["calibration"]["measures"]}
    worst = 0.0
    print(f"{'figure':<16} {'portal':>20} {'recomputed':>20} {'difference':>11}")
    for name, value in recompute(labels, probabilities).items():
        difference = abs(stated[name] - value)
        worst = max(worst, difference)
        print(f"{name:<16} {stated[name]:>20.15f} {value:>20.15f} {difference:>11.1e}")
    return 0 if worst <= LIMIT else 1


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2]))
