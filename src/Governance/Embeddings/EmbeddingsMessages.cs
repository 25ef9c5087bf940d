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

/// <param name="Why">The reason that the encoder gave.</param>
[RefusalCode("sample-not-encoded")]
internal sealed record SampleNotEncoded(string Why)
    : Refusal(
        $"The encoder cannot encode this sample: {Why}",
        "Check the parts of the sample. If they are damaged, leave the sample out of the next version."
    );

[RefusalCode("part-unreadable")]
internal sealed record PartUnreadable(string Part)
    : Refusal(
        $"The part “{Part}” cannot be read: its file is missing or damaged.",
        "Import the recording again, or leave the sample out of the next version."
    );

[Code("encoder-fails-on-data")]
internal sealed record EncoderFailsOnData(string Encoder, string What, string Remedy)
    : Statement($"Encoder “{Encoder}” fails on this data: {What} {Remedy}");

[Code("encoder-does-not-open")]
internal sealed record EncoderDoesNotOpen(string Encoder, string What, string Remedy)
    : Statement($"Encoder “{Encoder}” cannot be loaded: {What} {Remedy}");

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
