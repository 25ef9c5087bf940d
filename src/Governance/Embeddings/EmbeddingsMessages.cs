using System.Globalization;
using Governance.Inference;
using Governance.Platform;

namespace Governance.Embeddings;

[Code("embedding-title")]
internal sealed record EmbeddingTitle(Modality Modality, string Version)
    : Statement($"Embed the {Word(Modality)} of “{Version}”")
{
    private static string Word(Modality modality) =>
        modality switch
        {
            Modality.Text => "texts",
            Modality.Image => "images",
            _ => "series",
        };
}

/// <summary>What the encoders, the models or the trainer found.</summary>
[Code("inference-fault")]
internal sealed record InferenceFaultFound(InferenceFault Fault) : Statement(Fault.InWords());

/// <summary>The result of an encoder's trial on test input.</summary>
/// <param name="Norm">L2 norm of a vector.</param>
/// <param name="Difference">The greatest difference between a vector computed alone and in a batch.</param>
/// <param name="Alike">Whether different inputs gave the same vector.</param>
[Code("encoder-trial")]
internal sealed record EncoderTrial(int Dimension, double Norm, double Milliseconds, double Difference, bool Alike)
    : Statement(
        string.Create(
            CultureInfo.InvariantCulture,
            $"Test input gave vectors of {Dimension} numbers with norm {Norm:0.###} in {Milliseconds:0} ms. "
                + $"Vectors computed alone and in a batch differ by at most {Difference:0.#e+0}."
        )
            + (
                Alike
                    ? " Three different inputs gave the same vector: with this description the encoder does not "
                        + "distinguish samples."
                    : ""
            )
    );

/// <param name="Why">What the encoder found; in rows that were stored before it had a type, the sentence as it was written.</param>
[RefusalCode("sample-not-encoded")]
internal sealed record SampleNotEncoded(Message Why)
    : Refusal(
        $"The encoder cannot encode this sample: {Why.Text}",
        "Check the parts of the sample. If they are damaged, leave the sample out of the next version."
    );

[RefusalCode("part-unreadable")]
internal sealed record PartUnreadable(string Part)
    : Refusal(
        $"The part “{Part}” cannot be read: its file is missing or damaged.",
        "Import the recording again, or leave the sample out of the next version."
    );

/// <param name="What">What the model found; a text in rows that were stored before it had a type.</param>
/// <param name="Remedy">Only in those rows.</param>
[Code("encoder-fails-on-data")]
internal sealed record EncoderFailsOnData(string Encoder, Message What, string? Remedy = null)
    : Statement($"Encoder “{Encoder}” fails on this data: {What.Text} {FoundFaults.Remedy(What, Remedy)}");

/// <inheritdoc cref="EncoderFailsOnData"/>
[Code("encoder-does-not-open")]
internal sealed record EncoderDoesNotOpen(string Encoder, Message What, string? Remedy = null)
    : Statement($"Encoder “{Encoder}” cannot be loaded: {What.Text} {FoundFaults.Remedy(What, Remedy)}");

[Code("encoder-file-gone")]
internal sealed record EncoderFileGone(string Encoder)
    : Statement(
        $"The file of encoder “{Encoder}” is missing from the blob store. Ask an administrator to restore it from the backup, "
            + "or choose another encoder."
    );

[Code("too-many-channels-for-encoder")]
internal sealed record TooManyChannelsForEncoder(IReadOnlyList<string> Channels, string Encoder, int? Takes)
    : Statement(
        $"The version has {Channels.Count} channels ({string.Join(", ", Channels)}), but the encoder “{Encoder}” "
            + $"takes {Takes}. Register an encoder that names the channels it reads."
    );

// Stages of a run.
[Code("embedding")]
internal sealed record EmbeddingStage() : Statement("embedding");

[Code("writing-embeddings")]
internal sealed record WritingEmbeddings() : Statement("writing vectors");

// Withdrawals.
[Code("held-embeddings")]
internal sealed record HeldEmbeddings() : Statement("embeddings");

[Code("embeddings-deleted")]
internal sealed record EmbeddingsDeleted()
    : Statement(
        "The vectors of the subject's samples are deleted. The counts of embedding runs stay, without naming "
            + "anybody."
    );
