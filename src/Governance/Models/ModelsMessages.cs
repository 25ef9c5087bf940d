using System.Globalization;
using Governance.Embeddings;
using Governance.Inference.Fusion;
using Governance.Platform;

namespace Governance.Models;

[Code("training-title")]
internal sealed record TrainingTitle(string Model, int Number, FusionKind Fusion)
    : Statement($"Train {Model} {Number} ({Fusion.ToString().ToLowerInvariant()} fusion)");

[Code("trainings-title")]
internal sealed record TrainingsTitle(string Model, int First, int Last)
    : Statement($"Train {Model} {First} to {Last} (one version for each fusion)");

/// <summary>Why the trainer or the runtime rejects data or a file.</summary>
/// <param name="What">What they found; a text in rows that were stored before it had a type.</param>
/// <param name="Remedy">Only in those rows.</param>
[Code("unfit-for-fusion")]
internal sealed record UnfitForFusion(Message What, string? Remedy = null)
    : Statement($"{What.Text} {FoundFaults.Remedy(What, Remedy)}");

[Code("seed-out-of-range")]
internal sealed record SeedOutOfRange(long Greatest) : Statement("“seed” is out of range.");

[Code("project-without-choice")]
internal sealed record ProjectWithoutChoice()
    : Statement("“label.projectId” is only for a choice, but this label is a stratum attribute.");

// Stages of the job.
[Code("training")]
internal sealed record TrainingStage() : Statement("training");

[Code("comparing-fusions")]
internal sealed record ComparingFusions() : Statement("comparing fusions and single modalities");

[Code("cross-validating")]
internal sealed record CrossValidating() : Statement("cross-validating");

[Code("writing-model")]
internal sealed record WritingModel() : Statement("writing the model version");

// What a withdrawal changes.
[Code("held-model-versions")]
internal sealed record HeldModelVersions() : Statement("model versions");

[Code("model-versions-marked")]
internal sealed record ModelVersionsMarked()
    : Statement(
        "Model versions that learned from the subject show its samples as withdrawn. If they have lost more samples than "
            + "the policy allows, no alias can be promoted or rolled back to them. Their weights do not change. "
            + "Versions that were only tested on the subject learned nothing from it; their test part loses its samples."
    );

[Code("taught-versions-remain")]
internal sealed record TaughtVersionsRemain(int Versions)
    : Statement(
        $"{Versions} model {(Versions == 1 ? "version" : "versions")} with weights that were trained on the subject's "
            + "samples. The weights do not change; each version shows how much of what it learned from is withdrawn."
    );

// Answers of the gates.
[Code("artifact-sound")]
internal sealed record ArtifactSound() : Statement("The file is unchanged, loads and answers test input.");

[Code("artifact-not-trained")]
internal sealed record ArtifactNotTrained()
    : Statement("The version has no file: its training has not finished successfully.");

[Code("artifact-gone")]
internal sealed record ArtifactGone() : Statement("The file is missing from the blob store.");

[Code("artifact-changed")]
internal sealed record ArtifactChanged() : Statement("The file is not the one that was trained: its digest differs.");

/// <param name="Why">What the reader found; a text in rows that were stored before it had a type.</param>
[Code("artifact-does-not-load")]
internal sealed record ArtifactDoesNotLoad(Message? Why)
    : Statement($"The file does not load: {Why?.Text ?? "ONNX Runtime rejects it."}");

[Code("artifact-answers-no-number")]
internal sealed record ArtifactAnswersNoNumber()
    : Statement("The model answers test input with values that are not finite numbers.");

/// <param name="Lost">Samples that are withdrawn, expired or erased.</param>
/// <param name="Share">Lost samples as a share of <paramref name="LearnedFrom"/>, 0 … 1.</param>
/// <param name="Allowed">The greatest share that the policy allows, 0 … 1.</param>
[Code("consent-cover")]
internal sealed record ConsentCoverFound(int Lost, int LearnedFrom, double Share, double Allowed)
    : Statement(
        Lost == 0
            ? $"Every sample that the version learned from is permitted now ({LearnedFrom})."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Lost} of {LearnedFrom} samples that the version learned from {(Lost == 1 ? "is" : "are")} "
                    + $"withdrawn, expired or erased ({Share:P1}; the policy allows {Allowed:P1})."
            )
    );

[Code("parity-measured")]
internal sealed record ParityMeasured(double Difference, double Tolerance)
    : Statement(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The probabilities of the exported file differ from the trainer's by at most {Difference:0.0e+0} "
                + $"(allowed: less than {Tolerance:0e+0})."
        )
    );

[Code("parity-never-measured")]
internal sealed record ParityNeverMeasured() : Statement("The exported file has not been compared with the trainer.");

// Whether fusing was worth it.
[Code("fusing-gained")]
internal sealed record FusingGained(double Own, string Best, double Other, int N)
    : Statement(
        string.Create(
            CultureInfo.InvariantCulture,
            $"Fusing gained: this version answers {Own:P1} of {N} test samples correctly, {Best} {Other:P1}."
        )
    );

[Code("fusing-tied")]
internal sealed record FusingTied(double Own, string Best, int N)
    : Statement(
        string.Create(
            CultureInfo.InvariantCulture,
            $"Fusing made no difference: this version and {Best} both answer {Own:P1} of {N} test samples correctly."
        )
    );

[Code("fusing-not-worth-it")]
internal sealed record FusingNotWorthIt(double Own, string Best, double Other, int N)
    : Statement(
        string.Create(
            CultureInfo.InvariantCulture,
            $"Fusing was not worth it: {Best} answers {Other:P1} of {N} test samples correctly, this version {Own:P1}."
        )
    );
