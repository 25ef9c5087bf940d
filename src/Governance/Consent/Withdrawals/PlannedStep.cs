namespace Governance.Consent;

/// <summary>What a withdrawal does with the things of one holding, before it starts.</summary>
/// <param name="Holding">Name of the holding; see <see cref="ISubjectHolding.Name"/>.</param>
/// <param name="Count">How many things are affected.</param>
/// <param name="Things">Those with a name, at most <see cref="Held.Most"/>.</param>
public sealed record PlannedStep(
    string Holding,
    string Title,
    HoldingPlace Place,
    HoldingFate Fate,
    string WhatHappens,
    int Count,
    IReadOnlyList<HeldThing> Things
);
