namespace Governance.Consent;

public sealed record PlannedStep(
    string Holding,
    string Title,
    HoldingPlace Place,
    HoldingFate Fate,
    string WhatHappens,
    int Count,
    IReadOnlyList<HeldThing> Things
);
