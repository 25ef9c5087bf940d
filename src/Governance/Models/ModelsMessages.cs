using System.Globalization;
using Governance.Inference.Fusion;
using Governance.Platform;

namespace Governance.Models;

[Code("training-title")]
internal sealed record TrainingTitle(string Model, int Number, FusionKind Fusion)
    : Statement($"Train {Model} {Number} ({Fusion.ToString().ToLowerInvariant()} fusion)");

/// <summary>What the trainer or the runtime says of data or a file that it does not take, in its own words.</summary>
[Code("unfit-for-fusion")]
internal sealed record UnfitForFusion(string What, string Remedy) : Statement($"{What} {Remedy}");

// Stages.
[Code("training")]
internal sealed record TrainingStage() : Statement("training");

[Code("comparing-fusions")]
internal sealed record ComparingFusions() : Statement("comparing fusions and single modalities");

[Code("writing-model")]
internal sealed record WritingModel() : Statement("writing");

// What a withdrawal reaches.
[Code("held-model-versions")]
internal sealed record HeldModelVersions() : Statement("model versions");

[Code("model-versions-marked")]
internal sealed record ModelVersionsMarked()
    : Statement(
        "Model versions that learned from the subject show it as withdrawn; they are not promoted again, nor "
            + "rolled back to, past the policy. Their weights stay as they are. Versions that were only tested on "
            + "the subject learned nothing from it; their test part loses its samples."
    );

[Code("taught-versions-remain")]
internal sealed record TaughtVersionsRemain(int Versions)
    : Statement(
        $"{Versions} model {(Versions == 1 ? "version" : "versions")} with weights that the subject's samples "
            + "helped to shape: the samples cannot be read back from them, and each says how much of what it "
            + "learned from is withdrawn."
    );

// Gates.
[Code("artifact-sound")]
internal sealed record ArtifactSound() : Statement("The file is unchanged, loads, and answers made-up input.");

[Code("artifact-not-trained")]
internal sealed record ArtifactNotTrained() : Statement("It has no file: its training has not ended.");

[Code("artifact-gone")]
internal sealed record ArtifactGone() : Statement("Its file is gone from the store.");

[Code("artifact-changed")]
internal sealed record ArtifactChanged() : Statement("Its file is not the one that was trained: the digest differs.");

/// <param name="Why">The reader's own words; null where ONNX Runtime rejects the file, whose words name paths.</param>
[Code("artifact-does-not-load")]
internal sealed record ArtifactDoesNotLoad(string? Why)
    : Statement($"Its file does not load: {Why ?? "ONNX Runtime rejects it."}");

[Code("artifact-answers-no-number")]
internal sealed record ArtifactAnswersNoNumber() : Statement("It answers with something that is no number.");

/// <param name="Lost">Withdrawn, expired or erased.</param>
/// <param name="Share">Of all that it learned from.</param>
[Code("consent-cover")]
internal sealed record ConsentCoverFound(int Lost, int LearnedFrom, double Share, double Allowed)
    : Statement(
        Lost == 0
            ? $"All {LearnedFrom} samples that it learned from are permitted now."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Lost} of {LearnedFrom} samples that it learned from are withdrawn, expired or erased "
                    + $"({Share:P1}; the policy allows {Allowed:P1})."
            )
    );

[Code("parity-measured")]
internal sealed record ParityMeasured(double Difference, double Tolerance)
    : Statement(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The exported file's probabilities differ from the trainer's by at most {Difference:0.0e+0}; "
                + $"allowed is less than {Tolerance:0e+0}."
        )
    );

[Code("parity-never-measured")]
internal sealed record ParityNeverMeasured() : Statement("The exported file was never compared with the trainer.");
